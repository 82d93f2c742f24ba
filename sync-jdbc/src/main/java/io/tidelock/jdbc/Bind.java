package io.tidelock.jdbc;

import io.tidelock.store.Fingerprint;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sets the parameters of a statement from left to right. */
final class Bind {

    private final PreparedStatement statement;
    private int last;

    Bind(PreparedStatement statement) {
        this.statement = statement;
    }

    Bind number(long value) throws SQLException {
        statement.setLong(++last, value);
        return this;
    }

    Bind numberOrNull(@Nullable Integer value) throws SQLException {
        if (value == null) {
            statement.setNull(++last, Types.INTEGER);
            return this;
        }
        return number(value);
    }

    Bind flag(boolean value) throws SQLException {
        return number(value ? 1 : 0);
    }

    Bind moment(Instant value) throws SQLException {
        return number(Moments.toColumn(value));
    }

    Bind text(String value) throws SQLException {
        statement.setString(++last, Texts.toColumn(value));
        return this;
    }

    Bind textOrNull(@Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(++last, Types.VARCHAR);
            return this;
        }
        return text(value);
    }

    Bind texts(Iterable<String> values) throws SQLException {
        for (String value : values) {
            text(value);
        }
        return this;
    }

    Bind numbers(Iterable<Long> values) throws SQLException {
        for (long value : values) {
            number(value);
        }
        return this;
    }

    Bind bytes(byte[] value) throws SQLException {
        statement.setBytes(++last, value);
        return this;
    }

    Bind fingerprint(Fingerprint value) throws SQLException {
        return number(value.high()).number(value.low());
    }

    Bind fingerprintOrNull(@Nullable Fingerprint value) throws SQLException {
        if (value == null) {
            statement.setNull(++last, Types.BINARY);
            return this;
        }
        return bytes(new PackWriter().fingerprint(value).toBytes());
    }

    /** A ref, as its three columns stand: id, type, part. */
    Bind ref(StoredRef ref) throws SQLException {
        return text(ref.id()).number(ref.type()).text(ref.part());
    }

    void next() throws SQLException {
        statement.addBatch();
        last = 0;
    }
}
