package io.tidelock.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Knows whether one integration's inbox has room, without counting for every request. Thread-safe. */
final class InboxRoom {

    /** So many hints are let in before they are counted again. */
    static final int BLOCK = 1_000;

    /** A full inbox is counted no more often than this. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final int capacity;
    private int left;
    private @Nullable Instant fullAt;

    InboxRoom(int capacity) {
        this.capacity = capacity;
    }

    /** Takes room for hints; what finds any is let in whole, so that nothing is too large for ever. */
    synchronized boolean take(int hints, Instant now, IntSupplier count) {
        if (left <= 0 && !isResting(now)) {
            left = Math.min(capacity - count.getAsInt(), BLOCK);
            fullAt = left > 0 ? null : now;
        }
        boolean hasRoom = left > 0;
        if (hasRoom) {
            left -= hints;
        }
        return hasRoom;
    }

    /** A clock that is set back ends the rest. */
    private boolean isResting(Instant now) {
        return fullAt != null && !now.isBefore(fullAt) && now.isBefore(fullAt.plus(REST));
    }
}
