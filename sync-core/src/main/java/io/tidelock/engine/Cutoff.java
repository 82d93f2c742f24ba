package io.tidelock.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Ends a pass at a page. On request no further page is begun. By time each step still takes one, so that a step that comes
 * first in every pass starves none that comes after it.
 */
final class Cutoff {

    private final BooleanSupplier stop;
    private final Optional<Instant> end;
    private final Clock clock;
    private boolean first = true;
    private boolean fell;

    /**
     * Creates one.
     *
     * @param stop tells whether somebody asked the pass to end
     * @param end when its time is over; empty for never
     */
    Cutoff(BooleanSupplier stop, Optional<Instant> end, Clock clock) {
        this.stop = stop;
        this.end = end;
        this.clock = clock;
    }

    /** Tells whether a step may begin. */
    boolean step() {
        first = true;
        fell |= stop.getAsBoolean();
        return !stop.getAsBoolean();
    }

    /** Tells whether the step may take another page; to be asked before each one, last of all conditions. */
    boolean another() {
        boolean over = stop.getAsBoolean() || (!first && isLate());
        first = false;
        fell |= over;
        return !over;
    }

    /** Tells whether a step or a page was left to the next pass. */
    boolean fell() {
        return fell;
    }

    private boolean isLate() {
        return end.filter(at -> !clock.instant().isBefore(at)).isPresent();
    }
}
