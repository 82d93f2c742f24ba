package io.tidelock.engine;

import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.Strength;

/**
 * Decides about one field from its base and what both sides show, without clocks: a side changed if it differs from its own
 * base. A pure function.
 *
 * <table>
 * <caption>The truth table; the first row that fits counts. "Writes target" stands for: the direction allows it, and the
 * mapping is not create-only on a target that exists.</caption>
 * <tr><th>base</th><th>source</th><th>target</th><th>decision</th></tr>
 * <tr><td>any</td><td>not shown</td><td>not shown</td><td>UNCHANGED</td></tr>
 * <tr><td>none</td><td colspan="2">agree</td><td>SETTLE</td></tr>
 * <tr><td>none</td><td>a value</td><td>empty or not shown</td><td>WRITE_TARGET if it writes target, else SETTLE</td></tr>
 * <tr><td>none</td><td>empty or not shown</td><td>a value</td><td>WRITE_SOURCE if it writes source, else SETTLE</td></tr>
 * <tr><td>none</td><td>a value</td><td>another value</td><td>one-way: its origin wins; both ways: onFirstLink</td></tr>
 * <tr><td>there</td><td>same</td><td>same</td><td>UNCHANGED</td></tr>
 * <tr><td>there</td><td>changed</td><td>same or not shown</td><td>WRITE_TARGET if it writes target, else SETTLE</td></tr>
 * <tr><td>there</td><td>same or not shown</td><td>changed</td><td>WRITE_SOURCE if it writes source; WRITE_TARGET if it
 * always holds; else SETTLE</td></tr>
 * <tr><td>there</td><td colspan="2">changed, agree</td><td>SETTLE</td></tr>
 * <tr><td>there</td><td colspan="2">changed, differ</td><td>both ways: onConflict; one-way: its origin wins; else
 * SETTLE</td></tr>
 * </table>
 *
 * <p>A write that would put "empty" over a value becomes SETTLE unless emptying is opted into; a target that is written
 * only where it is empty becomes SETTLE when it shows a value or was not read.
 */
final class ThreeWayMerge {

    private ThreeWayMerge() {}

    /**
     * What one side shows in the field.
     *
     * @param shown whether the side said anything about the field
     * @param changed whether it differs from the side's own base; without a base, whether it shows a value
     * @param empty whether it shows nothing
     */
    record Showing(boolean shown, boolean changed, boolean empty) {
        static final Showing NOTHING = new Showing(false, false, true);

        boolean hasValue() {
            return shown && !empty;
        }

        boolean moved() {
            return shown && changed;
        }
    }

    /**
     * What the mapping says.
     *
     * @param writesTarget whether the target's field may be written
     * @param writesSource whether the source's field may be written
     */
    record Rules(
            boolean writesTarget,
            boolean writesSource,
            Strength strength,
            ConflictPolicy onConflict,
            ConflictPolicy onFirstLink,
            EmptyPolicy whenEmptied) {}

    /**
     * Decides.
     *
     * @param hasBase whether the field settled before
     * @param agree whether both sides show the same, once converted
     */
    static FieldDecision decide(boolean hasBase, Showing source, Showing target, boolean agree, Rules rules) {
        if (!source.shown() && !target.shown()) {
            return FieldDecision.UNCHANGED;
        }
        FieldDecision wanted =
                hasBase ? againstBase(source, target, agree, rules) : firstTime(source, target, agree, rules);
        return unlessItEmpties(wanted, source, target, rules);
    }

    private static FieldDecision firstTime(Showing source, Showing target, boolean agree, Rules rules) {
        if (agree) {
            return FieldDecision.SETTLE;
        } else if (source.hasValue() && target.hasValue()) {
            return contest(rules, rules.onFirstLink());
        } else if (source.hasValue()) {
            return toTarget(rules);
        } else if (target.hasValue()) {
            return toSource(rules);
        }
        return FieldDecision.SETTLE;
    }

    private static FieldDecision againstBase(Showing source, Showing target, boolean agree, Rules rules) {
        if (source.moved() && target.moved()) {
            return agree ? FieldDecision.SETTLE : contest(rules, rules.onConflict());
        } else if (source.moved()) {
            return toTarget(rules);
        } else if (target.moved()) {
            boolean undone = !rules.writesSource() && rules.strength() == Strength.ALWAYS && source.shown();
            return undone ? toTarget(rules) : toSource(rules);
        }
        return FieldDecision.UNCHANGED;
    }

    private static FieldDecision contest(Rules rules, ConflictPolicy policy) {
        if (!rules.writesSource()) {
            return toTarget(rules);
        } else if (!rules.writesTarget()) {
            return toSource(rules);
        }
        return switch (policy) {
            case SOURCE_WINS -> FieldDecision.WRITE_TARGET;
            case TARGET_WINS -> FieldDecision.WRITE_SOURCE;
            case HOLD -> FieldDecision.HOLD;
        };
    }

    private static FieldDecision toTarget(Rules rules) {
        return rules.writesTarget() ? FieldDecision.WRITE_TARGET : FieldDecision.SETTLE;
    }

    private static FieldDecision toSource(Rules rules) {
        return rules.writesSource() ? FieldDecision.WRITE_SOURCE : FieldDecision.SETTLE;
    }

    private static FieldDecision unlessItEmpties(FieldDecision wanted, Showing source, Showing target, Rules rules) {
        boolean clears = rules.whenEmptied() == EmptyPolicy.CLEAR;
        boolean onlyWhereEmpty = rules.strength() == Strength.ONLY_IF_EMPTY && (!target.shown() || !target.empty());
        return switch (wanted) {
            case WRITE_TARGET -> (source.empty() && !clears) || onlyWhereEmpty ? FieldDecision.SETTLE : wanted;
            case WRITE_SOURCE -> target.empty() && !clears ? FieldDecision.SETTLE : wanted;
            default -> wanted;
        };
    }
}
