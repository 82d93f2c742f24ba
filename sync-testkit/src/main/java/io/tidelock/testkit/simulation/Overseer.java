package io.tidelock.testkit.simulation;

import io.tidelock.connector.RecordRemover;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.record.Verb;
import io.tidelock.store.Intent;
import io.tidelock.testkit.simulation.Chronicle.Place;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks over the engine's shoulder at every write: what must never be, not even in between. */
final class Overseer {

    private final Layout layout;
    private final WatchedStore store;
    private final Chronicle chronicle;
    private final Verdicts verdicts;
    private final Births births;
    private final Tally tally;
    private @Nullable Stage stage;
    private int writes;
    private int lastBatch;
    private boolean byHand;
    private boolean undoing;

    Overseer(Layout layout, Duration lag, WatchedStore store, Chronicle chronicle, Verdicts verdicts) {
        this.layout = layout;
        this.store = store;
        this.chronicle = chronicle;
        this.verdicts = verdicts;
        this.births = new Births(lag, store, chronicle, verdicts);
        this.tally = new Tally(store, verdicts);
    }

    void watch(Stage systems) {
        this.stage = systems;
        births.watch(systems);
    }

    /** Counts what was written, refused and unanswered operations aside. */
    int writes() {
        return writes;
    }

    int lastBatch() {
        return lastBatch;
    }

    /** Lets a person write without announcement, or no longer. */
    void byHand(boolean person) {
        this.byHand = person;
    }

    /** Says that what is written is put back, or no longer. */
    void undoing(boolean back) {
        this.undoing = back;
    }

    void approved(Flow flow, Verb verb, int ceiling) {
        tally.approved(flow, verb, ceiling);
    }

    Births births() {
        return births;
    }

    /** Returns by which fields a record of a kind is recognised whose creation was not answered; none for not at all. */
    List<Field> probed(Kind kind) {
        for (Layout.End end : layout.ends(kind)) {
            for (MatchRule rule : end.flow().matchRules()) {
                List<Field> asked = rule.asked(end.side());
                if (asked.stream().allMatch(field -> writes(end, field))) {
                    return asked;
                }
            }
        }
        return List.of();
    }

    private static boolean writes(Layout.End end, Field field) {
        return end.flow().mappings().stream()
                .anyMatch(mapping ->
                        mapping.field(end.side()).filter(field::equals).isPresent() && writesTo(mapping, end.side()));
    }

    private static boolean writesTo(FieldMapping mapping, Side side) {
        return side == Side.TARGET
                ? mapping.direction().writesTarget()
                : mapping.direction().writesSource();
    }

    List<WriteOutcome> write(Kind kind, List<WriteOperation> batch, RecordWriter writer) {
        lastBatch = batch.size();
        Map<WriteOperation, Intent> intents = new LinkedHashMap<>();
        Map<String, Intent> open = open();
        for (WriteOperation operation : batch) {
            Intent intent = open.get(operation.intent());
            verdicts.require(
                    Guarantee.NO_DUPLICATE,
                    intent != null || byHand,
                    () -> "not announced before the call: " + operation);
            if (intent != null) {
                intents.put(operation, intent);
                allowed(kind, operation, intent);
                if (!undoing) {
                    emptied(operation, intent);
                }
                births.allowed(operation, intent);
                tally.clears(kind, operation, intent, stage());
            }
        }
        List<WriteOutcome> outcomes = writer.write(batch);
        for (int i = 0; i < batch.size(); i++) {
            Intent intent = intents.get(batch.get(i));
            if (outcomes.get(i) instanceof WriteOutcome.Written written && intent != null) {
                writes++;
                written(kind, batch.get(i), intent, written);
            }
        }
        return outcomes;
    }

    private Map<String, Intent> open() {
        Map<String, Intent> open = new HashMap<>();
        layout.plan()
                .flows()
                .forEach(flow -> store.intents(flow.id()).forEach(intent -> open.put(intent.id(), intent)));
        return open;
    }

    List<WriteOutcome> remove(Kind kind, List<RecordRef> refs, RecordRemover remover) {
        lastBatch = refs.size();
        Map<RecordRef, Flow> flows = new HashMap<>();
        refs.forEach(ref -> remover(kind, ref).ifPresent(flow -> flows.put(ref, flow)));
        refs.forEach(ref -> verdicts.require(
                Guarantee.RESPECTS_DIRECTION, flows.containsKey(ref), () -> "removed, and no flow removes it: " + ref));
        List<Boolean> there = refs.stream().map(ref -> stage().holds(kind, ref)).toList();
        List<WriteOutcome> outcomes = remover.remove(refs);
        for (int i = 0; i < refs.size(); i++) {
            Flow flow = flows.get(refs.get(i));
            if (there.get(i) && !stage().holds(kind, refs.get(i)) && flow != null) {
                writes++;
                chronicle.tell("      removed " + refs.get(i));
                tally.removed(flow, stage());
            }
        }
        return outcomes;
    }

    private Optional<Flow> remover(Kind kind, RecordRef ref) {
        return layout.ends(kind).stream()
                .filter(end -> end.side() == Side.TARGET)
                .map(Layout.End::flow)
                .filter(flow -> flow.whenSourceGone() == GonePolicy.REMOVE)
                .filter(flow -> store.link(flow.id(), Side.TARGET, ref).isPresent())
                .findFirst();
    }

    /** Only what the plan lets be written is written. */
    private void allowed(Kind kind, WriteOperation operation, Intent intent) {
        Flow flow = flow(intent);
        Side side = intent.written();
        boolean creates = operation instanceof WriteOperation.Create;
        Map<String, Value> values =
                creates ? ((WriteOperation.Create) operation).values() : ((WriteOperation.Update) operation).values();
        boolean mayCreate = flow.createsIn(side)
                || (side == Side.SOURCE && flow.requestFlag().isPresent());
        verdicts.require(
                Guarantee.RESPECTS_DIRECTION,
                Layout.kind(flow, side).equals(kind) && (!creates || mayCreate),
                () -> flow.id() + " must not create " + kind.type());
        for (Map.Entry<String, Value> entry : values.entrySet()) {
            verdicts.require(
                    Guarantee.RESPECTS_DIRECTION,
                    entry.getValue().isAbsent() || mayWrite(flow, side, entry.getKey(), creates),
                    () -> flow.id() + " must not write " + entry.getKey() + " of " + kind.type());
        }
    }

    /** What no one emptied is not emptied on the other side. */
    private void emptied(WriteOperation operation, Intent intent) {
        Flow flow = flow(intent);
        Side side = intent.written();
        if (flow.takesApart() || !(operation instanceof WriteOperation.Update update)) {
            return;
        }
        Optional<RecordRef> origin = store.link(flow.id(), side, update.ref()).map(link -> link.ref(side.other()));
        for (FieldMapping mapping : flow.mappings()) {
            Optional<Field> from = mapping.field(side.other());
            boolean empties = mapping.field(side)
                    .map(field -> update.values().get(field.name()))
                    .filter(Value::isNull)
                    .isPresent();
            if (empties && origin.isPresent() && from.isPresent()) {
                Place place = new Place(
                        Layout.kind(flow, side.other()),
                        origin.get(),
                        from.get().name());
                verdicts.require(
                        Guarantee.NO_LOST_EDIT,
                        wasEmpty(place, from.get()),
                        () -> "emptied, and nobody emptied it: " + mapping + " of " + update.ref());
            }
        }
    }

    private boolean wasEmpty(Place place, Field field) {
        boolean never = chronicle.of(place).isEmpty();
        boolean once =
                chronicle.of(place).stream().anyMatch(event -> event.text().isEmpty());
        return never
                || once
                || !stage().holds(place.kind(), place.ref())
                || stage().system(place.kind()).value(place.ref(), field) == null;
    }

    private static boolean mayWrite(Flow flow, Side side, String field, boolean creates) {
        boolean own = side == Side.TARGET
                && (flow.idField().filter(id -> id.name().equals(field)).isPresent()
                        || flow.requestFlag().stream()
                                .flatMap(RequestFlag::fields)
                                .anyMatch(written -> written.name().equals(field)));
        return own
                || flow.mappings().stream()
                        .filter(mapping -> mapping.field(side)
                                .filter(one -> one.name().equals(field))
                                .isPresent())
                        .anyMatch(mapping ->
                                writesTo(mapping, side) && (creates || side == Side.SOURCE || !mapping.createOnly()));
    }

    private void written(Kind kind, WriteOperation operation, Intent intent, WriteOutcome.Written written) {
        Flow flow = flow(intent);
        Kind from = Layout.kind(flow, intent.written().other());
        RecordRef origin = intent.origin().side() == intent.written().other()
                ? intent.origin().ref()
                : store.link(flow.id(), intent.written(), written.ref())
                        .map(link -> link.ref(intent.written().other()))
                        .orElse(intent.origin().ref());
        if (operation instanceof WriteOperation.Create) {
            if (chronicle.subject(kind, written.ref()) == 0) {
                chronicle.isAbout(kind, written.ref(), chronicle.subject(from, origin.whole()));
            }
            births.born(flow, kind, origin, intent, written);
        }
        Map<String, Value> values = operation instanceof WriteOperation.Create create
                ? create.values()
                : ((WriteOperation.Update) operation).values();
        carried(flow, intent.written(), origin.whole(), written.ref(), values);
    }

    private void carried(Flow flow, Side side, RecordRef origin, RecordRef to, Map<String, Value> values) {
        Kind here = Layout.kind(flow, side);
        if (undoing) {
            values.keySet()
                    .forEach(field -> chronicle.undone(
                            new Place(here, to, field),
                            Objects.requireNonNullElse(stage().system(here).value(to, Field.text(field)), "")));
            return;
        }
        Kind there = Layout.kind(flow, side.other());
        for (FieldMapping mapping : flow.mappings()) {
            Optional<Field> written = mapping.field(side).filter(field -> values.containsKey(field.name()));
            Optional<Field> source = mapping.field(side.other());
            if (written.isPresent() && source.isPresent() && stage().holds(here, to)) {
                String text = Objects.requireNonNullElse(stage().system(here).value(to, written.get()), "");
                chronicle.carried(
                        new Place(there, origin, source.get().name()),
                        new Place(here, to, written.get().name()),
                        text);
            }
        }
    }

    private Flow flow(Intent intent) {
        return layout.plan().flows().stream()
                .filter(flow -> flow.id().equals(intent.origin().flow()))
                .findFirst()
                .orElseThrow();
    }

    private Stage stage() {
        return Objects.requireNonNull(stage);
    }
}
