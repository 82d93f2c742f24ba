package io.tidelock.engine;

import io.tidelock.store.JournalRequest;
import io.tidelock.store.StoreCommit;
import java.time.Instant;

/** Takes entries out of the journal that are older than the host keeps them, a slice after the other. */
final class JournalExpiry {

    private static final int SLICE = 1_000;
    private static final int SLICES = 10;

    private final EngineParts parts;
    private final PassContext context;

    JournalExpiry(EngineParts parts, PassContext context) {
        this.parts = parts;
        this.context = context;
    }

    /** Asks for one entry that is due; only if there is one, anything is stored. */
    void take() {
        parts.journal().ifPresent(journal -> expire(context.now().minus(journal.retention())));
    }

    private void expire(Instant before) {
        for (int slices = 0; isDue(before) && context.cutoff().another(); slices++) {
            if (slices == SLICES) {
                context.ledger().moreToDo();
                return;
            }
            StoreCommit commit = new StoreCommit(parts.integration());
            commit.expireJournal(before, SLICE);
            parts.store().commit(commit);
        }
    }

    private boolean isDue(Instant before) {
        return !parts.store()
                .journal(JournalRequest.between(parts.integration(), Instant.EPOCH, before, 1))
                .isEmpty();
    }
}
