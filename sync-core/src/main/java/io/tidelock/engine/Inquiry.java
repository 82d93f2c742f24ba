package io.tidelock.engine;

import io.tidelock.answers.Explanation;
import io.tidelock.answers.FieldAnswer;
import io.tidelock.answers.FieldAnswer.Outcome;
import io.tidelock.answers.FlowExplanation;
import io.tidelock.answers.FlowExplanation.Look;
import io.tidelock.answers.PlannedChange;
import io.tidelock.answers.Values;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rehearses what would become of one record now, and tells it together with what is stored. */
final class Inquiry extends Rehearsal {

    private final EngineParts real;
    private final RecordRef ref;
    private final boolean showsValues;
    private final Map<String, List<Look>> looks = new LinkedHashMap<>();
    private final Map<String, List<FieldAnswer>> fields = new LinkedHashMap<>();

    Inquiry(EngineParts real, RecordRef ref, Values values) {
        super(real, values);
        this.real = real;
        this.ref = ref;
        this.showsValues = values == Values.SHOWN;
    }

    /** Returns where the record can stand; at either side, where a flow pairs records of one type. */
    List<Pass.Visit> visits() {
        List<Pass.Visit> visits = new ArrayList<>();
        for (Flow flow : real.plan().flows()) {
            for (Side side : Side.values()) {
                if (flow.type(side).equals(ref.type())) {
                    visits.add(new Pass.Visit(flow.id(), side, List.of(ref)));
                }
            }
        }
        return visits;
    }

    @Override
    public void looked(Item item, @Nullable MatchRule rule, List<Record> hits) {
        if (isMine(item)) {
            String name = rule == null ? "id" : rule.id();
            List<RecordRef> found = hits.stream().map(Record::ref).toList();
            looks.computeIfAbsent(place(item.flow.id(), item.side), flow -> new ArrayList<>())
                    .add(new Look(name, found));
        }
    }

    @Override
    public void decided(Item item) {
        if (isMine(item)) {
            fields.put(
                    place(item.flow.id(), item.side),
                    item.changes().stream().map(change -> answer(item, change)).toList());
        }
    }

    private boolean isMine(Item item) {
        return item.ref().whole().equals(ref.whole());
    }

    private static String place(String flow, Side side) {
        return flow + "/" + side;
    }

    private FieldAnswer answer(Item item, FieldChange change) {
        FieldMapping mapping = change.mapping();
        return new FieldAnswer(
                mapping.id(),
                mapping.field(Side.SOURCE).map(Field::name),
                mapping.field(Side.TARGET).map(Field::name),
                rule(mapping),
                outcome(change.decision()),
                showsValues
                        ? Optional.of(new FieldAnswer.Shown(
                                shown(item, mapping, Side.SOURCE), shown(item, mapping, Side.TARGET)))
                        : Optional.empty());
    }

    private static String shown(Item item, FieldMapping mapping, Side side) {
        return item.record(side)
                .map(record -> mapping.shown(side, record))
                .map(Value::plain)
                .orElse("");
    }

    private static String rule(FieldMapping mapping) {
        List<String> words = new ArrayList<>(List.of(
                mapping.direction().name(),
                mapping.strength().name(),
                "conflict " + mapping.onConflict(),
                "first link " + mapping.onFirstLink(),
                "emptied " + mapping.whenEmptied()));
        if (mapping.createOnly()) {
            words.add("create only");
        }
        mapping.condition().ifPresent(condition -> words.add("when " + condition.name()));
        mapping.linkedBy().ifPresent(flow -> words.add("by the links of " + flow));
        return String.join(", ", words);
    }

    private static Outcome outcome(FieldDecision decision) {
        return switch (decision) {
            case UNCHANGED -> Outcome.UNCHANGED;
            case SETTLE -> Outcome.SETTLES;
            case WRITE_TARGET -> Outcome.TO_TARGET;
            case WRITE_SOURCE -> Outcome.TO_SOURCE;
            case WRITE_BOTH -> Outcome.BOTH_WAYS;
            case HOLD -> Outcome.HELD;
        };
    }

    /** Tells what was found, once the visits were rehearsed. */
    Explanation explanation(SyncReport report) {
        List<FlowExplanation> flows = visits().stream()
                .map(visit -> explanation(visit.flow(), visit.side(), report))
                .toList();
        return new Explanation(ref, real.clock().instant(), flows);
    }

    private FlowExplanation explanation(String flow, Side side, SyncReport report) {
        StoreRequest request = StoreRequest.about(real.integration(), flow, side, List.of(ref));
        StoreSnapshot before = real.store().load(request);
        StoreSnapshot after = parts().store().load(request);
        List<PlannedChange> next = changes().stream()
                .filter(change ->
                        change.flow().equals(flow) && change.origin().whole().equals(ref.whole()))
                .toList();
        return new FlowExplanation(
                flow,
                side,
                before.link(ref).map(link -> link.ref(side.other())),
                known(flow, side, before),
                new Channels(real, real.flow(flow), side).of(ref, before),
                looks.getOrDefault(place(flow, side), List.of()),
                fields.getOrDefault(place(flow, side), List.of()),
                next,
                new Obstacles(real, ref, flow, side, report).first(before, after, !next.isEmpty()));
    }

    private List<String> known(String flow, Side side, StoreSnapshot before) {
        List<String> known = new ArrayList<>();
        before.link(ref).ifPresent(link -> known.add(of(link, side)));
        Optional.ofNullable(before.aliases().get(ref)).ifPresent(to -> known.add("was merged into " + to));
        Optional.ofNullable(before.parked().get(ref))
                .ifPresent(parked -> known.add("parked " + parked.state() + " since " + parked.since() + ", "
                        + parked.attempts() + " attempts: " + parked.code() + ", " + parked.reason()));
        Optional.ofNullable(before.verdicts().get(ref))
                .ifPresent(told -> known.add("told at " + told.at() + ": " + told.code() + ", " + told.reason()));
        real.store().openIntents(real.integration(), flow).stream()
                .filter(intent ->
                        intent.origin().equals(new Parked.Key(flow, side, ref)) || ref.equals(intent.record()))
                .forEach(intent -> known.add("a write was announced at " + intent.at() + " to "
                        + (intent.creates() ? "a new record" : intent.record()) + " and its outcome is not known"));
        decision(flow, side).ifPresent(known::add);
        return known;
    }

    private Optional<String> decision(String flow, Side side) {
        return side == Side.TARGET
                ? Optional.empty()
                : flow(flow)
                        .decision()
                        .flatMap(decision -> Optional.ofNullable(real.store()
                                        .decisions(real.integration(), decision.name(), List.of(ref))
                                        .get(ref))
                                .map(made -> "decided at " + made.at() + " by " + made.decision() + ": "
                                        + made.scenario() + ", for flows " + made.flows()));
    }

    private static String of(StoredLink link, Side side) {
        boolean settled = link.digest(side) != null;
        return "linked with " + link.ref(side.other()) + " since " + link.linkedAt() + ", " + link.state()
                + (settled ? ", settled" : ", not settled in every field");
    }
}
