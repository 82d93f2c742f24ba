package io.tidelock.engine;

import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordLookup;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Intent;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.StoredLink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out, before a flow does anything else, what became of writes whose outcome nobody knows: by the unique key, by a
 * probe, or not at all.
 */
final class Recovery {

    /** The code of records of which nobody knows whether their counterpart was created. */
    static final String LOST = "UNKNOWN_OUTCOME";

    /** How far a vendor's clock may be behind ours when it stamps a creation. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

    /** How long a write of another node may be under way before it counts as lost: longer than any call. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(1);

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;
    private final Parking parking;
    private final Situations situations;
    private final Links links;

    Recovery(FlowContext context, Ledger ledger, Parking parking, Situations situations, Links links) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.parking = parking;
        this.situations = situations;
        this.links = links;
    }

    /** Settles open intents as far as possible; returns the records whose creation stays open. */
    Set<Parked.Key> recover() {
        Set<Parked.Key> open = new HashSet<>();
        List<Intent> intents = context.store().openIntents(context.integration(), flow.id());
        for (Side side : Side.values()) {
            List<Intent> ofSide = intents.stream()
                    .filter(intent -> intent.origin().side() == side)
                    .toList();
            if (!ofSide.isEmpty()) {
                StoreSnapshot known = origins(side, ofSide);
                ofSide.stream()
                        .filter(intent -> !isSettled(intent, known) && intent.creates())
                        .forEach(intent -> open.add(intent.origin()));
            }
        }
        ledger.commit();
        return open;
    }

    private StoreSnapshot origins(Side side, List<Intent> intents) {
        Set<RecordRef> refs = new LinkedHashSet<>();
        intents.forEach(intent -> refs.add(intent.origin().ref()));
        return context.store().load(StoreRequest.about(context.integration(), flow.id(), side, refs));
    }

    private boolean isSettled(Intent intent, StoreSnapshot known) {
        Optional<Parked> parked =
                Optional.ofNullable(known.parked().get(intent.origin().ref()));
        Instant now = context.clock().instant();
        boolean lost = parked.filter(p -> p.code().equals(LOST)).isPresent();
        boolean linked = known.link(intent.origin().ref()).isPresent();
        if (!lost && !linked && intent.at().plus(UNDER_WAY).isAfter(now)) {
            return false;
        } else if (!intent.creates() || linked) {
            again(intent);
            return true;
        }
        boolean rests = lost
                && parked.filter(p -> p.state() == Parked.State.QUARANTINED
                                && p.dueAt().isAfter(now))
                        .isPresent();
        return !rests && recognise(intent, parked);
    }

    private boolean recognise(Intent intent, Optional<Parked> parked) {
        Side written = intent.written();
        Field idField = written == Side.TARGET ? flow.idField().orElse(null) : null;
        CreateIdentity identity = context.writer(written).createIdentity(idField);
        if (identity instanceof CreateIdentity.Probe probe) {
            return probe(intent, parked, probe);
        } else if (identity instanceof CreateIdentity.None) {
            return askAPerson(intent, parked, "Look whether it was created, link the two if so, and then resync it");
        }
        again(intent); // safe to send again, and found by its key if it is there
        return true;
    }

    private void again(Intent intent) {
        ledger.open().close(intent.id());
        parking.revisit(intent.origin().side(), intent.origin().ref());
    }

    private boolean askAPerson(Intent intent, Optional<Parked> parked, String remedy) {
        parking.quarantine(
                intent.origin(),
                parked,
                null,
                Kind.QUARANTINED,
                LOST,
                "Nobody knows whether its counterpart was created. " + remedy);
        return false;
    }

    private boolean probe(Intent intent, Optional<Parked> parked, CreateIdentity.Probe probe) {
        Instant visible = intent.at().plus(probe.visibleAfter());
        Side side = intent.origin().side();
        List<Observation> origin = situations.read(side, List.of(intent.origin().ref()), Channel.REVISIT);
        if (origin.isEmpty()) {
            ledger.open().close(intent.id());
            return true;
        }
        List<Record> hits = find(intent, probe, origin.get(0).record());
        if (hits.size() == 1) {
            adopt(intent, hits.get(0).ref());
            return true;
        } else if (hits.isEmpty() && !context.clock().instant().isBefore(visible)) {
            again(intent);
            return true;
        }
        return !hits.isEmpty() && askAPerson(intent, parked, "Several records could be it; choose one");
    }

    private List<Record> find(Intent intent, CreateIdentity.Probe probe, Record origin) {
        Side written = intent.written();
        List<String> key = new ArrayList<>();
        for (Field field : probe.fields()) {
            key.add(written(origin, intent.origin().side(), field).plain());
        }
        Optional<RecordLookup> lookup = context.access(written).finder().flatMap(finder -> finder.by(probe.fields()));
        if (lookup.isEmpty() || key.contains("")) {
            return List.of();
        }
        Instant earliest = intent.at().minus(CLOCK_SKEW);
        return lookup.get().find(List.of(key), flow.fields(written)).get(0).stream()
                .filter(hit -> hit.createdAt()
                        .map(created -> !created.isBefore(earliest))
                        .orElse(true))
                .filter(hit -> links.of(written, hit.ref()).isEmpty())
                .toList();
    }

    /** What the lost creation wrote into a field. */
    private Value written(Record origin, Side from, Field field) {
        for (FieldMapping mapping : flow.mappings()) {
            if (mapping.field(from.other()).map(field::equals).orElse(false)) {
                Value value = mapping.shown(from, origin);
                if (value.isPresent()) {
                    return from == Side.SOURCE
                            ? mapping.converter().toTarget(value)
                            : mapping.converter().toSource(value);
                }
            }
        }
        return Value.empty();
    }

    private void adopt(Intent intent, RecordRef created) {
        Parked.Key origin = intent.origin();
        RecordRef source = intent.written() == Side.SOURCE ? created : origin.ref();
        RecordRef target = intent.written() == Side.SOURCE ? origin.ref() : created;
        ledger.open()
                .put(StoredLink.between(
                        flow.id(), source, target, context.clock().instant()));
        intent.claims().forEach(claim -> ledger.open().bind(claim, created));
        again(intent);
    }
}
