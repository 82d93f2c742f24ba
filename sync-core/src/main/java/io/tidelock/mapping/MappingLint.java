package io.tidelock.mapping;

import io.tidelock.mapping.Finding.Code;
import io.tidelock.record.Side;

/** Finds mappings that contradict themselves or say what never happens, and flows that never do anything. */
final class MappingLint {

    private final FieldMapping mapping;
    private final String where;
    private final Findings found;

    private MappingLint(FieldMapping mapping, String where, Findings found) {
        this.mapping = mapping;
        this.where = where;
        this.found = found;
    }

    static void check(Flow flow, Findings found) {
        boolean creates = flow.createsIn(Side.TARGET) || flow.createsIn(Side.SOURCE);
        boolean links = flow.idField().isPresent()
                || !flow.matchRules().isEmpty()
                || flow.decision().isPresent();
        if (!creates && !links) {
            found.error(
                    Code.NO_EFFECT,
                    Findings.at(flow),
                    "it creates nothing, and has nothing to match by",
                    "Call match(…) or idField(…), or leave createsNothing() out");
        }
        for (FieldMapping mapping : flow.mappings()) {
            MappingLint lint = new MappingLint(mapping, Findings.at(flow, mapping), found);
            lint.checkDirection();
            lint.checkSource();
            lint.checkCreateOnly();
            lint.checkClearing();
        }
    }

    private void checkDirection() {
        if (isConstant() && mapping.direction() != Direction.TO_TARGET) {
            contradiction("a constant cannot travel back", "Leave twoWay() and backwards() out");
        }
        if (mapping.strength() != Strength.ON_CHANGE && mapping.direction() != Direction.TO_TARGET) {
            contradiction(mapping.strength() + " holds one way only", "Leave strength(…), twoWay() or backwards() out");
        }
        if (mapping.createOnly() && mapping.direction() == Direction.TO_SOURCE) {
            contradiction("create-only is about the target, which it never writes", "Leave createOnly() out");
        }
    }

    /** A condition and a default look at the source; what comes from the target cannot hang on them. */
    private void checkSource() {
        boolean oneWay = mapping.direction() == Direction.TO_TARGET;
        if (!oneWay && mapping.condition().isPresent()) {
            contradiction(
                    "a condition holds for fields that travel to the target only",
                    "Leave onlyWhen(…) out, or map one way");
        }
        if (mapping.hasDefault() && (!oneWay || isConstant())) {
            contradiction(
                    "a default stands in for an empty source, which it never reads",
                    "Leave defaultsTo(…) out, or map a field of the source one way");
        }
    }

    private void checkCreateOnly() {
        if (mapping.createOnly() && mapping.direction() == Direction.BOTH) {
            ineffective(
                    "once the target record is there, edits of the source stay where they are, and only the target's travel",
                    "Leave createOnly() or twoWay() out");
        }
        if (mapping.createOnly() && mapping.strength() != Strength.ON_CHANGE) {
            ineffective(
                    mapping.strength() + " is about a target record that is there, which create-only never writes",
                    "Leave createOnly() or strength(…) out");
        }
    }

    private void checkClearing() {
        if (mapping.whenEmptied() != EmptyPolicy.CLEAR || mapping.direction() != Direction.TO_TARGET) {
            return;
        }
        if (mapping.createOnly() || mapping.strength() == Strength.ONLY_IF_EMPTY) {
            ineffective(
                    "it never writes a field that has a value, so it never clears one", "Leave whenEmptied(CLEAR) out");
        } else if (isConstant() || mapping.hasDefault()) {
            ineffective("what it writes is never empty, so it never clears a field", "Leave whenEmptied(CLEAR) out");
        }
    }

    private boolean isConstant() {
        return mapping.field(Side.SOURCE).isEmpty();
    }

    private void contradiction(String what, String remedy) {
        found.error(Code.CONTRADICTION, where, what, remedy);
    }

    private void ineffective(String what, String remedy) {
        found.warning(Code.INEFFECTIVE, where, what, remedy);
    }
}
