package io.tidelock.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Sets each parameter by itself; several things are a batch. */
final class Parameters extends Bind {

    private final PreparedStatement statement;
    private int last;

    Parameters(PreparedStatement statement) {
        this.statement = statement;
    }

    @Override
    Bind number(long value) throws SQLException {
        statement.setLong(++last, value);
        return this;
    }

    @Override
    Bind numberOrNull(@Nullable Integer value) throws SQLException {
        if (value == null) {
            statement.setNull(++last, Types.INTEGER);
            return this;
        }
        return number(value);
    }

    @Override
    Bind textOrNull(@Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(++last, Types.VARCHAR);
        } else {
            statement.setString(++last, Texts.toColumn(value));
        }
        return this;
    }

    @Override
    Bind bytesOrNull(byte @Nullable [] value) throws SQLException {
        if (value == null) {
            statement.setNull(++last, Types.BINARY);
        } else {
            statement.setBytes(++last, value);
        }
        return this;
    }

    @Override
    void next() throws SQLException {
        statement.addBatch();
        last = 0;
    }
}
