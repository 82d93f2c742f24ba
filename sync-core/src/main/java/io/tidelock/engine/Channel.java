package io.tidelock.engine;

/** How a record came to our attention. All channels feed the same pipeline. */
enum Channel {
    /** A change feed showed it. */
    POLL,
    /** A hint of the inbox named it. */
    WEBHOOK,
    /** Somebody asked for it by a flag. */
    REQUEST,
    /** It was parked and is due, or somebody asked for it by name. */
    REVISIT,
    /** It entered a window. */
    WINDOW,
    /** A sweep showed it. */
    SWEEP,
    /** A backfill showed it. */
    BACKFILL,
    /** A walk over the links reached it. */
    WALK
}
