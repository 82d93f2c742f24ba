package io.tidelock.answers;

import java.util.List;

/**
 * What became of a plan that was applied.
 *
 * @param written how many records of it were written or removed
 * @param skipped the items of which nothing was written, each with why
 * @param obstacles what could not be done, each with what a system asked for
 */
public record Applied(int written, List<Skipped> skipped, List<String> obstacles) {

    /** Copies the lists. */
    public Applied {
        skipped = List.copyOf(skipped);
        obstacles = List.copyOf(obstacles);
    }

    /**
     * An item of which nothing was written.
     *
     * @param item the item
     * @param why why not
     */
    public record Skipped(SavedPlan.Item item, Why why) {}

    /** Why nothing was written. */
    public enum Why {
        /** Something else would be done by now: a side or the pair changed. */
        MOVED,
        /** The ceiling was reached. */
        CEILING,
        /** Nothing is to be written any more, or something blocks it; whyNot says what. */
        NOT_DUE,
        /** A brake, a limit or the system kept it back, or its outcome is not known; the record is parked. */
        KEPT_BACK,
        /** It is a removal in a plan that was saved when plans only showed those; make another preview. */
        REMOVAL
    }
}
