package io.tidelock.http;

/** Ranks a call within the budget of its account: a lower rank leaves a part of every window to the higher ones. */
public enum Traffic {
    /** A person is waiting; may use all of the budget. */
    INTERACTIVE(0),
    /** The ordinary traffic; leaves a twentieth of each window to interactive calls. */
    LIVE(5),
    /** A load of old records that can wait; leaves a fifth of each window to the others. */
    BACKFILL(20);

    private final int percentLeft;

    Traffic(int percentLeft) {
        this.percentLeft = percentLeft;
    }

    /** Returns how many of the permits calls of this rank leave to higher ranks, rounded down. */
    int leaves(int permits) {
        return (int) ((long) permits * percentLeft / 100);
    }
}
