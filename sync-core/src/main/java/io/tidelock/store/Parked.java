package io.tidelock.store;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that was seen and is not settled, and so must be looked at again without being seen again.
 *
 * @param key which record of which flow
 * @param state what it waits for
 * @param code the stable reason
 * @param reason a sentence for a person, without field values
 * @param since when it was first parked
 * @param attempts how often it was tried
 * @param dueAt when to look again; for {@link State#WAITING} as soon as the parent is linked
 * @param seen the digest of the record as it was seen, so that an edit releases it; null where it was not read
 * @param waitsFor the parent that must be linked first, for {@link State#WAITING}
 */
public record Parked(
        Key key,
        State state,
        String code,
        String reason,
        Instant since,
        int attempts,
        Instant dueAt,
        @Nullable Fingerprint seen,
        @Nullable Parent waitsFor) {

    /** Returns a record that waits for its turn. */
    public static Parked pending(Key key, String code, String reason, Instant now, Instant dueAt) {
        return new Parked(key, State.PENDING, code, reason, now, 0, dueAt, null, null);
    }

    /** Returns this record, due at another time. */
    public Parked dueAt(Instant time) {
        return new Parked(key, state, code, reason, since, attempts, time, seen, waitsFor);
    }

    /** Returns this record with another sentence for a person. */
    public Parked because(String sentence) {
        return new Parked(key, state, code, sentence, since, attempts, dueAt, seen, waitsFor);
    }

    /** Why a record is parked. */
    public enum State {
        /** It waits for its turn. */
        PENDING,
        /** It waits for another record to be linked. */
        WAITING,
        /** It was refused, and is tried again by schedule, by an edit or on request. */
        QUARANTINED
    }

    /**
     * Identifies a parked record.
     *
     * @param flow the flow
     * @param side the side it was seen on
     * @param ref the record
     */
    public record Key(String flow, Side side, RecordRef ref) {}

    /**
     * A record that must be linked first.
     *
     * @param flow the flow in which
     * @param source the record, of that flow's source
     */
    public record Parent(String flow, RecordRef source) {}
}
