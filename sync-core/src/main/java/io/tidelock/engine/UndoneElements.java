package io.tidelock.engine;

import io.tidelock.engine.SetMerge.Merged;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The references that an undo left at one side only. Links come and go without an edit, so a reference that one side lacks is
 * taken to be still on its way; these are not, until one of them is added or dropped at a side, or the one value that the
 * source has room for is replaced.
 *
 * @param resting those that stay as they are
 * @param replaced those that went with an edit that put something in their place
 */
record UndoneElements(Set<String> resting, Set<String> replaced) {

    /**
     * Finds them among the elements of both sides.
     *
     * @param undone tells which an undo left at one side only
     * @param replacedAtSource whether an edit replaced what the source held
     * @param replacesAtSource whether what the target adds would replace what the source holds
     */
    static UndoneElements of(
            Elements elements, Predicate<String> undone, boolean replacedAtSource, boolean replacesAtSource) {
        Set<String> atSource = alone(elements.atSource(), elements.atTarget());
        Set<String> atTarget = alone(elements.atTarget(), elements.atSource());
        boolean replaces = replacesAtSource && atTarget.stream().anyMatch(undone.negate());
        UndoneElements found = new UndoneElements(new LinkedHashSet<>(), new LinkedHashSet<>());
        atSource.stream().filter(undone).forEach((replaces ? found.replaced : found.resting)::add);
        atTarget.stream().filter(undone).forEach((replacedAtSource ? found.replaced : found.resting)::add);
        return found;
    }

    private static Set<String> alone(Set<String> here, Set<String> there) {
        Set<String> alone = new LinkedHashSet<>(here);
        alone.removeAll(there);
        return alone;
    }

    /** Merges the others; what was replaced counts as common, so it goes from the side that still shows it. */
    Merged<String> merge(Elements elements, Predicate<String> common, SetMerge.Rules rules) {
        Merged<String> merged = SetMerge.merge(
                without(elements.atSource()),
                without(elements.atTarget()),
                element -> replaced.contains(element) || common.test(element),
                rules);
        resting.forEach(
                element -> (elements.atSource().contains(element) ? merged.source() : merged.target()).add(element));
        return merged;
    }

    private Set<String> without(Set<String> elements) {
        if (resting.isEmpty()) {
            return elements;
        }
        Set<String> others = new LinkedHashSet<>(elements);
        others.removeAll(resting);
        return others;
    }
}
