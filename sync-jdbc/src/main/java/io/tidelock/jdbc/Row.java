package io.tidelock.jdbc;

import io.tidelock.store.Fingerprint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a row from left to right. */
final class Row {

    private final ResultSet rows;
    private int last;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    boolean next() throws SQLException {
        last = 0;
        return rows.next();
    }

    long number() throws SQLException {
        return rows.getLong(++last);
    }

    int integer() throws SQLException {
        return rows.getInt(++last);
    }

    @Nullable
    Integer integerOrNull() throws SQLException {
        int value = integer();
        return rows.wasNull() ? null : value;
    }

    boolean flag() throws SQLException {
        return integer() != 0;
    }

    Instant moment() throws SQLException {
        return Moments.fromColumn(number());
    }

    String text() throws SQLException {
        return Texts.fromColumn(rows.getString(++last));
    }

    @Nullable
    String textOrNull() throws SQLException {
        String value = rows.getString(++last);
        return value == null ? null : Texts.fromColumn(value);
    }

    byte[] bytes() throws SQLException {
        return rows.getBytes(++last);
    }

    Fingerprint fingerprint() throws SQLException {
        return new Fingerprint(number(), number());
    }

    @Nullable
    Fingerprint fingerprintOrNull() throws SQLException {
        byte[] value = rows.getBytes(++last);
        return value == null ? null : new PackReader(value).fingerprint();
    }

    StoredRef ref() throws SQLException {
        return new StoredRef(text(), integer(), text());
    }

    /** Returns the ref of three columns, which are all there or all null. */
    @Nullable
    StoredRef refOrNull() throws SQLException {
        String id = textOrNull();
        int type = integer();
        String part = textOrNull();
        return id == null || part == null ? null : new StoredRef(id, type, part);
    }

    /** Reads one row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }
}
