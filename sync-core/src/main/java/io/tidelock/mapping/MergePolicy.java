package io.tidelock.mapping;

/** What happens when a record is merged into one that is linked already, so that two links meet. */
public enum MergePolicy {
    /** A person decides; until then the survivor's link goes on and the other rests. */
    DISPUTE,
    /** The survivor's link goes on; the other counterpart is kept as it is, unlinked, and that is told. */
    KEEP_SURVIVORS
}
