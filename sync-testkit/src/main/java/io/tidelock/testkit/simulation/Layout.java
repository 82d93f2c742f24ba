package io.tidelock.testkit.simulation;

import io.tidelock.engine.Assurances;
import io.tidelock.mapping.Enrichment;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.LookUp;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.mapping.Versions;
import io.tidelock.mapping.Window;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which kinds of records a plan needs on both sides, with which fields, and what those are for. */
final class Layout {

    /** A field of every kind that no mapping names. */
    static final Field UNMAPPED = Field.text("left_alone");

    private final Plan plan;
    private final Assurances sound = new Assurances();
    private final Map<Kind, Map<String, Field>> fields = new LinkedHashMap<>();
    private final Map<Kind, Set<String>> keys = new HashMap<>();
    private final Map<Kind, Set<String>> engines = new HashMap<>();
    private final Map<String, RecordType> refers = new HashMap<>();

    Layout(Plan plan, Map<String, RecordType> refers) {
        this.plan = plan;
        plan.flows().forEach(this::collect);
        plan.crmSchema().properties().forEach(property -> add(new Kind(Party.CRM, property.type()), property.field()));
        fields.keySet().forEach(kind -> add(kind, UNMAPPED));
        this.refers.putAll(refers);
    }

    /** Returns what is known of the plan once an engine of it was built: it need not be linted with every restart. */
    Assurances sound() {
        return sound;
    }

    private void collect(Flow flow) {
        Kind source = kind(flow, Side.SOURCE);
        Kind target = kind(flow, Side.TARGET);
        sourceFields(flow).forEach(field -> add(source, field));
        Stream.concat(mapped(flow, Side.TARGET), flow.idField().stream()).forEach(field -> add(target, field));
        flow.requestFlag().stream().flatMap(RequestFlag::fields).forEach(field -> add(target, field));
        flow.idField().ifPresent(field -> setOf(engines, target).add(field.name()));
        flow.requestFlag().stream()
                .flatMap(RequestFlag::fields)
                .forEach(field -> setOf(engines, target).add(field.name()));
        for (MatchRule rule : flow.matchRules()) {
            rule.fields(Side.SOURCE)
                    .forEach(field -> key(source, field, flow.parts().isPresent()));
            rule.fields(Side.TARGET).forEach(field -> key(target, field, false));
        }
        flow.enrichments().forEach(enrichment -> collect(flow, enrichment));
        flow.decision().ifPresent(rule -> rule.lookUps().forEach(lookUp -> collect(flow.party(Side.TARGET), lookUp)));
        flow.mappings().forEach(mapping -> mapping.linkedBy().ifPresent(parent -> refer(mapping, parent)));
    }

    private Stream<Field> sourceFields(Flow flow) {
        Stream<Field> whole = flow.parts().isPresent()
                ? flow.parts().get().reads().stream()
                : Stream.of(
                                mapped(flow, Side.SOURCE),
                                flow.alsoRead().stream(),
                                flow.decision().stream().flatMap(rule -> rule.reads().stream()),
                                flow.versions().flatMap(Versions::field).stream())
                        .flatMap(all -> all);
        Stream<Field> looked = Stream.concat(
                flow.window().map(Window::field).stream(),
                flow.enrichments().stream().map(Enrichment::reference));
        return Stream.concat(whole, looked).filter(field -> !isLent(flow, field));
    }

    /** Tells whether a flow's source has a field from another record, or from the decision about it. */
    static boolean isLent(Flow flow, Field field) {
        return flow.enrichments().stream().anyMatch(enrichment -> enrichment.gives(field.name()))
                || flow.decision().filter(rule -> rule.notes(field.name())).isPresent();
    }

    private static Stream<Field> mapped(Flow flow, Side side) {
        return flow.mappings().stream().flatMap(mapping -> mapping.field(side).stream());
    }

    private void key(Kind kind, Field field, boolean ofParts) {
        if (!ofParts) {
            add(kind, field);
            setOf(keys, kind).add(field.name());
        }
    }

    private void collect(Flow flow, Enrichment enrichment) {
        Kind lender = new Kind(flow.party(Side.SOURCE), enrichment.type());
        fields.computeIfAbsent(lender, none -> new LinkedHashMap<>());
        enrichment.taken().forEach(field -> add(lender, field));
        if (enrichment.owners() != null) {
            enrichment.owners().reads().forEach(field -> add(lender, field));
        }
        refers.put(enrichment.reference().name(), enrichment.type());
    }

    private void collect(Party party, LookUp lookUp) {
        Kind kind = new Kind(party, lookUp.type());
        lookUp.key().forEach(field -> add(kind, field));
        lookUp.rule().ifPresent(rule -> rule.fields(Side.TARGET).forEach(field -> add(kind, field)));
        lookUp.fields().forEach(name -> add(kind, Field.text(name)));
    }

    private void refer(FieldMapping mapping, String parent) {
        plan.flows().stream().filter(flow -> flow.id().equals(parent)).forEach(flow -> {
            for (Side side : Side.values()) {
                mapping.field(side).ifPresent(field -> refers.put(field.name(), flow.type(side)));
            }
        });
    }

    private void add(Kind kind, Field field) {
        if (Association.of(field.name()).isEmpty()) {
            fields.computeIfAbsent(kind, none -> new LinkedHashMap<>()).putIfAbsent(field.name(), field);
        }
    }

    private static Set<String> setOf(Map<Kind, Set<String>> all, Kind kind) {
        return all.computeIfAbsent(kind, none -> new HashSet<>());
    }

    static Kind kind(Flow flow, Side side) {
        return new Kind(flow.party(side), flow.type(side));
    }

    Plan plan() {
        return plan;
    }

    /** Returns the kinds, in the order in which the plan names them. */
    List<Kind> kinds() {
        return List.copyOf(fields.keySet());
    }

    /** Returns the fields of a kind, in the order in which the plan names them. */
    List<Field> fields(Kind kind) {
        return List.copyOf(fields.getOrDefault(kind, Map.of()).values());
    }

    /** Returns the fields that people work with: not those that the engine keeps for itself. */
    List<Field> ofPeople(Kind kind) {
        return fields(kind).stream()
                .filter(field -> !engines.getOrDefault(kind, Set.of()).contains(field.name()))
                .filter(field -> !field.equals(UNMAPPED))
                .toList();
    }

    /** Tells whether records of a kind are found by a field. */
    boolean isKey(Kind kind, Field field) {
        return keys.getOrDefault(kind, Set.of()).contains(field.name());
    }

    /** Tells whether a field is mapped, and nothing besides looks at it. */
    boolean isPlain(Kind kind, String field) {
        boolean mapped = ends(kind).stream()
                .anyMatch(end -> end.flow().mappings().stream()
                        .anyMatch(mapping -> mapping.field(end.side())
                                .filter(one -> one.name().equals(field))
                                .isPresent()));
        boolean looked = ends(kind).stream()
                .filter(end -> end.side() == Side.SOURCE)
                .map(End::flow)
                .anyMatch(flow -> looksAt(flow, field));
        return mapped
                && !looked
                && !refers.containsKey(field)
                && !keys.getOrDefault(kind, Set.of()).contains(field)
                && !engines.getOrDefault(kind, Set.of()).contains(field);
    }

    private static boolean looksAt(Flow flow, String field) {
        Stream<Field> looked = Stream.of(
                        flow.alsoRead().stream(),
                        flow.decision().stream().flatMap(rule -> rule.reads().stream()),
                        flow.versions().flatMap(Versions::field).stream(),
                        flow.window().map(Window::field).stream(),
                        flow.parts().stream().flatMap(rule -> rule.reads().stream()))
                .flatMap(all -> all);
        boolean conditional =
                flow.mappings().stream().anyMatch(mapping -> mapping.condition().isPresent());
        return conditional || looked.anyMatch(one -> one.name().equals(field));
    }

    /** Tells whether no flow writes a field that people edit: an edit in the middle of a pass cannot be overwritten. */
    boolean isOnlyRead(Kind kind, Field field) {
        return ends(kind).stream()
                .flatMap(end -> end.flow().mappings().stream()
                        .filter(mapping ->
                                mapping.field(end.side()).filter(field::equals).isPresent())
                        .map(mapping -> end.side() == Side.TARGET
                                ? mapping.direction().writesTarget()
                                : mapping.direction().writesSource()))
                .noneMatch(written -> written);
    }

    /** Tells whether a hint about records of a kind concerns a flow. */
    boolean isHinted(Kind kind) {
        return ends(kind).stream().anyMatch(end -> end.flow().readsFrom(end.side()));
    }

    /** Returns the type of the records whose ids a field holds; null where it holds none. */
    @Nullable
    RecordType referred(Field field) {
        return refers.get(field.name());
    }

    /** Returns the ends of flows at which records of a kind stand. */
    List<End> ends(Kind kind) {
        Set<End> ends = new LinkedHashSet<>();
        for (Flow flow : plan.flows()) {
            for (Side side : Side.values()) {
                if (kind(flow, side).equals(kind)) {
                    ends.add(new End(flow, side));
                }
            }
        }
        return new ArrayList<>(ends);
    }

    /**
     * One end of a flow.
     *
     * @param flow the flow
     * @param side the side
     */
    record End(Flow flow, Side side) {}
}
