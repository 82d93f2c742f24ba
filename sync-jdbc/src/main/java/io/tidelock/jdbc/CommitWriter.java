package io.tidelock.jdbc;

import io.tidelock.store.StoreCommit;
import java.sql.SQLException;

/** Writes a commit within a transaction that is open. */
@FunctionalInterface
interface CommitWriter {

    Written write(Session session, StoreCommit commit) throws SQLException;
}
