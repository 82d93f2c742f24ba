package io.tidelock.benchmarks.jdbc;

import java.sql.SQLException;

/** The database failed: the run ends. */
final class JdbcFailedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    JdbcFailedException(SQLException cause) {
        super("The database failed", cause);
    }
}
