package io.tidelock.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection with the statements that were prepared on it. Not thread-safe. */
final class Session {

    /** So many keys one statement takes; the lists are filled up to few lengths, so that few statements are prepared. */
    static final int MOST_KEYS = 512;

    private final Connection connection;
    private final boolean namesIndexes;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>();
    private @Nullable String name;

    /**
     * Begins.
     *
     * @param namesIndexes whether queries must say which index to use
     */
    Session(Connection connection, boolean namesIndexes) {
        this.connection = connection;
        this.namesIndexes = namesIndexes;
    }

    /**
     * Returns a table as a query names it, to be read by an index where the database does not choose that itself: SQLite would
     * rather read a whole flow by the beginning of its primary key.
     */
    String table(String table, String index) {
        return namesIndexes ? table + " INDEXED BY " + index : table;
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

    <T> List<T> query(String sql, Binder binder, Row.Reader<T> reader) throws SQLException {
        PreparedStatement statement = prepare(sql);
        binder.bind(new Bind(statement));
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
        List<K> all = List.copyOf(keys);
        for (int start = 0; start < all.size(); start += MOST_KEYS) {
            List<K> some = filledUp(all.subList(start, Math.min(start + MOST_KEYS, all.size())));
            String list = "IN (" + "?, ".repeat(some.size() - 1) + "?)";
            found.addAll(query(
                    sql.replace("IN (?)", list),
                    bind -> {
                        before.bind(bind);
                        each.bind(bind, some);
                    },
                    reader));
        }
        return found;
    }

    /** Repeats the last key until there are 1, 2, 4, 8 … */
    private static <K> List<K> filledUp(List<K> keys) {
        List<K> filled = new ArrayList<>(keys);
        while (Integer.bitCount(filled.size()) != 1) {
            filled.add(keys.get(keys.size() - 1));
        }
        return filled;
    }

    /** Changes something for each thing, in one batch; nothing is asked of the database if there are none. */
    <T> void each(String sql, Collection<? extends T> things, EachBinder<T> binder) throws SQLException {
        if (things.isEmpty()) {
            return;
        }
        PreparedStatement statement = prepare(sql);
        Bind bind = new Bind(statement);
        for (T thing : things) {
            binder.bind(bind, thing);
            bind.next();
        }
        statement.executeBatch();
    }

    void change(String sql, Binder binder) throws SQLException {
        PreparedStatement statement = prepare(sql);
        binder.bind(new Bind(statement));
        statement.executeUpdate();
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

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        } else {
            known.clearParameters();
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
