package io.tidelock.testkit;

import io.tidelock.connector.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until it is moved. A pause moves it, so that waiting takes no time. Thread-safe.
 */
public final class ManualClock extends Clock implements Pause {

    private Instant now;

    /** Starts at an instant. */
    public ManualClock(Instant start) {
        this.now = start;
    }

    /** Starts at 2026-01-05T08:00:00Z, a Monday morning. */
    public ManualClock() {
        this(Instant.parse("2026-01-05T08:00:00Z"));
    }

    /** Moves forward, or back with a negative step. */
    public synchronized void advance(Duration step) {
        now = now.plus(step);
    }

    @Override
    public void pause(Duration length) {
        advance(length);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("A manual clock is always in UTC; convert the instant instead");
    }
}
