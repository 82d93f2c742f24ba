package io.tidelock.jdbc;

import io.tidelock.record.Cursor;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.Approval;
import io.tidelock.store.Base;
import io.tidelock.store.Base.Settled;
import io.tidelock.store.ClaimKey;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.Intent;
import io.tidelock.store.JournalRequest;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.Sealed;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.StoredDecision;
import io.tidelock.store.StoredHint;
import io.tidelock.store.StoredLink;
import io.tidelock.store.StoredPlan;
import io.tidelock.store.StoredVerdict;
import io.tidelock.store.StoredWrite;
import io.tidelock.store.SyncStore;
import io.tidelock.store.VerbCount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A store in which something of every kind is kept, as releases have written it: fixtures hold it in every format there was,
 * and whatever is read from them must be this.
 */
final class StoredFixture {

    static final IntegrationId CLINIC = IntegrationId.of("clinic-42");
    static final Instant NOW = Instant.parse("2026-01-05T08:00:00.123456789Z");

    private static final RecordType PATIENT = RecordType.of("patient");
    private static final RecordType CONTACT = RecordType.of("contact");
    private static final String FLOW = "patients";
    private static final RecordRef ADA = RecordRef.of(PATIENT, "1");
    private static final RecordRef ODD =
            RecordRef.of(PATIENT, "a'b\\\u0000\uD83D\uDE00\uD83D").part("part \u00e9");
    private static final RecordRef CY = RecordRef.of(PATIENT, "3");
    private static final RecordRef THERE = RecordRef.of(CONTACT, "101");
    private static final RecordRef GONE = RecordRef.of(CONTACT, "102");
    private static final RecordRef SHARED = RecordRef.of(CONTACT, "103");
    private static final ClaimKey HELD = new ClaimKey("CRM/contact/email", new Fingerprint(-1, 2));
    private static final ClaimKey BOUND = new ClaimKey("CRM/contact/phone", new Fingerprint(3, Long.MIN_VALUE));

    private StoredFixture() {}

    static StoreCommit first() {
        StoreCommit commit = new StoreCommit(CLINIC);
        commit.put(settled());
        commit.put(StoredLink.between(FLOW, ODD, GONE, NOW)
                .in(LinkState.TARGET_GONE)
                .keyed(8));
        commit.put(StoredLink.between(FLOW, CY, SHARED, NOW).sharing());
        commit.alias(key(RecordRef.of(PATIENT, "4")), ADA);
        parked().forEach(commit::park);
        commit.put(verdict());
        commit.put(decision());
        commit.count(new VerbCount(FLOW, Verb.REMOVE, NOW, 3));
        commit.put(new Approval(FLOW, Verb.REMOVE, 30, NOW.plusSeconds(9)));
        commit.put(new StoredPlan(4, "plan's fingerprint", 7));
        commit.hint("crm/contact", THERE, NOW);
        commit.move("business/patient", new FeedPosition(Cursor.of("v1;2026"), NOW, true));
        commit.activate(FLOW, NOW.minusSeconds(1));
        commit.announce(intent());
        commit.announce(new Intent("bound", key(CY), Side.TARGET, null, List.of(BOUND), Base.none(), NOW));
        return commit;
    }

    /** What came with format 3. */
    static StoreCommit journalled() {
        StoreCommit commit = new StoreCommit(CLINIC);
        Sealed sealed = Sealed.of(new byte[] {1, 0, -1});
        StoredWrite open = new StoredWrite(
                "open", NOW, key(ODD), null, true, false, List.of("city"), List.of("email"), "2026-01", sealed);
        commit.journal(open);
        commit.journal(new StoredWrite(
                "done", NOW, key(ADA), THERE, false, true, List.of("city", "tags"), List.of(), "2026-01", sealed));
        return commit;
    }

    /** Asks for what came with format 3. */
    static List<StoredWrite> readJournal(SyncStore store) {
        return store.journal(JournalRequest.between(CLINIC, Instant.EPOCH, NOW.plusSeconds(1), 10));
    }

    static StoreCommit second() {
        StoreCommit commit = new StoreCommit(CLINIC);
        commit.bind(BOUND, SHARED);
        commit.close("bound", List.of(BOUND));
        commit.hint("crm/contact", THERE, NOW.plusSeconds(1));
        return commit;
    }

    /** Asks for everything that was stored. */
    static List<Object> read(SyncStore store) {
        StoreSnapshot known = store.load(new StoreRequest(
                CLINIC, FLOW, Side.SOURCE, Set.of(ADA, ODD, CY, RecordRef.of(PATIENT, "4")), List.of(HELD, BOUND)));
        return List.of(
                known,
                store.parked(CLINIC, FLOW, 10),
                store.openIntents(CLINIC, FLOW),
                store.position(CLINIC, "business/patient"),
                store.counted(CLINIC, FLOW, Instant.EPOCH),
                store.approvals(CLINIC, FLOW),
                store.decisions(CLINIC, "calls", List.of(ADA)),
                store.plan(CLINIC),
                store.hints(CLINIC, 10),
                store.activatedAt(CLINIC, FLOW),
                store.countLinks(CLINIC, FLOW));
    }

    static StoredHint hint() {
        return new StoredHint("crm/contact", THERE, 2, NOW.plusSeconds(1));
    }

    private static Parked.Key key(RecordRef ref) {
        return new Parked.Key(FLOW, Side.SOURCE, ref);
    }

    private static StoredLink settled() {
        Settled set = new Settled(
                new Fingerprint(0, 0),
                new Fingerprint(4, 4),
                new TreeSet<>(List.of(new Fingerprint(0, -1), new Fingerprint(-5, 5))));
        Settled plain = new Settled(new Fingerprint(-1, 2), new Fingerprint(3, Long.MIN_VALUE));
        return StoredLink.between(FLOW, ADA, THERE, NOW)
                .settled(new Base(Map.of("city", plain, "tags", set)), new Fingerprint(9, 10), null)
                .stamped(Side.SOURCE, NOW.minusNanos(1))
                .stamped(Side.TARGET, NOW)
                .keyed(7);
    }

    private static List<Parked> parked() {
        return List.of(
                new Parked(
                        key(ADA),
                        Parked.State.QUARANTINED,
                        "INVALID",
                        "Correct it",
                        NOW,
                        3,
                        NOW.plusSeconds(60),
                        new Fingerprint(7, 8),
                        null),
                new Parked(
                        key(CY),
                        Parked.State.WAITING,
                        "PARENT_NOT_LINKED",
                        "It waits",
                        NOW,
                        0,
                        NOW,
                        null,
                        new Parked.Parent("doctors", ODD)));
    }

    private static StoredVerdict verdict() {
        return new StoredVerdict(key(ODD), "NO_EMAIL", "It has none", NOW);
    }

    private static StoredDecision decision() {
        return new StoredDecision(
                "calls", ADA, 2, "KNOWN_CALLER", Set.of("deals", "calls"), Map.of("deals", THERE), Map.of(), NOW);
    }

    private static Intent intent() {
        return new Intent(
                "open", key(ADA), Side.TARGET, THERE, List.of(HELD), settled().base(), NOW);
    }
}
