package io.tidelock.jdbc;

import io.tidelock.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Tells the database's time: asked now and then, counted on in between, so that it makes no difference what the clocks of the
 * nodes say. Thread-safe.
 */
final class DatabaseClock extends Clock {

    private static final long ASK_EVERY = Duration.ofSeconds(30).toNanos();

    private final Database database;
    private final LongSupplier nanoTime;
    private volatile Reading last;

    private record Reading(Instant time, long nanos) {}

    /**
     * Asks for the first time.
     *
     * @param nanoTime counts nanoseconds, from whenever
     */
    DatabaseClock(Database database, LongSupplier nanoTime) {
        this.database = database;
        this.nanoTime = nanoTime;
        this.last = read();
    }

    @Override
    public Instant instant() {
        long since = nanoTime.getAsLong() - last.nanos();
        if (since > ASK_EVERY) {
            try {
                last = read();
            } catch (StoreUnavailableException away) {
                return last.time().plusNanos(since);
            }
        }
        return last.time().plusNanos(nanoTime.getAsLong() - last.nanos());
    }

    private Reading read() {
        long before = nanoTime.getAsLong();
        Instant time = database.read(session -> new LeaseTable(session).now());
        return new Reading(time, before);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
