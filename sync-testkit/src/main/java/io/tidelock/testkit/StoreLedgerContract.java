package io.tidelock.testkit;

import static io.tidelock.testkit.StoreSamples.ADA;
import static io.tidelock.testkit.StoreSamples.BO;
import static io.tidelock.testkit.StoreSamples.CONTACT;
import static io.tidelock.testkit.StoreSamples.EMAIL;
import static io.tidelock.testkit.StoreSamples.FLOW;
import static io.tidelock.testkit.StoreSamples.MINE;
import static io.tidelock.testkit.StoreSamples.NOW;
import static io.tidelock.testkit.StoreSamples.OTHERS;
import static io.tidelock.testkit.StoreSamples.OTHER_CONTACT;
import static io.tidelock.testkit.StoreSamples.creation;
import static io.tidelock.testkit.StoreSamples.key;
import static io.tidelock.testkit.StoreSamples.quarantined;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Verb;
import io.tidelock.store.Approval;
import io.tidelock.store.Claim;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoredDecision;
import io.tidelock.store.StoredHint;
import io.tidelock.store.StoredPlan;
import io.tidelock.store.SyncStore;
import io.tidelock.store.VerbCount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The part of the store's contract that is about what was done, approved, decided and hinted at. */
interface StoreLedgerContract {

    /** Returns the store under test, empty. */
    SyncStore store();

    @Test
    @DisplayName("adds up what a flow did at or after a moment, by verb")
    default void countsAddUp() {
        ledger(commit -> {
            commit.count(new VerbCount(FLOW, Verb.CREATE, NOW, 3));
            commit.count(new VerbCount(FLOW, Verb.CREATE, NOW, 4));
            commit.count(new VerbCount("deals", Verb.CREATE, NOW, 100));
        });
        ledger(commit -> {
            commit.count(new VerbCount(FLOW, Verb.CREATE, NOW, 5));
            commit.count(new VerbCount(FLOW, Verb.CREATE, NOW.minusNanos(1), 1_000));
            commit.count(new VerbCount(FLOW, Verb.REMOVE, NOW.plusSeconds(9), 1));
        });

        assertThat(store().counted(MINE, FLOW, NOW))
                .containsOnly(Map.entry(Verb.CREATE, 12), Map.entry(Verb.REMOVE, 1));
        assertThat(store().counted(MINE, FLOW, NOW.minusNanos(1))).containsEntry(Verb.CREATE, 1_012);
        assertThat(store().counted(MINE, FLOW, NOW.plusSeconds(10))).isEmpty();
        assertThat(store().counted(OTHERS, FLOW, NOW)).isEmpty();
    }

    @Test
    @DisplayName("takes back what was counted and then not done")
    default void countsAreTakenBack() {
        ledger(commit -> commit.count(new VerbCount(FLOW, Verb.REMOVE, NOW, 3)));
        ledger(commit -> {
            commit.count(new VerbCount(FLOW, Verb.REMOVE, NOW, -2));
            commit.count(new VerbCount(FLOW, Verb.CREATE, NOW, 1));
            commit.count(new VerbCount(FLOW, Verb.CREATE, NOW, -1));
        });

        assertThat(store().counted(MINE, FLOW, NOW)).containsEntry(Verb.REMOVE, 1);
        assertThat(store().counted(MINE, FLOW, NOW).getOrDefault(Verb.CREATE, 0))
                .isZero();
    }

    @Test
    @DisplayName("lists and counts what is parked with a code, due or not")
    default void parkedByCode() {
        Parked first = Parked.pending(key(BO), "BRAKE", "It waits", NOW, NOW.plusSeconds(60));
        Parked second = Parked.pending(key(ADA), "BRAKE", "It waits", NOW.plusSeconds(1), NOW);
        ledger(commit ->
                List.of(second, first, quarantined(ADA.part("a"), NOW, NOW)).forEach(commit::park));

        assertThat(store().parked(MINE, FLOW, "BRAKE", 10)).containsExactly(first, second);
        assertThat(store().parked(MINE, FLOW, "BRAKE", 1)).containsExactly(first);
        assertThat(store().countParked(MINE, FLOW)).containsOnly(Map.entry("BRAKE", 2), Map.entry("INVALID", 1));
        assertThat(store().parked(OTHERS, FLOW, "BRAKE", 10)).isEmpty();
        assertThat(store().parked(MINE, "deals", "BRAKE", 10)).isEmpty();
        assertThat(store().countParked(MINE, "deals")).isEmpty();
    }

    @Test
    @DisplayName("forgets counts from before the moment at which they expire, and no others")
    default void countsExpire() {
        ledger(commit -> {
            commit.count(new VerbCount(FLOW, Verb.UPDATE, NOW.minusNanos(1), 1));
            commit.count(new VerbCount(FLOW, Verb.UPDATE, NOW, 2));
        });
        StoreCommit theirs = new StoreCommit(OTHERS);
        theirs.expire(NOW.plus(Duration.ofDays(1)));
        store().commit(theirs);
        assertThat(store().counted(MINE, FLOW, Instant.EPOCH)).containsEntry(Verb.UPDATE, 3);

        ledger(commit -> commit.expire(NOW));

        assertThat(store().counted(MINE, FLOW, Instant.EPOCH)).containsEntry(Verb.UPDATE, 2);
    }

    @Test
    @DisplayName("keeps one approval a flow and verb, the last one, also when it ended")
    default void approvalsAreReplaced() {
        Approval removal = new Approval(FLOW, Verb.REMOVE, 5, NOW);
        Approval creation = new Approval(FLOW, Verb.CREATE, 20, NOW.plusSeconds(1));
        ledger(commit -> {
            commit.put(new Approval(FLOW, Verb.REMOVE, 500, NOW.minusSeconds(1)));
            commit.put(removal);
            commit.put(new Approval("deals", Verb.CLEAR, 1, NOW));
        });
        ledger(commit -> commit.put(new Approval(FLOW, Verb.CREATE, 10, NOW)));
        ledger(commit -> commit.put(creation));

        assertThat(store().approvals(MINE, FLOW)).containsExactly(creation, removal);
        assertThat(store().approvals(OTHERS, FLOW)).isEmpty();
    }

    @Test
    @DisplayName("keeps the first decision of a name about a record, with everything it holds")
    default void decisionIsMadeOnce() {
        StoredDecision first = new StoredDecision(
                "call",
                ADA,
                2,
                "KNOWN_CALLER",
                Set.of("deals", "calls"),
                Map.of("deals", CONTACT, "calls", OTHER_CONTACT.part("a")),
                Map.of("task_owner", "77", "due", "2026-03-02T10:15:04Z"),
                NOW);
        StoredDecision later = decision("call", ADA, "NEW_CALLER");
        StoredDecision part = decision("call", ADA.part("a"), "NOTHING");
        StoredDecision other = decision("visit", ADA, "NOTHING");
        ledger(commit -> commit.put(first));
        ledger(commit -> {
            commit.put(later);
            commit.put(part);
            commit.put(decision("call", ADA.part("a"), "NEW_CALLER"));
            commit.put(other);
        });

        assertThat(store().decisions(MINE, "call", List.of(ADA, ADA.part("a"), BO)))
                .containsOnly(Map.entry(ADA, first), Map.entry(ADA.part("a"), part));
        assertThat(store().decisions(MINE, "visit", List.of(ADA))).containsOnly(Map.entry(ADA, other));
        assertThat(store().decisions(MINE, "visit", List.of())).isEmpty();
        assertThat(store().decisions(OTHERS, "call", List.of(ADA))).isEmpty();
    }

    @Test
    @DisplayName("remembers which plan an integration runs by")
    default void planIsReplaced() {
        assertThat(store().plan(MINE)).isEmpty();
        ledger(commit -> commit.put(new StoredPlan(1, "abc", 1)));
        ledger(commit -> commit.put(new StoredPlan(2, "abd", 3)));

        assertThat(store().plan(MINE)).contains(new StoredPlan(2, "abd", 3));
        assertThat(store().plan(OTHERS)).isEmpty();
    }

    @Test
    @DisplayName("wakes the records of a flow that are parked with a code, and none that is due before")
    default void wakesByCode() {
        Instant later = NOW.plus(Duration.ofHours(1));
        Parked resting = quarantined(ADA, NOW, later);
        Parked soon = quarantined(BO, NOW, NOW.minusSeconds(5));
        Parked other = Parked.pending(key(ADA.part("a")), "BRAKE", "It waits", NOW, later);
        Parked elsewhere =
                Parked.pending(new Parked.Key("deals", resting.key().side(), ADA), "INVALID", "It waits", NOW, later);
        ledger(commit -> List.of(resting, soon, other, elsewhere).forEach(commit::park));

        ledger(commit -> commit.wake(FLOW, "INVALID", NOW));

        assertThat(store().parked(MINE, FLOW, 10)).containsExactlyInAnyOrder(resting.dueAt(NOW), soon, other);
        assertThat(store().parked(MINE, "deals", 10)).containsExactly(elsewhere);
    }

    @Test
    @DisplayName("releases the quarantined records of a flow, and no others")
    default void releasesWhatIsQuarantined() {
        Instant later = NOW.plus(Duration.ofHours(1));
        Parked resting = quarantined(ADA, NOW, later);
        Parked soon = quarantined(BO, NOW, NOW.minusSeconds(5));
        Parked pending = Parked.pending(key(ADA.part("a")), "NOT_SENT", "It waits", NOW, later);
        Parked elsewhere =
                Parked.pending(new Parked.Key("deals", resting.key().side(), ADA), "X", "It waits", NOW, later);
        ledger(commit -> List.of(resting, soon, pending, elsewhere).forEach(commit::park));

        ledger(commit -> commit.release(FLOW, NOW));

        assertThat(store().parked(MINE, FLOW, 10)).containsExactlyInAnyOrder(resting.dueAt(NOW), soon, pending);
        assertThat(store().parked(MINE, "deals", 10)).containsExactly(elsewhere);
    }

    @Test
    @DisplayName("parks a record as it is told to, also in the commit that wakes others")
    default void wakesBeforeItParks() {
        Parked again = quarantined(ADA, NOW, NOW.plus(Duration.ofHours(2)));
        ledger(commit -> commit.park(quarantined(ADA, NOW, NOW.plus(Duration.ofHours(1)))));

        ledger(commit -> {
            commit.park(again);
            commit.wake(FLOW, "INVALID", NOW);
        });

        assertThat(store().parked(MINE, FLOW, 10)).containsExactly(again);
    }

    @Test
    @DisplayName("keeps one hint a record, and gives it up only if it was not said again meanwhile")
    default void hintsCoalesce() {
        ledger(commit -> commit.hint("crm/contact", BO, NOW));
        ledger(commit -> commit.hint("crm/contact", ADA, NOW.plusSeconds(1)));
        StoredHint first = store().hints(MINE, 1).get(0);
        ledger(commit -> commit.hint("crm/contact", BO, NOW.plusSeconds(2)));

        ledger(commit -> commit.take(first));

        assertThat(store().hints(MINE, 10)).extracting(StoredHint::ref).containsExactly(ADA, BO);
        assertThat(store().countHints(MINE)).isEqualTo(2);
        assertThat(store().countHints(OTHERS)).isZero();

        List<StoredHint> all = store().hints(MINE, 10);
        ledger(commit -> all.forEach(commit::take));

        assertThat(store().hints(MINE, 10)).isEmpty();
        assertThat(first.at()).isEqualTo(NOW);
        assertThat(first.ref()).isEqualTo(BO);
    }

    @Test
    @DisplayName("leaves a hint that is said anew after it was given up, also if the former one is given up once more")
    default void hintSaidAnewIsAnother() {
        ledger(commit -> commit.hint("crm/contact", BO, NOW));
        StoredHint first = store().hints(MINE, 1).get(0);
        ledger(commit -> commit.take(first));
        ledger(commit -> commit.hint("crm/contact", BO, NOW.plusSeconds(1)));

        ledger(commit -> commit.take(first));

        assertThat(store().hints(MINE, 10)).hasSize(1);
    }

    @Test
    @DisplayName("lets an intent have a claim again that it was won with before, and keeps what it led to")
    default void claimIsKeptByItsIntent() {
        ledger(commit -> commit.announce(creation("i1", ADA, NOW, EMAIL)));
        ledger(commit -> {
            commit.bind(EMAIL, CONTACT);
            commit.close("i1", List.of(EMAIL));
        });

        ledger(commit -> commit.announce(creation("i1", ADA, NOW.plusSeconds(1), EMAIL)));

        assertThat(store().openIntents(MINE, FLOW)).hasSize(1);
        assertThat(store().load(StoreRequest.claims(MINE, FLOW, List.of(EMAIL))).claims())
                .containsOnly(Map.entry(EMAIL, new Claim(EMAIL, "i1", CONTACT, NOW)));
    }

    @Test
    @DisplayName("shows the hint about one record of one feed, as it was said last")
    default void hintIsFoundByItsRecord() {
        ledger(commit -> commit.hint("crm/contact", BO, NOW));
        ledger(commit -> commit.hint("crm/contact", BO, NOW.plusSeconds(1)));
        ledger(commit -> commit.hint("crm/deal", ADA, NOW));
        StoredHint last = new StoredHint("crm/contact", BO, 2, NOW.plusSeconds(1));

        assertThat(store().hint(MINE, "crm/contact", BO)).contains(last);
        assertThat(store().hint(MINE, "crm/contact", ADA)).isEmpty();
        assertThat(store().hint(MINE, "crm/deal", BO)).isEmpty();
        assertThat(store().hint(MINE, "never/read", BO)).isEmpty();
        assertThat(store().hint(OTHERS, "crm/contact", BO)).isEmpty();

        ledger(commit -> commit.take(last));
        assertThat(store().hint(MINE, "crm/contact", BO)).isEmpty();
        assertThat(store().hints(MINE, 10)).extracting(StoredHint::ref).containsExactly(ADA);
    }

    private void ledger(Consumer<StoreCommit> changes) {
        StoreCommit commit = new StoreCommit(MINE);
        changes.accept(commit);
        assertThat(store().commit(commit)).isEmpty();
    }

    private static StoredDecision decision(String name, RecordRef source, String scenario) {
        return new StoredDecision(name, source, 1, scenario, Set.of(), Map.of(), Map.of(), NOW);
    }
}
