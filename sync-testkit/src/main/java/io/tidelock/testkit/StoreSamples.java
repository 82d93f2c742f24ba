package io.tidelock.testkit;

import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.store.Base;
import io.tidelock.store.Base.Settled;
import io.tidelock.store.ClaimKey;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.Intent;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredLink;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What the store's contract puts into a store. */
final class StoreSamples {

    static final IntegrationId MINE = IntegrationId.of("mine");
    static final IntegrationId OTHERS = IntegrationId.of("others");
    static final String FLOW = "patients";
    /** With all the digits an instant may have: what is stored comes back as it was. */
    static final Instant NOW = Instant.parse("2026-01-05T08:00:00.123456789Z");

    static final RecordRef ADA = RecordRef.of(RecordType.of("patient"), "1");
    static final RecordRef BO = RecordRef.of(RecordType.of("patient"), "2");
    static final RecordRef CONTACT = RecordRef.of(RecordType.of("contact"), "101");
    static final RecordRef OTHER_CONTACT = RecordRef.of(RecordType.of("contact"), "102");
    static final ClaimKey EMAIL = new ClaimKey("CRM/contact/email", new Fingerprint(1, 2));
    static final ClaimKey PHONE = new ClaimKey("CRM/contact/phone", new Fingerprint(1, 2));

    private StoreSamples() {}

    static Parked.Key key(RecordRef ref) {
        return new Parked.Key(FLOW, Side.SOURCE, ref);
    }

    static Parked pending(RecordRef ref, Instant since) {
        return Parked.pending(key(ref), "LIMIT", "It waits for its turn", since, since);
    }

    static Parked quarantined(RecordRef ref, Instant since, Instant dueAt) {
        return new Parked(
                key(ref),
                Parked.State.QUARANTINED,
                "INVALID",
                "Correct it",
                since,
                3,
                dueAt,
                new Fingerprint(7, 8),
                null);
    }

    static Parked waiting(RecordRef ref, String flow, RecordRef parent) {
        return new Parked(
                key(ref),
                Parked.State.WAITING,
                "PARENT_NOT_LINKED",
                "It waits",
                NOW,
                0,
                NOW,
                new Fingerprint(5, 6),
                new Parked.Parent(flow, parent));
    }

    static Intent creation(String id, RecordRef origin, Instant at, ClaimKey... claims) {
        return new Intent(id, key(origin), Side.TARGET, null, List.of(claims), Base.none(), at);
    }

    static StoredLink link(RecordRef source, RecordRef target) {
        return StoredLink.between(FLOW, source, target, NOW);
    }

    /** Returns a link in which nothing is left empty or plain. */
    static StoredLink full(RecordRef source, RecordRef target) {
        TreeSet<Fingerprint> members = new TreeSet<>(
                List.of(new Fingerprint(0, -1), new Fingerprint(Long.MAX_VALUE, 0), new Fingerprint(-5, 5)));
        Base base = new Base(Map.of(
                "city",
                new Settled(new Fingerprint(-1, 2), new Fingerprint(3, Long.MIN_VALUE)),
                "t\u00e9gs \uD83D\uDE00",
                new Settled(new Fingerprint(0, 0), new Fingerprint(4, 4), members)));
        return link(source, target)
                .in(LinkState.TARGET_GONE)
                .settled(base, new Fingerprint(9, 10), null)
                .stamped(Side.SOURCE, NOW.minusNanos(1))
                .stamped(Side.TARGET, NOW)
                .keyed(7);
    }
}
