package io.tidelock.mapping;

/** What becomes of the target record when its source record is gone: archived, deleted, or no longer part of the whole. */
public enum GonePolicy {
    /** It is left as it is; the link rests, so that neither is created again. */
    LEAVE,
    /** It is removed as well, the way its system removes records, within the {@link Brake} on removals. */
    REMOVE
}
