package io.tidelock.engine;

import io.tidelock.engine.Verdict.Kind;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives records that cannot be settled now a durable fate, and says why. */
final class Parking {

    /** How long a refused record rests after its first, second, … attempt; the last one repeats. */
    private static final Duration[] REST = {
        Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(12), Duration.ofHours(24)
    };

    private final FlowContext context;
    private final Ledger ledger;

    Parking(FlowContext context, Ledger ledger) {
        this.context = context;
        this.ledger = ledger;
    }

    /** Holds a record back until it is edited, released or due again. */
    void quarantine(Item item, Kind kind, String code, String reason) {
        unsettle(item);
        quarantine(context.key(item.side, item.ref()), item.parked, item.seenDigest, kind, code, reason);
    }

    /** Holds a record back that could not even be read as the flow demands. */
    void quarantine(
            Parked.Key key,
            Optional<Parked> before,
            @Nullable Fingerprint seen,
            Kind kind,
            String code,
            String reason) {
        Instant now = context.clock().instant();
        int attempts = before.map(Parked::attempts).orElse(0) + 1;
        Duration rest = REST[Math.min(attempts, REST.length) - 1];
        ledger.open()
                .park(new Parked(
                        key,
                        Parked.State.QUARANTINED,
                        code,
                        reason,
                        before.map(Parked::since).orElse(now),
                        attempts,
                        now.plus(rest),
                        seen,
                        null));
        ledger.tell(key, kind, code, reason);
    }

    /** Lets a record wait until its parent is linked. */
    void defer(Item item, Parked.Parent parent) {
        Parked.Key key = context.key(item.side, item.ref());
        String reason = "It waits until " + parent.source() + " is linked in flow " + parent.flow();
        Instant now = context.clock().instant();
        Instant since = item.parked.map(Parked::since).orElse(now);
        ledger.open()
                .park(new Parked(
                        key,
                        Parked.State.WAITING,
                        "PARENT_NOT_LINKED",
                        reason,
                        since,
                        0,
                        now,
                        item.seenDigest,
                        parent));
        ledger.tell(key, Kind.DEFERRED, "PARENT_NOT_LINKED", reason);
    }

    /** Keeps the counterpart of a part that is no longer there until another part of its record is linked. */
    void keepUntil(Parked.Key key, Optional<Parked> before, RecordRef awaited) {
        Parked.Parent parent = new Parked.Parent(key.flow(), awaited);
        boolean waits =
                before.filter(parked -> parent.equals(parked.waitsFor())).isPresent();
        if (!waits) {
            String reason = "It is no longer there; its counterpart stays until " + awaited + " has one";
            Instant now = context.clock().instant();
            Instant since = before.map(Parked::since).orElse(now);
            ledger.open()
                    .park(new Parked(key, Parked.State.WAITING, "KEPT_FOR_NOW", reason, since, 0, now, null, parent));
            ledger.tell(key, Kind.PENDING, "KEPT_FOR_NOW", reason);
        }
    }

    /** What a walk reached and left undone must not pass for unchanged when its turn comes. */
    private void unsettle(Item item) {
        if (item.channel == Channel.WALK) {
            item.link()
                    .filter(link -> link.sourceDigest() != null || link.targetDigest() != null)
                    .map(link -> link.settled(link.base(), null, null))
                    .ifPresent(link -> {
                        item.link(link);
                        ledger.open().put(link);
                    });
        }
    }

    /**
     * Lets a record that is settled without some of its parents wait for them: for one until it is linked; for several, of
     * which each may come first, it is looked at from time to time.
     */
    void await(Item item, Set<Parked.Parent> parents) {
        Parked.Parent only = parents.size() == 1 ? parents.iterator().next() : null;
        Instant now = context.clock().instant();
        String code = only == null ? "PARENTS_NOT_LINKED" : "PARENT_NOT_LINKED";
        boolean waits = item.parked
                .filter(parked -> parked.code().equals(code) && Objects.equals(parked.waitsFor(), only))
                .filter(parked -> item.seenDigest.equals(parked.seen()))
                .filter(parked -> only != null || parked.dueAt().isAfter(now))
                .isPresent();
        if (waits) {
            return;
        }
        int attempts = only == null ? item.parked.map(Parked::attempts).orElse(0) + 1 : 0;
        ledger.open()
                .park(new Parked(
                        context.key(item.side, item.ref()),
                        only == null ? Parked.State.PENDING : Parked.State.WAITING,
                        code,
                        "It goes without " + parents.size() + " of the records it belongs to until they are linked",
                        item.parked.map(Parked::since).orElse(now),
                        attempts,
                        only == null ? now.plus(REST[Math.min(attempts, REST.length) - 1]) : now,
                        item.seenDigest,
                        only));
    }

    /** Takes the record again with a later pass. One that waits for the same reason already goes on waiting. */
    void later(Item item, String code, String reason, Duration after) {
        unsettle(item);
        Optional<Parked> same = item.parked.filter(parked ->
                parked.state() == Parked.State.PENDING && parked.code().equals(code));
        boolean rests = same.filter(
                        parked -> parked.dueAt().isAfter(context.clock().instant()))
                .isPresent();
        if (rests || (same.isPresent() && after.isZero())) {
            return;
        }
        Parked.Key key = context.key(item.side, item.ref());
        pending(key, item.parked, item.seenDigest, code, reason, after);
        if (same.isEmpty()) {
            ledger.tell(key, Kind.PENDING, code, reason);
        }
    }

    /** Looks at a record again after a while that could not be read, and says so unless that is known. */
    void later(Parked.Key key, Optional<Parked> before, Kind kind, String code, String reason, Duration after) {
        pending(key, before, null, code, reason, after);
        if (before.filter(parked -> parked.code().equals(code)).isEmpty()) {
            ledger.tell(key, kind, code, reason);
        }
    }

    /** Returns how long a record that waits for somebody else's write should rest: a little at first, then longer. */
    Duration patience(Item item) {
        Instant now = context.clock().instant();
        boolean patient = item.parked
                .filter(parked -> parked.since().plus(REST[0]).isBefore(now))
                .isPresent();
        return patient ? REST[0] : Duration.ZERO;
    }

    /** Parks a record that the engine wants to be looked at, without a word. */
    void revisit(Side side, RecordRef ref) {
        pending(
                context.key(side, ref),
                Optional.empty(),
                null,
                "REVISIT",
                "It is read again with the next pass",
                Duration.ZERO);
    }

    private void pending(
            Parked.Key key,
            Optional<Parked> before,
            @Nullable Fingerprint seen,
            String code,
            String reason,
            Duration after) {
        Instant now = context.clock().instant();
        Instant since = before.map(Parked::since).orElse(now);
        int attempts = before.map(Parked::attempts).orElse(0);
        ledger.open()
                .park(new Parked(
                        key, Parked.State.PENDING, code, reason, since, attempts, now.plus(after), seen, null));
    }

    /** Leaves a record out and remembers why, unless that is known already. */
    void exclude(Item item, String code, String reason) {
        release(item);
        Parked.Key key = context.key(item.side, item.ref());
        if (item.told.map(verdict -> !verdict.code().equals(code)).orElse(true)) {
            ledger.open()
                    .put(new StoredVerdict(key, code, reason, context.clock().instant()));
            ledger.tell(key, Kind.EXCLUDED, code, reason);
        }
    }

    /** Takes the record out of the parking, if it is there. */
    void release(Item item) {
        Parked.Key key = context.key(item.side, item.ref());
        boolean parkedJustNow = ledger.open().parks(key);
        if (item.parked.isPresent() || parkedJustNow) {
            ledger.open().unpark(key);
        }
    }
}
