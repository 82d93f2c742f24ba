package io.tidelock.jdbc;

import java.sql.SQLException;

/** Something to do on one connection. May be done again from the beginning, on another one. */
@FunctionalInterface
interface Work<T> {

    T on(Session session) throws SQLException;
}
