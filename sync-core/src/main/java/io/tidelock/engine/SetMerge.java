package io.tidelock.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides about a field that holds a set, element by element, from the elements that both sides had in common and what they
 * show now. Two sides never conflict about a set: what one added is added to the other, what one dropped is dropped by the
 * other, and what was never common is somebody else's and stays. A pure function.
 *
 * <table>
 * <caption>The truth table. "Common" stands for: an element of the base.</caption>
 * <tr><th>common</th><th>at source</th><th>at target</th><th>fate</th></tr>
 * <tr><td>yes</td><td>yes</td><td>yes</td><td>KEPT</td></tr>
 * <tr><td>yes</td><td>yes</td><td>no</td><td>DROP_AT_SOURCE if the target's drops count; ADD_TO_TARGET if the mapping always
 * holds; else LEFT</td></tr>
 * <tr><td>yes</td><td>no</td><td>yes</td><td>DROP_AT_TARGET if the source's drops count, else LEFT</td></tr>
 * <tr><td>yes</td><td>no</td><td>no</td><td>GONE</td></tr>
 * <tr><td>no</td><td>yes</td><td>yes</td><td>KEPT</td></tr>
 * <tr><td>no</td><td>yes</td><td>no</td><td>ADD_TO_TARGET if what the source adds counts, else FOREIGN</td></tr>
 * <tr><td>no</td><td>no</td><td>yes</td><td>ADD_TO_SOURCE if what the target adds counts, else FOREIGN</td></tr>
 * </table>
 *
 * <p>Kept, added and left elements are the next base. An element that is left is remembered as common: a drop that does not
 * count now is neither undone nor forgotten.
 */
final class SetMerge {

    private SetMerge() {}

    /** What becomes of one element. */
    enum Fate {
        /** Both show it. */
        KEPT,
        /** It was common; one side dropped it, and that does not count. */
        LEFT,
        /** The target gets it. */
        ADD_TO_TARGET,
        /** The source gets it. */
        ADD_TO_SOURCE,
        /** The target loses it. */
        DROP_AT_TARGET,
        /** The source loses it. */
        DROP_AT_SOURCE,
        /** It is one side's own. */
        FOREIGN,
        /** Nobody shows it. */
        GONE;

        private boolean isCommon() {
            return this == KEPT || this == LEFT || this == ADD_TO_TARGET || this == ADD_TO_SOURCE;
        }
    }

    /**
     * Which changes count.
     *
     * @param sourceAdds whether what the source added reaches the target
     * @param sourceDrops whether what the source dropped is dropped at the target
     * @param targetAdds whether what the target added reaches the source
     * @param targetDrops whether what the target dropped is dropped at the source
     * @param restores whether what the target dropped is put back there
     */
    record Rules(boolean sourceAdds, boolean sourceDrops, boolean targetAdds, boolean targetDrops, boolean restores) {}

    /**
     * What both sides are to show.
     *
     * @param source the source's elements
     * @param target the target's elements
     * @param common the elements of the next base
     */
    record Merged<E>(Set<E> source, Set<E> target, Set<E> common) {}

    /** Decides about one element. */
    static Fate decide(boolean common, boolean atSource, boolean atTarget, Rules rules) {
        if (atSource && atTarget) {
            return Fate.KEPT;
        } else if (atSource) {
            return common ? droppedAtTarget(rules) : rules.sourceAdds() ? Fate.ADD_TO_TARGET : Fate.FOREIGN;
        } else if (atTarget) {
            return common
                    ? rules.sourceDrops() ? Fate.DROP_AT_TARGET : Fate.LEFT
                    : rules.targetAdds() ? Fate.ADD_TO_SOURCE : Fate.FOREIGN;
        }
        return Fate.GONE;
    }

    private static Fate droppedAtTarget(Rules rules) {
        if (rules.targetDrops()) {
            return Fate.DROP_AT_SOURCE;
        }
        return rules.restores() ? Fate.ADD_TO_TARGET : Fate.LEFT;
    }

    /**
     * Merges two sets, in one language; what they hold keeps its order.
     *
     * @param common tells whether an element was common when the two last settled
     */
    static <E> Merged<E> merge(Set<E> source, Set<E> target, Predicate<E> common, Rules rules) {
        Merged<E> merged =
                new Merged<>(new LinkedHashSet<>(source), new LinkedHashSet<>(target), new LinkedHashSet<>());
        Set<E> all = new LinkedHashSet<>(source);
        all.addAll(target);
        for (E element : all) {
            Fate fate = decide(common.test(element), source.contains(element), target.contains(element), rules);
            apply(fate, element, merged);
        }
        return merged;
    }

    private static <E> void apply(Fate fate, E element, Merged<E> merged) {
        switch (fate) {
            case ADD_TO_TARGET -> merged.target().add(element);
            case ADD_TO_SOURCE -> merged.source().add(element);
            case DROP_AT_TARGET -> merged.target().remove(element);
            case DROP_AT_SOURCE -> merged.source().remove(element);
            default -> {}
        }
        if (fate.isCommon()) {
            merged.common().add(element);
        }
    }
}
