package io.tidelock.record;

/** One of the two ends of a flow: records are projected from the source onto the target. */
public enum Side {
    /** Where the flow's records come from. */
    SOURCE,
    /** Where the flow's projections live. */
    TARGET;

    /** Returns the other end. */
    public Side other() {
        return this == SOURCE ? TARGET : SOURCE;
    }
}
