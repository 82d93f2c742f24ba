package io.tidelock.engine;

import io.tidelock.record.Side;

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
    /** Each side gets what the other added to or dropped from a set; the source first. */
    WRITE_BOTH,
    /** Both changed differently: nothing is written, for a person to decide. */
    HOLD;

    boolean writes(Side side) {
        return this == WRITE_BOTH || this == (side == Side.SOURCE ? WRITE_SOURCE : WRITE_TARGET);
    }

    /** Tells whether the field is settled once everything is written. */
    boolean settles() {
        return this != UNCHANGED && this != HOLD;
    }

    /** Returns the decision that writes the given sides; to settle if it is none. */
    static FieldDecision writing(boolean toSource, boolean toTarget) {
        if (toSource) {
            return toTarget ? WRITE_BOTH : WRITE_SOURCE;
        }
        return toTarget ? WRITE_TARGET : SETTLE;
    }
}
