package io.tidelock.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One connection with the statements that were prepared on it. Not thread-safe. */
final class Session {

    /**
     * So many keys or rows a statement takes, and no other number, so that few statements are prepared; 100 is the page of most
     * vendors.
     */
    private static final int[] LENGTHS = {1, 2, 5, 10, 20, 50, 100, 200, 500};

    /** The most keys or rows that one statement takes. */
    static final int MOST = LENGTHS[LENGTHS.length - 1];

    private static final Pattern ROW = Pattern.compile("VALUES (\\([?\\d, ]+\\))");

    private final Connection connection;
    private final Dialect dialect;
    private final Map<Expanded, PreparedStatement> prepared = new LinkedHashMap<>();
    private @Nullable String name;

    Session(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** What databases take in different ways. */
    enum Dialect {
        /** Chooses the wrong index unless it is named; a statement costs little. */
        SQLITE,
        /** Takes arrays; a statement costs a round trip. */
        POSTGRESQL
    }

    /**
     * Returns a table as a query names it, to be read by an index where the database does not choose that itself: SQLite would
     * rather read a whole flow by the beginning of its primary key.
     */
    String table(String table, String index) {
        return dialect == Dialect.SQLITE ? table + " INDEXED BY " + index : table;
    }

    /** Sets the parameters of a statement. */
    @FunctionalInterface
    interface Binder {
        void bind(Bind bind) throws SQLException;
    }

    /** Sets the parameters of a statement for one of several things. */
    @FunctionalInterface
    interface EachBinder<T> {
        void bind(Bind bind, T thing) throws SQLException;
    }

    /**
     * A statement for so many keys or rows.
     *
     * @param sql as it is for one
     */
    private record Expanded(String sql, int length) {

        String text() {
            if (length == 1) {
                return sql;
            }
            return ROW.matcher(sql)
                    .replaceFirst(row -> "VALUES " + repeated(row.group(1)))
                    .replace("IN (?)", "IN (" + repeated("?") + ")");
        }

        private String repeated(String one) {
            return (one + ", ").repeat(length - 1) + one;
        }
    }

    /** Stores something that may contradict what is there. */
    @FunctionalInterface
    interface Attempt {
        void make() throws SQLException;
    }

    /**
     * Stores something in the hope that it contradicts nothing that is there.
     *
     * @throws Collision if it does
     */
    void hopefully(Attempt attempt) throws SQLException {
        try {
            attempt.make();
        } catch (SQLException failed) {
            if (Failures.isContradiction(failed)) {
                throw new Collision();
            }
            throw failed;
        }
    }

    <T> List<T> query(String sql, Binder binder, Row.Reader<T> reader) throws SQLException {
        return query(new Expanded(sql, 1), binder, reader);
    }

    private <T> List<T> query(Expanded sql, Binder binder, Row.Reader<T> reader) throws SQLException {
        PreparedStatement statement = prepare(sql);
        binder.bind(new Parameters(statement));
        List<T> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            Row row = new Row(rows);
            while (row.next()) {
                found.add(reader.read(row));
            }
        }
        return found;
    }

    <T> Optional<T> first(String sql, Binder binder, Row.Reader<T> reader) throws SQLException {
        return query(sql, binder, reader).stream().findFirst();
    }

    /**
     * Asks about any number of keys, many at a time.
     *
     * @param sql with one {@code IN (?)} for the keys, the last parameters
     */
    <K, T> List<T> queryIn(
            String sql, Collection<K> keys, Binder before, EachBinder<List<K>> each, Row.Reader<T> reader)
            throws SQLException {
        List<T> found = new ArrayList<>();
        for (List<K> some : filledUp(keys)) {
            Binder binder = bind -> {
                before.bind(bind);
                each.bind(bind, some);
            };
            found.addAll(query(new Expanded(sql, some.size()), binder, reader));
        }
        return found;
    }

    /** Divides keys into as many as a statement takes, the last of which is repeated until there are. */
    private static <K> List<List<K>> filledUp(Collection<K> keys) {
        List<List<K>> divided = new ArrayList<>();
        List<K> all = List.copyOf(keys);
        for (int start = 0; start < all.size(); start += MOST) {
            List<K> some = new ArrayList<>(all.subList(start, Math.min(start + MOST, all.size())));
            while (Arrays.binarySearch(LENGTHS, some.size()) < 0) {
                some.add(some.get(some.size() - 1));
            }
            divided.add(some);
        }
        return divided;
    }

    /**
     * Inserts a row for each thing, many at a time; no two of them have one key. Returns how many rows were inserted or changed.
     *
     * @param sql with one {@code VALUES (?, …)}, and no other parameters
     */
    <T> int insert(String sql, Collection<? extends T> things, EachBinder<T> binder) throws SQLException {
        if (things.size() > 1 && dialect == Dialect.POSTGRESQL) {
            Columns columns = Columns.of(things, binder);
            return change(columns.inserting(sql), columns);
        }
        int rows = 0;
        List<T> left = List.copyOf(things);
        while (!left.isEmpty()) {
            List<T> some = left.subList(0, longest(left.size()));
            rows += change(new Expanded(sql, some.size()), bind -> {
                for (T thing : some) {
                    binder.bind(bind, thing);
                }
            });
            left = left.subList(some.size(), left.size());
        }
        return rows;
    }

    private static int longest(int most) {
        int place = Arrays.binarySearch(LENGTHS, most);
        return LENGTHS[place >= 0 ? place : -place - 2];
    }

    /** Changes something for each thing, in one batch; nothing is asked of the database if there are none. */
    <T> void each(String sql, Collection<? extends T> things, EachBinder<T> binder) throws SQLException {
        if (things.isEmpty()) {
            return;
        }
        PreparedStatement statement = prepare(new Expanded(sql, 1));
        Bind bind = new Parameters(statement);
        for (T thing : things) {
            binder.bind(bind, thing);
            bind.next();
        }
        statement.executeBatch();
    }

    /**
     * Deletes at most one row for each thing.
     *
     * @param key the condition that finds the one of a thing
     */
    <T> void delete(String table, String key, Collection<? extends T> things, EachBinder<T> binder)
            throws SQLException {
        if (things.size() > 1 && dialect == Dialect.POSTGRESQL) {
            Columns columns = Columns.of(things, binder);
            change(columns.deleting(table, key), columns);
        } else {
            each("DELETE FROM " + table + " WHERE " + key, things, binder);
        }
    }

    private int change(String sql, Columns columns) throws SQLException {
        PreparedStatement statement = prepare(new Expanded(sql, 1));
        columns.bind(statement);
        return statement.executeUpdate();
    }

    void change(String sql, Binder binder) throws SQLException {
        change(new Expanded(sql, 1), binder);
    }

    private int change(Expanded sql, Binder binder) throws SQLException {
        PreparedStatement statement = prepare(sql);
        binder.bind(new Parameters(statement));
        return statement.executeUpdate();
    }

    /** Runs a command that has no parameters. */
    void command(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Connection connection() {
        return connection;
    }

    /** Notes the name under which the database knows the transaction. */
    void called(String transaction) {
        this.name = transaction;
    }

    /** Returns the name under which the database knows the transaction, if it was asked. */
    @Nullable
    String name() {
        return name;
    }

    /** Every use binds all parameters anew. */
    private PreparedStatement prepare(Expanded sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql.text());
            prepared.put(sql, known);
        }
        return known;
    }

    /** Closes the statements and the connection; what fails thereby has nothing to tell any more. */
    void close() {
        for (AutoCloseable open : closeables()) {
            try {
                open.close();
            } catch (Exception gone) {
                // the connection is given up anyway
            }
        }
    }

    private List<AutoCloseable> closeables() {
        List<AutoCloseable> all = new ArrayList<>(prepared.values());
        all.add(connection);
        return all;
    }
}
