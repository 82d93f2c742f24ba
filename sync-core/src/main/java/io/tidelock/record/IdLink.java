package io.tidelock.record;

import java.time.Instant;

/**
 * Says that two records are one thing. The link is by the systems' own ids: renaming either record, changing its e-mail
 * or its number breaks nothing.
 *
 * <p>Within a flow a source record, or a part of one, has at most one link; a target record has at most one too, unless the
 * flow shares its targets.
 */
public interface IdLink {

    /** Returns the flow that made the link. */
    String flow();

    /** Returns the record at the flow's source. */
    RecordRef source();

    /** Returns the record at the flow's target. */
    RecordRef target();

    /** Returns when the two were linked, on the engine's clock. */
    Instant linkedAt();

    /** Returns the record at one end. */
    default RecordRef ref(Side side) {
        return side == Side.SOURCE ? source() : target();
    }
}
