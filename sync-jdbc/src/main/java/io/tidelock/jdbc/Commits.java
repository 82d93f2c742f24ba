package io.tidelock.jdbc;

import io.tidelock.store.StoreCommit;
import java.sql.SQLException;
import java.util.Set;

/** Writes commits, in the order that {@link io.tidelock.store.SyncStore#commit} promises. */
final class Commits {

    private Commits() {}

    /** Writes a commit within the session's transaction; returns the intents that were refused. */
    static Set<String> write(Scope scope, StoreCommit commit, Manner manner) throws SQLException {
        IntentTable intents = new IntentTable(scope);
        FlowTables flows = new FlowTables(scope);
        intents.settle(commit);
        flows.expire(commit);
        new LinkChanges(scope).apply(commit, manner);
        new AliasTable(scope).apply(commit);
        new ParkedTable(scope).apply(commit);
        new VerdictTable(scope).apply(commit);
        new DecisionTable(scope).apply(commit);
        flows.applyLedger(commit);
        new HintTable(scope).apply(commit);
        flows.applyPositions(commit);
        new JournalTable(scope).apply(commit);
        return intents.announce(commit.announced(), manner);
    }
}
