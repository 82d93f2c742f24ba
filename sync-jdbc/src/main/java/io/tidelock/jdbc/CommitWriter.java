package io.tidelock.jdbc;

import io.tidelock.store.StoreCommit;
import java.sql.SQLException;

/** Writes a commit within a transaction that is open. */
@FunctionalInterface
interface CommitWriter {

    /**
     * Writes.
     *
     * @throws Collision if it was hopeful in vain; what was written must be undone then
     */
    Written write(Session session, StoreCommit commit, Manner manner) throws SQLException;
}
