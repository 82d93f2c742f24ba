package io.tidelock.testkit.simulation;

/** What must hold, whatever happens. The numbers are those of the house's list of oracles. */
public enum Guarantee {
    /** Edits and faults stop, and within three passes everything is settled under the plan, or it is said what keeps it (I3). */
    CONVERGES,
    /** The pass after that writes nothing and changes nothing in the store (I3). */
    QUIESCES,
    /** Each edit is current, superseded by a later one under the field's rule, or told (I2, I6, I9, I12). */
    NO_LOST_EDIT,
    /** Nothing is created twice, linked by guess, or brought back (I1, I5, I8). */
    NO_DUPLICATE,
    /** Writes are bounded by edits, and what is shown again without an edit is not written (I4). */
    NO_ECHO,
    /** Only fields and records are written that the plan lets be written (I12). */
    RESPECTS_DIRECTION,
    /** No flow removes or clears more within a day than its brake allows. */
    BRAKE_HOLDS;

    /** Returns {@link #CONVERGES}. */
    public static Guarantee converges() {
        return CONVERGES;
    }

    /** Returns {@link #QUIESCES}. */
    public static Guarantee quiesces() {
        return QUIESCES;
    }

    /** Returns {@link #NO_LOST_EDIT}. */
    public static Guarantee noLostEdit() {
        return NO_LOST_EDIT;
    }

    /** Returns {@link #NO_DUPLICATE}. */
    public static Guarantee noDuplicate() {
        return NO_DUPLICATE;
    }

    /** Returns {@link #NO_ECHO}. */
    public static Guarantee noEcho() {
        return NO_ECHO;
    }

    /** Returns {@link #RESPECTS_DIRECTION}. */
    public static Guarantee respectsDirection() {
        return RESPECTS_DIRECTION;
    }

    /** Returns {@link #BRAKE_HOLDS}. */
    public static Guarantee brakeHolds() {
        return BRAKE_HOLDS;
    }
}
