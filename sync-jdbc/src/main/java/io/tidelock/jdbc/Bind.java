package io.tidelock.jdbc;

import io.tidelock.store.Fingerprint;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sets the parameters of a statement from left to right. */
abstract class Bind {

    abstract Bind number(long value) throws SQLException;

    abstract Bind numberOrNull(@Nullable Integer value) throws SQLException;

    abstract Bind textOrNull(@Nullable String value) throws SQLException;

    abstract Bind bytesOrNull(byte @Nullable [] value) throws SQLException;

    /** Ends the parameters of one of several things. */
    abstract void next() throws SQLException;

    Bind flag(boolean value) throws SQLException {
        return number(value ? 1 : 0);
    }

    Bind moment(Instant value) throws SQLException {
        return number(Moments.toColumn(value));
    }

    Bind text(String value) throws SQLException {
        return textOrNull(value);
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
        return bytesOrNull(value);
    }

    Bind fingerprint(Fingerprint value) throws SQLException {
        return number(value.high()).number(value.low());
    }

    Bind fingerprintOrNull(@Nullable Fingerprint value) throws SQLException {
        return bytesOrNull(
                value == null ? null : new PackWriter().fingerprint(value).toBytes());
    }

    /** A ref, as its three columns stand: id, type, part. */
    Bind ref(StoredRef ref) throws SQLException {
        return text(ref.id()).number(ref.type()).text(ref.part());
    }
}
