package io.tidelock.testkit;

import static io.tidelock.testkit.StoreSamples.ADA;
import static io.tidelock.testkit.StoreSamples.BO;
import static io.tidelock.testkit.StoreSamples.CONTACT;
import static io.tidelock.testkit.StoreSamples.MINE;
import static io.tidelock.testkit.StoreSamples.NOW;
import static io.tidelock.testkit.StoreSamples.OTHERS;
import static io.tidelock.testkit.StoreSamples.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.record.RecordRef;
import io.tidelock.store.JournalRequest;
import io.tidelock.store.Sealed;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredWrite;
import io.tidelock.store.SyncStore;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The part of the store's contract that is about the journal. */
interface StoreJournalContract {

    /** Returns the store under test, empty. */
    SyncStore store();

    private static StoredWrite write(String intent, RecordRef origin, Instant at) {
        return new StoredWrite(
                intent,
                at,
                key(origin),
                null,
                true,
                false,
                List.of("city", "phone"),
                List.of("email"),
                "2026-01",
                Sealed.of(new byte[] {0, -1, 7}));
    }

    private List<StoredWrite> all() {
        return store().journal(JournalRequest.between(MINE, Instant.EPOCH, NOW.plusSeconds(1_000), 100));
    }

    @Test
    @DisplayName("shows an entry of the journal with everything it holds, and whose it is")
    default void entriesComeBack() {
        StoredWrite open = write("a", ADA, NOW);
        StoredWrite done = write("b", BO, NOW).settled(CONTACT, false);
        journal(commit -> {
            commit.journal(open);
            commit.journal(done);
        });

        assertThat(all()).containsExactly(open, done);
        assertThat(store().journal(JournalRequest.between(OTHERS, Instant.EPOCH, NOW.plusSeconds(1), 9)))
                .isEmpty();
    }

    @Test
    @DisplayName("keeps the removal of a record, which holds no values, and settles it")
    default void removalsComeBack() {
        StoredWrite open = StoredWrite.removal("a", NOW, key(ADA), CONTACT);
        journal(commit -> commit.journal(open));
        assertThat(all()).containsExactly(open);

        journal(commit -> commit.settle("a", CONTACT, false));

        assertThat(all()).containsExactly(open.settled(CONTACT, false)).allMatch(StoredWrite::removes);
    }

    @Test
    @DisplayName("settles an open entry of the journal, and no other")
    default void entriesAreSettled() {
        StoredWrite earlier = write("a", ADA, NOW.minusSeconds(9)).settled(CONTACT, true);
        journal(commit -> {
            commit.journal(earlier);
            commit.journal(write("a", ADA, NOW));
            commit.journal(write("b", BO, NOW));
        });

        journal(commit -> {
            commit.settle("a", CONTACT, false);
            commit.settle("unknown", CONTACT, true);
        });

        assertThat(all()).containsExactly(earlier, write("a", ADA, NOW).settled(CONTACT, false), write("b", BO, NOW));
    }

    @Test
    @DisplayName("discards open entries of the journal only")
    default void entriesAreDiscarded() {
        StoredWrite done = write("a", ADA, NOW).settled(CONTACT, true);
        journal(commit -> {
            commit.journal(done);
            commit.journal(write("b", BO, NOW));
        });

        journal(commit -> {
            commit.discard("a");
            commit.discard("b");
        });

        assertThat(all()).containsExactly(done);
    }

    @Test
    @DisplayName("replaces an entry of the journal by one of the same intent and pass")
    default void entriesAreReplaced() {
        journal(commit -> commit.journal(write("a", ADA, NOW)));
        StoredWrite other = write("a", ADA, NOW).settled(CONTACT, true);

        journal(commit -> {
            commit.journal(other);
            commit.settle("a", CONTACT, false);
        });

        assertThat(all()).as("it was settled by then").containsExactly(other);
    }

    @Test
    @DisplayName("shows the journal page by page, by time and by the record it came from")
    default void journalIsPaged() {
        StoredWrite first = write("z", ADA, NOW);
        StoredWrite second = write("a", BO, NOW.plusNanos(1));
        StoredWrite third = write("b", ADA, NOW.plusNanos(1));
        journal(commit -> List.of(third, first, second).forEach(commit::journal));

        JournalRequest asked = JournalRequest.between(MINE, NOW, NOW.plusNanos(2), 2);
        assertThat(store().journal(asked)).containsExactly(first, second);
        assertThat(store().journal(asked.after(second))).containsExactly(third);
        assertThat(store().journal(asked.from(key(ADA)))).containsExactly(first, third);
        assertThat(store().journal(asked.from(key(CONTACT)))).isEmpty();
        assertThat(store().journal(JournalRequest.between(MINE, NOW.plusNanos(1), NOW.plusNanos(2), 9)))
                .containsExactly(second, third);
        assertThat(store().journal(JournalRequest.between(MINE, NOW.minusNanos(1), NOW, 9)))
                .isEmpty();
    }

    @Test
    @DisplayName("expires the oldest entries of the journal, so many at a time")
    default void journalExpires() {
        journal(commit -> {
            commit.journal(write("a", ADA, NOW.minusSeconds(3)).settled(CONTACT, true));
            commit.journal(write("b", ADA, NOW.minusSeconds(2)));
            commit.journal(write("c", BO, NOW.minusSeconds(1)));
            commit.journal(write("d", BO, NOW));
        });

        journal(commit -> commit.expireJournal(NOW, 2));
        assertThat(all()).extracting(StoredWrite::intent).containsExactly("c", "d");
        journal(commit -> commit.expireJournal(NOW, 2));
        assertThat(all()).extracting(StoredWrite::intent).containsExactly("d");
    }

    private void journal(Consumer<StoreCommit> changes) {
        StoreCommit commit = new StoreCommit(MINE);
        changes.accept(commit);
        assertThat(store().commit(commit)).isEmpty();
    }
}
