package io.tidelock.store;

/** Whether both records of a link are there. */
public enum LinkState {
    /** Both are there, as far as we know. */
    LIVE,
    /** The source record is gone; the target record is left alone. */
    SOURCE_GONE,
    /** The target record is gone; it is not created again. */
    TARGET_GONE,
    /** The source record is gone, and we removed the target record after it. */
    BOTH_GONE
}
