package io.tidelock.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;

/** Writes the fixtures of the format of today: run {@link #main} once when a release changes it. */
final class StoredFixtures {

    private StoredFixtures() {}

    /** Writes into the folder that is given. */
    public static void main(String[] arguments) throws IOException, SQLException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        Path file = folder.resolve("sqlite-" + Migrations.LATEST + ".db");
        fill(Sqlite.file(file));
        run(Sqlite.file(file), "PRAGMA journal_mode = DELETE");
        DataSource schema = Postgres.emptySchema();
        fill(schema);
        Files.writeString(folder.resolve("postgresql-" + Migrations.LATEST + ".sql"), dump(schema));
    }

    private static void fill(DataSource database) {
        JdbcStore store = JdbcStore.open(database);
        store.commit(StoredFixture.first());
        store.commit(StoredFixture.second());
        store.commit(StoredFixture.journalled());
        store.close();
    }

    /** Returns the names of tables without a row. */
    static List<String> emptyTables(DataSource sqlite) {
        List<String> empty = new ArrayList<>();
        try (Connection connection = sqlite.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables(connection)) {
                try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    if (rows.next() && rows.getInt(1) == 0) {
                        empty.add(table);
                    }
                }
            }
            return empty;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows =
                connection.getMetaData().getTables(null, connection.getSchema(), "tidelock%", new String[] {"TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    /** The script of the format, and then every row. */
    private static String dump(DataSource database) throws SQLException, IOException {
        StringBuilder sql = new StringBuilder();
        for (int format = 1; format <= Migrations.LATEST; format++) {
            String script = String.format("/io/tidelock/jdbc/postgresql/%03d.sql", format);
            try (var in = StoredFixtures.class.getResourceAsStream(script)) {
                sql.append(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .append('\n');
            }
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables(connection)) {
                if (!table.equals("tidelock_format")) {
                    try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                        rows(table, rows, sql);
                    }
                }
            }
        }
        return sql.toString();
    }

    private static void rows(String table, ResultSet rows, StringBuilder sql) throws SQLException {
        while (rows.next()) {
            List<String> values = new ArrayList<>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                values.add(literal(rows.getObject(column)));
            }
            sql.append("INSERT INTO ")
                    .append(table)
                    .append(" OVERRIDING SYSTEM VALUE VALUES (")
                    .append(String.join(", ", values))
                    .append(");\n");
        }
    }

    private static String literal(Object value) {
        if (value instanceof byte[] bytes) {
            return "'\\x" + HexFormat.of().formatHex(bytes) + "'";
        }
        return value == null || value instanceof Number
                ? String.valueOf(value)
                : "'" + value.toString().replace("'", "''") + "'";
    }

    private static void run(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
