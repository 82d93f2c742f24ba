package io.tidelock.engine;

/** What is to be done about one field of one pair of records. */
enum FieldDecision {
    /** Nothing: neither side changed. */
    UNCHANGED,
    /** Nothing to write; what both sides show becomes the base. */
    SETTLE,
    /** The source's value goes to the target. */
    WRITE_TARGET,
    /** The target's value goes to the source. */
    WRITE_SOURCE,
    /** Both changed differently: nothing is written, for a person to decide. */
    HOLD
}
