package io.tidelock.mapping;

/** Which way a field's values travel within a flow. */
public enum Direction {
    /** From the flow's source to its target. */
    TO_TARGET,
    /** From the flow's target to its source. */
    TO_SOURCE,
    /** Both ways, by three-way merge. */
    BOTH;

    /** Tells whether values may be written to the target. */
    public boolean writesTarget() {
        return this != TO_SOURCE;
    }

    /** Tells whether values may be written to the source. */
    public boolean writesSource() {
        return this != TO_TARGET;
    }
}
