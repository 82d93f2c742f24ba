package io.tidelock.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parameters of many things, a column each, for PostgreSQL: one statement takes an array for each column, however many
 * things there are.
 */
final class Columns extends Bind {

    private static final Pattern ROW = Pattern.compile("VALUES \\(([?\\d, ]+)\\)");

    private final List<Column> columns = new ArrayList<>();
    private int last;

    /** The values of one parameter, in the order of the things. */
    private record Column(String type, List<@Nullable Object> values) {}

    private Columns() {}

    /** Collects what is bound for each thing. */
    static <T> Columns of(Collection<? extends T> things, Session.EachBinder<T> binder) throws SQLException {
        Columns columns = new Columns();
        for (T thing : things) {
            binder.bind(columns, thing);
            columns.next();
        }
        return columns;
    }

    /**
     * Rewrites an insert of one thing to one of all.
     *
     * @param sql with one {@code VALUES (?, …)}, and no other parameters
     */
    String inserting(String sql) {
        return ROW.matcher(sql).replaceFirst(row -> "SELECT " + named(row.group(1)) + " FROM " + table());
    }

    /**
     * Rewrites a deletion of at most one row for a thing to one of all. Each row is found by itself, so that the server has no
     * choice but the index of the key.
     */
    String deleting(String table, String key) {
        return "DELETE FROM " + table + " WHERE ctid = ANY (ARRAY(SELECT (SELECT ctid FROM " + table + " WHERE "
                + named(key) + ") FROM " + table() + "))";
    }

    private static String named(String sql) {
        StringBuilder named = new StringBuilder();
        int number = 0;
        for (int i = 0; i < sql.length(); i++) {
            if (sql.charAt(i) == '?') {
                named.append("k.c").append(++number);
            } else {
                named.append(sql.charAt(i));
            }
        }
        return named.toString();
    }

    private String table() {
        return columns.stream()
                        .map(column -> "CAST(? AS " + column.type() + "[])")
                        .collect(Collectors.joining(", ", "unnest(", ") AS k "))
                + IntStream.rangeClosed(1, columns.size())
                        .mapToObj(number -> "c" + number)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Sets the parameters of a statement that was rewritten. */
    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Object[] values = switch (column.type()) {
                case "bigint" -> column.values().toArray(Long[]::new);
                case "text" -> column.values().toArray(String[]::new);
                default -> column.values().toArray(byte[][]::new);
            };
            statement.setArray(i + 1, statement.getConnection().createArrayOf(column.type(), values));
        }
    }

    private Bind add(String type, @Nullable Object value) {
        if (last == columns.size()) {
            columns.add(new Column(type, new ArrayList<>()));
        }
        columns.get(last++).values().add(value);
        return this;
    }

    @Override
    Bind number(long value) {
        return add("bigint", value);
    }

    @Override
    Bind numberOrNull(@Nullable Integer value) {
        return add("bigint", value == null ? null : value.longValue());
    }

    @Override
    Bind textOrNull(@Nullable String value) {
        return add("text", value == null ? null : Texts.toColumn(value));
    }

    @Override
    Bind bytesOrNull(byte @Nullable [] value) {
        return add("bytea", value);
    }

    @Override
    void next() {
        last = 0;
    }
}
