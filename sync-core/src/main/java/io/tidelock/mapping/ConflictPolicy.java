package io.tidelock.mapping;

/** What happens when both sides changed a field differently since they last settled. */
public enum ConflictPolicy {
    /** The source's value is written to the target. */
    SOURCE_WINS,
    /** The target's value is written to the source. */
    TARGET_WINS,
    /** Neither is written until a person makes them equal or one side changes again. */
    HOLD
}
