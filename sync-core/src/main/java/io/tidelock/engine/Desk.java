package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.mapping.Flow;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.StoredLink;
import io.tidelock.store.StoredVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What those share through whom people see to single records. */
final class Desk {

    /** The code of records that a person left alone. */
    static final String DISMISSED = "DISMISSED";

    /** The code of records that a person said are none of those they match. */
    static final String APART = "STAYS_APART";

    /** How long a record rests of which a person said that it is to be left alone. */
    static final Duration FOR_GOOD = Duration.ofDays(36_500);

    private final EngineParts parts;

    private final Object lock;

    /**
     * Creates one.
     *
     * @param lock whom passes hold while they are under way
     */
    Desk(EngineParts parts, Object lock) {
        this.parts = parts;
        this.lock = lock;
    }

    /** Returns what whoever calls a system holds meanwhile, so that he waits for the pass under way. */
    Object lock() {
        return lock;
    }

    Flow flow(String id) {
        return parts.flow(id);
    }

    Instant now() {
        return parts.clock().instant();
    }

    StoreCommit commit() {
        return new StoreCommit(parts.integration());
    }

    void store(StoreCommit commit) {
        parts.store().commit(commit);
    }

    List<Parked> parked(String flow, int most) {
        return parts.store().parked(parts.integration(), flow, most);
    }

    StoreSnapshot load(String flow, Side side, RecordRef ref) {
        return parts.store().load(StoreRequest.about(parts.integration(), flow, side, List.of(ref)));
    }

    /** Returns how a record is parked. */
    Optional<Parked> parked(Parked.Key key) {
        return Optional.ofNullable(
                load(key.flow(), key.side(), key.ref()).parked().get(key.ref()));
    }

    /** Has the next pass look at a record. */
    void revisit(StoreCommit commit, Parked.Key key) {
        commit.park(Parked.pending(key, "REVISIT", "Somebody asked for it", now(), now()));
    }

    /** Remembers that a record is none of those it matches. */
    void keepApart(StoreCommit commit, Parked.Key key) {
        commit.put(new StoredVerdict(key, APART, "A person said that it is none of those it matches", now()));
    }

    /** Returns the link that keeps a record from being linked anew; one whose other record is gone does not. */
    Optional<StoredLink> taken(String flow, Side side, RecordRef ref) {
        return load(flow, side, ref).link(ref).filter(link -> !Links.isAbandoned(link, side));
    }

    void requireFree(Flow flow, Side side, RecordRef ref) {
        taken(flow.id(), side, ref).ifPresent(link -> {
            throw new IllegalArgumentException(
                    ref + " is linked with " + link.ref(side.other()) + " in flow " + flow + "; take them apart first");
        });
    }

    void requireType(Flow flow, Side side, RecordRef ref) {
        if (!flow.type(side).equals(ref.type())) {
            throw new IllegalArgumentException("Flow " + flow.id() + " has " + flow.type(side) + " records at its "
                    + side + ", not " + ref.type());
        }
    }

    RecordAccess access(Flow flow, Side side) {
        return Objects.requireNonNull(parts.connectors().get(flow.party(side))).access(flow.type(side));
    }

    /** Reads a record. */
    ReadOutcome read(Flow flow, Side side, RecordRef ref) {
        return read(flow, side, Set.of(ref)).get(0);
    }

    /** Reads records. */
    List<ReadOutcome> read(Flow flow, Side side, Set<RecordRef> refs) {
        Set<String> ids = new LinkedHashSet<>();
        refs.forEach(ref -> ids.add(ref.id()));
        return access(flow, side)
                .reader()
                .orElseThrow(() -> new IllegalStateException("build() found a reader of " + flow.type(side)))
                .read(ids, flow.fields(side));
    }

    /** Returns the links of records, in every state. */
    Map<RecordRef, StoredLink> links(String flow, Side side, Set<RecordRef> refs) {
        return parts.store()
                .load(StoreRequest.about(parts.integration(), flow, side, refs))
                .links();
    }

    EngineParts parts() {
        return parts;
    }
}
