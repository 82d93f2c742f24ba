package io.tidelock.store;

import io.tidelock.record.Cursor;
import java.time.Instant;

/**
 * How far a feed was read.
 *
 * @param cursor where to go on
 * @param readAt when a run last read it to its end, or as far as a limit allowed, on the engine's clock
 * @param caughtUp whether it had nothing more to show then
 */
public record FeedPosition(Cursor cursor, Instant readAt, boolean caughtUp) {}
