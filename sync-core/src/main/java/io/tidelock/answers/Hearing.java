package io.tidelock.answers;

import java.time.Instant;
import java.util.Optional;

/**
 * A channel by which a flow hears of a record, and how far that has come. Which of them showed the record last is not stored:
 * all feed the same pipeline, and what it does hangs on none of them.
 *
 * @param channel which
 * @param where what is looked at there: a feed, a flow, a flag's field, or why it is parked
 * @param last when that was read last to its end, or a hint was given; empty where it never was or is not stored
 * @param more whether there was more to show then, or something waits; it may be other records
 * @param next when a pass looks there next, the present for the next pass; empty when something else must come first
 */
public record Hearing(Channel channel, String where, Optional<Instant> last, boolean more, Optional<Instant> next) {

    /** By what a flow hears of records. */
    public enum Channel {
        /** A change feed shows it after an edit. */
        POLL,
        /** A hint of the inbox names it; whether hints come, the host knows. */
        WEBHOOK,
        /** Somebody asks for it by a flag. */
        REQUEST,
        /** It is parked, and looked at again. */
        REVISIT,
        /** It enters a window. */
        WINDOW,
        /** A sweep shows it. */
        SWEEP,
        /** A backfill that is under way shows it, unless it has passed it. */
        BACKFILL,
        /** A walk over the links that is under way reaches it, unless it has passed it. */
        WALK
    }

    /** Returns this as a sentence for a person. */
    @Override
    public String toString() {
        return channel + " of " + where + last.map(at -> ", last at " + at).orElse("") + (more ? ", more waits" : "")
                + next.map(at -> ", next at " + at).orElse("");
    }
}
