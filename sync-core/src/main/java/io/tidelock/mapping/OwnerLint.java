package io.tidelock.mapping;

import io.tidelock.mapping.Finding.Code;
import io.tidelock.record.Field;
import io.tidelock.record.Side;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds fields that two mappings write. Within a flow the later one's value would replace the earlier one's in the same write,
 * sets included. Flows come one after the other and each reads what the other wrote: sets are then merged element by element,
 * other fields show what was written last, unless both insist on theirs.
 */
final class OwnerLint {

    private OwnerLint() {}

    static void check(Flow flow, Findings found) {
        Map<Side, Set<String>> written = new EnumMap<>(Side.class);
        written.put(Side.SOURCE, new HashSet<>());
        written.put(Side.TARGET, ownFields(flow));
        for (FieldMapping mapping : flow.mappings()) {
            for (Side side : Side.values()) {
                Optional<Field> field = writes(mapping, side) ? mapping.field(side) : Optional.empty();
                if (field.isPresent()
                        && !written.getOrDefault(side, Set.of()).add(field.get().name())) {
                    found.error(
                            Code.TWO_OWNERS,
                            Findings.at(flow, mapping),
                            "field " + field.get() + " is written by something else too",
                            "Keep one of them");
                }
            }
        }
    }

    /** The engine writes the id, the flag and its status itself. */
    private static Set<String> ownFields(Flow flow) {
        Set<String> own = new HashSet<>();
        flow.idField().map(Field::name).ifPresent(own::add);
        flow.requestFlag().stream()
                .flatMap(RequestFlag::fields)
                .map(Field::name)
                .forEach(own::add);
        return own;
    }

    private static boolean writes(FieldMapping mapping, Side side) {
        return side == Side.TARGET
                ? mapping.direction().writesTarget()
                : mapping.direction().writesSource();
    }

    /** Looks at each two flows whose target records may be the same. */
    static void checkBetween(List<Flow> flows, Findings found) {
        for (int later = 1; later < flows.size(); later++) {
            for (Flow before : flows.subList(0, later)) {
                Flow flow = flows.get(later);
                if (mayShare(before, flow)) {
                    flow.mappings()
                            .forEach(mapping -> before.mappings().stream()
                                    .filter(other -> mayFight(other, mapping))
                                    .forEach(other -> judge(before, other, flow, mapping, found)));
                }
            }
        }
    }

    private static boolean mayShare(Flow one, Flow other) {
        return one.party(Side.TARGET) == other.party(Side.TARGET)
                && one.type(Side.TARGET).equals(other.type(Side.TARGET))
                && one.versions().isEmpty()
                && other.versions().isEmpty()
                && (finds(one) || finds(other));
    }

    /** Tells whether a flow takes records that it did not create. */
    private static boolean finds(Flow flow) {
        return !flow.matchRules().isEmpty() || flow.decision().isPresent() || flow.createsIn(Side.SOURCE);
    }

    private static boolean mayFight(FieldMapping one, FieldMapping other) {
        boolean sameField = one.field(Side.TARGET)
                .map(Field::name)
                .equals(other.field(Side.TARGET).map(Field::name));
        boolean sets = one.mergesElements() && other.mergesElements();
        return sameField && !sets && goesOnWriting(one) && goesOnWriting(other);
    }

    private static boolean goesOnWriting(FieldMapping mapping) {
        return mapping.direction().writesTarget()
                && !mapping.createOnly()
                && mapping.strength() != Strength.ONLY_IF_EMPTY
                && mapping.condition().isEmpty();
    }

    private static void judge(Flow before, FieldMapping other, Flow flow, FieldMapping mapping, Findings found) {
        String where = Findings.at(flow, mapping);
        Field field = mapping.field(Side.TARGET).orElseThrow();
        boolean sameRecords = isSameSource(before, flow);
        if (sameRecords && saysTheSame(other, mapping)) {
            return;
        }
        boolean insists = mapping.strength() == Strength.ALWAYS;
        if (insists && other.strength() == Strength.ALWAYS) {
            found.error(
                    Code.TWO_OWNERS,
                    where,
                    "flow " + before.id() + " holds on to " + field
                            + " as well: on a record that both are linked with, each"
                            + " undoes what the other wrote, for ever",
                    "Leave strength(ALWAYS) out of one of them, or let one of them fill only: ONLY_IF_EMPTY, createOnly()");
        } else if (insists || other.strength() == Strength.ALWAYS) {
            String loser = insists ? before.id() : flow.id();
            found.warning(
                    Code.TWO_OWNERS,
                    where,
                    "on a record that both are linked with, what flow " + loser + " writes to " + field
                            + " is undone by flow " + (insists ? flow.id() : before.id()),
                    "Leave strength(ALWAYS) out, or let only one of them write " + field);
        } else if (sameRecords && takeTheSame(before, flow)) {
            found.warning(
                    Code.TWO_OWNERS,
                    where,
                    "flow " + before.id() + " writes " + field
                            + " of the same records from something else; the last change" + " stands",
                    "Let one of them fill only (ONLY_IF_EMPTY, createOnly()), or give the flows eligibility rules that tell"
                            + " them apart");
        }
    }

    private static boolean isSameSource(Flow one, Flow other) {
        return one.party(Side.SOURCE) == other.party(Side.SOURCE)
                && one.type(Side.SOURCE).equals(other.type(Side.SOURCE))
                && !one.takesApart()
                && !other.takesApart();
    }

    /** A decision, or rules that differ, are there to tell whose a record is. */
    private static boolean takeTheSame(Flow one, Flow other) {
        return one.decision().isEmpty()
                && other.decision().isEmpty()
                && one.eligibility().name().equals(other.eligibility().name());
    }

    private static boolean saysTheSame(FieldMapping one, FieldMapping other) {
        return one.field(Side.SOURCE).isPresent()
                && one.field(Side.SOURCE).equals(other.field(Side.SOURCE))
                && one.converter().name().equals(other.converter().name())
                && one.converter().version() == other.converter().version();
    }
}
