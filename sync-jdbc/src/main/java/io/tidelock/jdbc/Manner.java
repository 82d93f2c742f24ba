package io.tidelock.jdbc;

/**
 * How a commit is written. Nearly always what it puts is new, or stands in the place of its like: so it is first written in that
 * hope, which asks for nothing before. If the hope fails, nothing of that was done, and it is written again with care.
 */
enum Manner {
    /** Throws {@link Collision} once something is in the way. */
    HOPEFUL,
    /** Looks first at what is there. */
    CAREFUL
}
