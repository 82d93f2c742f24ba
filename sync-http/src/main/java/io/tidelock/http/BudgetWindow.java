package io.tidelock.http;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.SharedPermits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of a rolling window in slices. A slice's calls stay counted until a full window after the last of them,
 * so the limit holds in any span of the window's length, and nobody waits for longer than that length. Guarded by its
 * budget, which hands in times that never go back.
 */
final class BudgetWindow {

    private static final int SLICES = 32;

    private final String lane;
    private final Duration length;
    private final Duration slice;
    private final int permits;
    private final @Nullable SharedPermits shared;
    private final ArrayDeque<Slice> slices = new ArrayDeque<>();
    private int blockLeft;
    private Instant blockEnd = Instant.MIN;
    private int spent;

    BudgetWindow(String lane, Duration length, int permits) {
        this(lane, length, permits, null);
    }

    private BudgetWindow(String lane, Duration length, int permits, @Nullable SharedPermits shared) {
        if (length.compareTo(Duration.ofMillis(1)) < 0 || permits < 1) {
            throw new IllegalArgumentException(
                    "A window needs at least a millisecond and one permit; got " + length + " and " + permits);
        }
        this.lane = lane;
        this.length = length;
        this.slice = length.dividedBy(SLICES);
        this.permits = permits;
        this.shared = shared;
    }

    /** Returns an empty window like this one, of which others have their share. */
    BudgetWindow sharedBy(SharedPermits others) {
        return new BudgetWindow(lane, length, permits, others);
    }

    /**
     * Sees to it that this process has a call left of its block, if others have a share.
     *
     * @return {@code now} if it has, otherwise when to look again
     */
    Instant blockAt(Instant now) {
        if (shared == null || (blockLeft > 0 && now.isBefore(blockEnd))) {
            return now;
        }
        SharedPermits.Block block = shared.take(lane, length, permits, Math.max(1, permits / SLICES));
        blockLeft = block.calls();
        blockEnd = now.plus(block.lasts());
        return blockLeft > 0 ? now : blockEnd;
    }

    boolean counts(String callLane) {
        return lane.equals(CallBudget.EVERY_CALL) || lane.equals(callLane);
    }

    int permits() {
        return permits;
    }

    /**
     * Returns when fewer than {@code usable} calls are counted.
     *
     * @param usable less than 1 if callers of a higher rank wait for all of it; then the answer is when to look again
     */
    Instant freeAt(Instant now, int usable) {
        forget(now);
        if (usable < 1 && spent == 0) {
            return now.plus(slice);
        }
        int tooMany = spent - Math.max(1, usable) + 1;
        Instant free = now;
        for (Slice oldest : slices) {
            if (tooMany <= 0) {
                break;
            }
            tooMany -= oldest.calls;
            free = oldest.leaves;
        }
        return free;
    }

    int left(Instant now) {
        forget(now);
        return permits - spent;
    }

    /** Says what is left, and until when not all of it is. */
    CallsLeft told(Instant now) {
        int left = left(now);
        Slice newest = slices.peekLast();
        String name = CallBudget.named(lane) + " in "
                + length.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
        return new CallsLeft(name, left, permits, newest == null ? now : newest.leaves);
    }

    void spend(Instant now) {
        blockLeft--;
        Slice newest = slices.peekLast();
        if (newest == null || !now.isBefore(newest.end)) {
            newest = new Slice(now.plus(slice));
            slices.addLast(newest);
        }
        newest.calls++;
        newest.leaves = now.plus(length);
        spent++;
    }

    private void forget(Instant now) {
        Slice oldest = slices.peekFirst();
        while (oldest != null && !now.isBefore(oldest.leaves)) {
            spent -= oldest.calls;
            slices.removeFirst();
            oldest = slices.peekFirst();
        }
    }

    private static final class Slice {
        private final Instant end;
        private Instant leaves;
        private int calls;

        Slice(Instant end) {
            this.end = end;
            this.leaves = end;
        }
    }
}
