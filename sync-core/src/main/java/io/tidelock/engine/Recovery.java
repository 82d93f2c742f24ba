package io.tidelock.engine;

import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordLookup;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Base;
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
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Finds out, before a flow does anything else, what became of writes whose outcome nobody knows: by the unique key, by a
 * probe, or not at all.
 */
final class Recovery {

    /** The code of records of which nobody knows whether their counterpart was created. */
    static final String LOST = "UNKNOWN_OUTCOME";

    /** How far a vendor's clock may be behind ours when it stamps a creation. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

    /** No index takes longer to show a record that was created. */
    private static final Duration OWN_KEY_VISIBLE_AFTER = Duration.ofMinutes(15);

    /** How long a write of another node may be under way before it counts as lost: longer than any call. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(1);

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;
    private final Parking parking;
    private final Situations situations;
    private final Links links;
    private final LostRemovals lostRemovals;
    private final RefReader reads;
    private final Keys keys;
    private final LastingClaims lasting;
    private final WriteJournal journal;

    Recovery(
            FlowContext context,
            Ledger ledger,
            Parking parking,
            Situations situations,
            Links links,
            RefReader reads,
            Keys keys,
            LostRemovals lostRemovals,
            WriteJournal journal) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.parking = parking;
        this.situations = situations;
        this.links = links;
        this.reads = reads;
        this.keys = keys;
        this.lasting = new LastingClaims(context);
        this.lostRemovals = lostRemovals;
        this.journal = journal;
    }

    /** Settles open intents as far as possible; returns the records to leave alone because theirs stay open. */
    Set<Parked.Key> recover() {
        List<Intent> open = new ArrayList<>();
        List<Intent> updates = new ArrayList<>();
        List<Intent> keyed = new ArrayList<>();
        List<Intent> removals = new ArrayList<>();
        List<Intent> intents = context.store().openIntents(context.integration(), flow.id());
        for (Side side : Side.values()) {
            List<Intent> ofSide = intents.stream()
                    .filter(intent -> intent.origin().side() == side)
                    .toList();
            StoreSnapshot known = origins(side, ofSide);
            for (Intent intent : ofSide) {
                RecordRef origin = intent.origin().ref();
                Optional<Parked> parked = Optional.ofNullable(known.parked().get(origin));
                if (mayBeUnderWay(intent, parked) || rests(intent, parked)) {
                    open.add(intent);
                } else if (lostRemovals.isRemoval(intent)) {
                    removals.add(intent);
                } else if (!intent.creates()) {
                    updates.add(intent);
                } else if (known.link(origin).isPresent()
                        || links.of(side, origin).isPresent()) {
                    again(intent);
                } else if (identity(intent) instanceof CreateIdentity.UniqueKey) {
                    keyed.add(intent);
                } else if (!recognise(intent, parked)) {
                    open.add(intent);
                }
            }
        }
        List<Intent> unread = new LostUpdates(context, ledger, links, journal).settle(updates);
        open.addAll(unread);
        updates.stream().filter(intent -> !unread.contains(intent)).forEach(this::again);
        recogniseByKey(keyed);
        open.addAll(lostRemovals.settle(removals));
        ledger.commit();
        return ends(open);
    }

    /** Returns both ends of the pairs that intents are about. */
    private Set<Parked.Key> ends(List<Intent> open) {
        Set<Parked.Key> ends = new HashSet<>();
        for (Side side : Side.values()) {
            List<RecordRef> origins = open.stream()
                    .map(Intent::origin)
                    .filter(origin -> origin.side() == side)
                    .map(Parked.Key::ref)
                    .toList();
            origins.forEach(ref -> ends.add(context.key(side, ref)));
            links.of(side, origins)
                    .values()
                    .forEach(link -> ends.add(context.key(side.other(), link.ref(side.other()))));
        }
        return ends;
    }

    private StoreSnapshot origins(Side side, List<Intent> intents) {
        if (intents.isEmpty()) {
            return StoreSnapshot.empty();
        }
        Set<RecordRef> refs = new LinkedHashSet<>();
        intents.forEach(intent -> refs.add(intent.origin().ref()));
        return context.store().load(StoreRequest.about(context.integration(), flow.id(), side, refs));
    }

    /** A write that nobody called lost may be another node's that goes on. */
    private boolean mayBeUnderWay(Intent intent, Optional<Parked> parked) {
        boolean lost = parked.filter(p -> p.code().equals(LOST)).isPresent();
        Instant now = context.clock().instant();
        return !lost
                && (intent.at().plus(UNDER_WAY).isAfter(now)
                        || context.lease().formerHolderWritesUntil().isAfter(now));
    }

    private boolean rests(Intent intent, Optional<Parked> parked) {
        return intent.creates()
                && parked.filter(p -> p.code().equals(LOST)
                                && p.state() == Parked.State.QUARANTINED
                                && p.dueAt().isAfter(context.clock().instant()))
                        .isPresent();
    }

    private void recogniseByKey(List<Intent> intents) {
        if (intents.isEmpty()) {
            return;
        }
        Field idField = flow.idField().orElseThrow();
        List<List<String>> ids = intents.stream()
                .map(intent -> List.of(intent.origin().ref().key()))
                .toList();
        RecordLookup lookup = context.access(Side.TARGET)
                .finder()
                .flatMap(finder -> finder.by(List.of(idField)))
                .orElseThrow(() -> new IllegalStateException("build() found a look-up by " + idField));
        List<List<Record>> found = lookup.find(ids, flow.fields(Side.TARGET));
        for (int i = 0; i < intents.size(); i++) {
            Intent intent = intents.get(i);
            Optional<Record> created = found.get(i).stream().findFirst();
            if (created.isPresent()
                    && links.of(Side.TARGET, created.get().ref()).isEmpty()) {
                adopt(intent, created.get(), key -> intent.expected());
            } else {
                again(intent);
            }
        }
    }

    private CreateIdentity identity(Intent intent) {
        Field idField = intent.written() == Side.TARGET ? flow.idField().orElse(null) : null;
        return context.writer(intent.written()).createIdentity(idField);
    }

    private boolean recognise(Intent intent, Optional<Parked> parked) {
        CreateIdentity identity = identity(intent);
        if (flow.ensured().isPresent() && !(identity instanceof CreateIdentity.IdempotencyKey)) {
            return probeByOwnKey(intent, parked, flow.ensured().get());
        } else if (identity instanceof CreateIdentity.Probe probe) {
            return probe(intent, parked, probe.visibleAfter(), origin -> find(intent, probe, origin));
        } else if (identity instanceof CreateIdentity.None) {
            return askAPerson(intent, parked, "Look whether it was created, link the two if so, and then resync it");
        }
        again(intent); // safe to send again
        return true;
    }

    private void again(Intent intent) {
        ledger.open().close(intent);
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

    private boolean probe(
            Intent intent,
            Optional<Parked> parked,
            Duration visibleAfter,
            Function<Record, Optional<List<Record>>> find) {
        Instant visible = intent.at().plus(visibleAfter);
        Optional<Record> origin = origin(intent);
        if (origin.isEmpty()) { // its claims are kept until an index shows what it may have made
            boolean shown = !context.clock().instant().isBefore(visible);
            if (shown) {
                ledger.open().close(intent);
            }
            return shown;
        }
        Optional<List<Record>> probed = find.apply(origin.get());
        if (probed.isEmpty()) {
            return askAPerson(
                    intent, parked, "It cannot be looked up without the fields by which it would be recognised");
        }
        List<Record> hits = probed.get();
        if (hits.size() == 1) {
            Record hit = hits.get(0); // people may have made it since: what it does not show was not written
            adopt(intent, hit, key -> Base.none().with(new AppliedWrite(context, intent, hit).fields(key)));
            return true;
        } else if (hits.isEmpty() && !context.clock().instant().isBefore(visible)) {
            again(intent);
            return true;
        }
        return !hits.isEmpty() && askAPerson(intent, parked, "Several records could be it; choose one");
    }

    private Optional<Record> origin(Intent intent) {
        Side side = intent.origin().side();
        List<RecordRef> origin = List.of(intent.origin().ref());
        if (reads.of(side, origin).get(origin.get(0)) instanceof ReadOutcome.Present present) {
            return Optional.of(present.record());
        }
        situations.read(side, origin, Channel.REVISIT);
        return Optional.empty();
    }

    /** A shared record is recognised by its own key, whoever created it. */
    private boolean probeByOwnKey(Intent intent, Optional<Parked> parked, MatchRule ownKey) {
        RecordLookup lookup = context.access(Side.TARGET)
                .finder()
                .flatMap(finder -> finder.by(ownKey.asked(Side.TARGET)))
                .orElseThrow(() -> new IllegalStateException("build() found a look-up by " + ownKey.id()));
        Duration visibleAfter = lookup.authoritative() ? Duration.ZERO : OWN_KEY_VISIBLE_AFTER;
        return probe(
                intent,
                parked,
                visibleAfter,
                origin -> keys.lookup(ownKey, Side.SOURCE, origin)
                        .map(key -> lookup.find(List.of(key), flow.fields(Side.TARGET)).get(0).stream()
                                .filter(hit ->
                                        keys.of(ownKey, Side.TARGET, hit).equals(keys.of(ownKey, Side.SOURCE, origin)))
                                .toList()));
    }

    /** Looks for what the lost creation may have made; empty when there is nothing to look by. */
    private Optional<List<Record>> find(Intent intent, CreateIdentity.Probe probe, Record origin) {
        Side written = intent.written();
        List<String> key = new ArrayList<>();
        for (Field field : probe.fields()) {
            key.add(written(origin, intent.origin().side(), field).plain());
        }
        Optional<RecordLookup> lookup = context.access(written).finder().flatMap(finder -> finder.by(probe.fields()));
        if (lookup.isEmpty() || key.contains("")) {
            return Optional.empty();
        }
        Instant earliest = intent.at().minus(CLOCK_SKEW);
        return Optional.of(lookup.get().find(List.of(key), flow.fields(written)).get(0).stream()
                .filter(hit -> hit.createdAt()
                        .map(created -> !created.isBefore(earliest))
                        .orElse(true))
                .filter(hit -> links.of(written, hit.ref()).isEmpty())
                .toList());
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

    private void adopt(Intent intent, Record created, IntFunction<Base> settled) {
        Parked.Key origin = intent.origin();
        RecordRef source = intent.written() == Side.SOURCE ? created.ref() : origin.ref();
        RecordRef target = intent.written() == Side.SOURCE ? origin.ref() : created.ref();
        StoredLink link = context.link(source, target)
                .stamped(intent.written(), created.changedAt().orElse(null));
        ledger.open()
                .put(new AppliedWrite(context, intent, created)
                        .key()
                        .map(key -> link.settled(settled.apply(key), null, null).keyed(key))
                        .orElse(link));
        lasting.of(intent).forEach(claim -> ledger.open().bind(claim, created.ref()));
        journal.recognised(intent, created.ref());
        again(intent);
    }
}
