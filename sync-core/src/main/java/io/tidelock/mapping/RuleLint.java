package io.tidelock.mapping;

import io.tidelock.mapping.Finding.Code;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Finds conditions and eligibility rules that look at what nobody reads, or wait for a flow that is not there. */
final class RuleLint {

    private static final int ROUNDS = 8;

    private final Plan plan;
    private final Flow flow;
    private final Findings found;
    private final Map<String, Optional<Field>> read = new HashMap<>();

    private RuleLint(Plan plan, Flow flow, Findings found) {
        this.plan = plan;
        this.flow = flow;
        this.found = found;
        flow.fields(Side.SOURCE).forEach(name -> read.put(name, Optional.empty()));
        flow.enrichments()
                .forEach(enrichment -> enrichment
                        .taken()
                        .forEach(field ->
                                read.put(enrichment.field(field).name(), Optional.of(enrichment.field(field)))));
        flow.decision().ifPresent(by -> by.notes().forEach(note -> read.put(note.name(), Optional.of(note))));
        flow.mappings().forEach(mapping -> mapping.field(Side.SOURCE).ifPresent(this::knows));
        flow.alsoRead().forEach(this::knows);
    }

    private void knows(Field field) {
        read.computeIfPresent(field.name(), (name, before) -> Optional.of(field));
    }

    static void check(Plan plan, Flow flow, Findings found) {
        if (flow.parts().isPresent()) { // a part shows what its rule gives it
            return;
        }
        RuleLint lint = new RuleLint(plan, flow, found);
        for (FieldMapping mapping : flow.mappings()) {
            mapping.condition()
                    .ifPresent(condition ->
                            lint.probe(Findings.at(flow, mapping), "condition " + condition.name(), condition::holds));
        }
        lint.probe(Findings.at(flow), "eligibility rule " + flow.eligibility().name(), lint::judge);
    }

    private void judge(Record record) {
        if (flow.eligibility().judge(record) instanceof Eligibility.Ruling.Deferred wait
                && plan.flows().stream().noneMatch(other -> other.id().equals(wait.flow()))) {
            found.error(
                    Code.UNKNOWN_FLOW,
                    Findings.at(flow),
                    "records wait for flow " + wait.flow() + ", which is not in the plan",
                    "Name one of " + plan.flows().stream().map(Flow::id).toList());
        }
    }

    private void probe(String where, String rule, Consumer<Record> ask) {
        Set<String> unread = new LinkedHashSet<>();
        for (int round = 0; round <= ROUNDS; round++) {
            show(new Probe(round, unread), ask);
        }
        if (!unread.isEmpty()) {
            found.error(
                    Code.UNREAD_FIELD,
                    where,
                    rule + " looks at " + String.join(", ", unread) + ", which nobody reads: it never shows a value",
                    "Call reads(…) on the flow with it, or map it");
        }
    }

    private static void show(Record probe, Consumer<Record> ask) {
        try {
            ask.accept(probe);
        } catch (RuntimeException broken) { // a pass holds such a record; what it looked at until then counts
            return;
        }
    }

    /** A source record that remembers which of the fields it was asked for nobody reads. */
    private final class Probe implements Record {
        private final int round;
        private final Set<String> unread;

        Probe(int round, Set<String> unread) {
            this.round = round;
            this.unread = unread;
        }

        @Override
        public RecordRef ref() {
            return RecordRef.of(flow.type(Side.SOURCE), "probe");
        }

        @Override
        public Set<String> fields() {
            return Collections.unmodifiableSet(read.keySet());
        }

        @Override
        public Value value(String field) {
            Optional<Field> known = read.get(field);
            if (known == null) {
                unread.add(field);
                return Value.absent();
            }
            List<Value> shown = new ArrayList<>(List.of(Value.empty()));
            shown.addAll(Specimens.of(known.orElse(Field.text(field))));
            return shown.get(round % shown.size());
        }

        @Override
        public Optional<Instant> changedAt() {
            return Optional.of(Instant.EPOCH);
        }

        @Override
        public Optional<Instant> createdAt() {
            return Optional.of(Instant.EPOCH);
        }
    }
}
