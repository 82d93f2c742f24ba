package io.tidelock.benchmarks.jdbc;

import io.tidelock.benchmarks.loop.Link;
import io.tidelock.benchmarks.loop.LinkTable;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The links and the position in two tables, in words that SQLite and PostgreSQL both understand. */
final class JdbcLinks implements LinkTable {

    private static final int BULK = 100;

    private final Connection connection;
    private final PreparedStatement load;
    private final PreparedStatement save;
    private final PreparedStatement move;

    JdbcLinks(Connection connection) throws SQLException {
        this.connection = connection;
        boolean postgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE links (patient TEXT PRIMARY KEY, contact TEXT NOT NULL, base "
                    + (postgres ? "BYTEA NOT NULL)" : "BLOB NOT NULL) WITHOUT ROWID"));
            statement.execute("CREATE TABLE feed (position BIGINT NOT NULL)");
            statement.execute("INSERT INTO feed (position) VALUES (0)");
        }
        this.load = connection.prepareStatement("SELECT patient, contact, base FROM links WHERE patient IN ("
                + String.join(", ", Collections.nCopies(BULK, "?")) + ")");
        this.save = connection.prepareStatement("INSERT INTO links (patient, contact, base) VALUES (?, ?, ?)"
                + " ON CONFLICT (patient) DO UPDATE SET contact = excluded.contact, base = excluded.base");
        this.move = connection.prepareStatement("UPDATE feed SET position = ?");
    }

    long position() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT position FROM feed")) {
            row.next();
            return row.getLong(1);
        }
    }

    void moveTo(long position) throws SQLException {
        move.setLong(1, position);
        move.executeUpdate();
    }

    @Override
    public Map<String, Link> load(List<String> patients) {
        Map<String, Link> found = new HashMap<>();
        try {
            for (int i = 0; i < BULK; i++) {
                load.setString(i + 1, patients.get(Math.min(i, patients.size() - 1)));
            }
            try (ResultSet row = load.executeQuery()) {
                while (row.next()) {
                    Link link = new Link(row.getString(1), row.getString(2), ByteBuffer.wrap(row.getBytes(3)));
                    found.put(link.patient(), link);
                }
            }
        } catch (SQLException failed) {
            throw new JdbcFailedException(failed);
        }
        return found;
    }

    @Override
    public void save(Collection<Link> links) {
        try {
            for (Link link : links) {
                save.setString(1, link.patient());
                save.setString(2, link.contact());
                save.setBytes(3, link.base().array());
                save.addBatch();
            }
            save.executeBatch();
        } catch (SQLException failed) {
            throw new JdbcFailedException(failed);
        }
    }

    void each(BiConsumer<String, String> reader) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT patient, contact FROM links")) {
            while (row.next()) {
                reader.accept(row.getString(1), row.getString(2));
            }
        } catch (SQLException failed) {
            throw new JdbcFailedException(failed);
        }
    }
}
