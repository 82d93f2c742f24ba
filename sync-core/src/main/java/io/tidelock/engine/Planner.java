package io.tidelock.engine;

import io.tidelock.connector.WriteOperation;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Base;
import io.tidelock.store.Base.Settled;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.Intent;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Turns decisions about fields into the operation that a side needs, if it needs one. */
final class Planner {

    private final FlowContext context;
    private final Flow flow;
    private final Claims claims;
    private final Supplier<UUID> ids;

    Planner(FlowContext context, Claims claims, Supplier<UUID> ids) {
        this.context = context;
        this.flow = context.flow();
        this.claims = claims;
        this.ids = ids;
    }

    /** Tells whether anything has to be written for an item, on either side. */
    boolean needsWrite(Item item) {
        return !item.isLinked()
                || item.writes(Side.SOURCE)
                || item.writes(Side.TARGET)
                || item.isRequested()
                || !values(item, Side.TARGET).isEmpty();
    }

    /** Returns what has to be written to either side, the source first. */
    List<PlannedWrite> planned(Item item) {
        List<PlannedWrite> planned = new ArrayList<>();
        plan(item, Side.SOURCE).ifPresent(planned::add);
        plan(item, Side.TARGET).ifPresent(planned::add);
        return planned;
    }

    /** Returns what has to be written to a side; empty when nothing has to. */
    Optional<PlannedWrite> plan(Item item, Side side) {
        if (!item.isLinked() && side == item.side) {
            return Optional.empty();
        }
        Map<String, Value> values = values(item, side);
        if (!item.isLinked()) {
            return Optional.of(create(item, side, values));
        }
        RecordRef ref = item.link().map(link -> link.ref(side)).orElseThrow();
        return values.isEmpty() ? Optional.empty() : Optional.of(update(item, side, ref, values));
    }

    private PlannedWrite update(Item item, Side side, RecordRef ref, Map<String, Value> values) {
        String id = ids.get().toString();
        Intent intent = new Intent(
                id,
                context.key(item.side, item.ref()),
                side,
                ref,
                List.of(),
                expected(item, side, false),
                context.clock().instant());
        return new PlannedWrite(item, intent, new WriteOperation.Update(id, ref, values));
    }

    private PlannedWrite create(Item item, Side side, Map<String, Value> values) {
        String id = AttemptId.ofCreation(
                context.integration(), flow, item.side, item.ref().key());
        Intent intent = new Intent(
                id,
                context.key(item.side, item.ref()),
                side,
                null,
                claims.of(item),
                expected(item, side, true),
                context.clock().instant());
        Field idField = side == Side.TARGET ? flow.idField().orElse(null) : null;
        return new PlannedWrite(item, intent, new WriteOperation.Create(id, idField, values));
    }

    /** Stands for what both sides show once the write is applied, in case nobody hears that it was. */
    private Base expected(Item item, Side side, boolean creates) {
        Map<String, Settled> expected = new LinkedHashMap<>();
        for (int place = 0; place < item.changes().size(); place++) {
            FieldChange change = item.changes().get(place);
            boolean written = change.settlesWith(side);
            boolean settled =
                    creates && change.decision() == FieldDecision.SETTLE && !item.isWithheld(change.mapping());
            if (written || settled) {
                FieldMapping mapping = change.mapping();
                Fingerprint there = fingerprint(item, place, side, written ? change.value(side) : Value.empty());
                Fingerprint here = fingerprint(item, place, side.other(), item.shown(mapping, side.other()));
                expected.put(
                        mapping.basis(),
                        side == Side.TARGET
                                ? new Settled(here, there, change.members())
                                : new Settled(there, here, change.members()));
            }
        }
        return new Base(expected);
    }

    private Fingerprint fingerprint(Item item, int place, Side side, Value value) {
        return item.prints.of(context.fingerprinter(), flow, place, side, value);
    }

    private Map<String, Value> values(Item item, Side side) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (FieldChange change : item.changes()) {
            if (change.writes(side)) {
                change.mapping().field(side).ifPresent(field -> values.put(field.name(), change.value(side)));
            }
        }
        if (side == Side.TARGET) {
            markId(item, values);
            resetFlag(item, values);
        }
        return values;
    }

    private void markId(Item item, Map<String, Value> values) {
        Optional<String> sourceId = item.side == Side.SOURCE
                ? Optional.of(item.ref().key())
                : item.link().map(StoredLink::source).map(RecordRef::key);
        if (flow.idField().isPresent() && sourceId.isPresent()) {
            String field = flow.idField().get().name();
            Optional<String> marked =
                    item.record(Side.TARGET).map(target -> target.value(field).plain());
            boolean unknown = item.isLinked() && marked.isEmpty();
            if (!unknown && !marked.equals(sourceId)) {
                values.put(field, Value.text(sourceId.get()));
            }
        }
    }

    private void resetFlag(Item item, Map<String, Value> values) {
        if (item.isRequested()) {
            flow.requestFlag().ifPresent(flag -> {
                values.put(flag.field().name(), flag.done());
                flag.status()
                        .filter(status -> item.seen().value(status.name()).isPresent())
                        .ifPresent(status -> values.put(status.name(), Value.empty()));
            });
        }
    }
}
