package io.tidelock.jdbc;

import io.tidelock.engine.Lease;
import io.tidelock.record.IntegrationId;
import io.tidelock.store.LeaseLostException;
import io.tidelock.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * A node's lease of an integration, for one pass. Lasts for twice as long as a call may, and is renewed on the pass's own
 * thread before a call, once a quarter of it is over; how much is left is counted from before the database was asked, so that
 * a process that slept knows.
 */
final class NodeLease implements Lease, AutoCloseable {

    private final Database database;
    private final IntegrationId integration;
    private final Duration call;
    private final Duration length;
    private final LongSupplier nanoTime;
    private final LeaseTable.Taken taken;
    private long since;

    private NodeLease(
            Database database, IntegrationId integration, String holder, Duration call, LongSupplier nanoTime) {
        this.database = database;
        this.integration = integration;
        this.call = call;
        this.length = call.multipliedBy(2);
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
        this.taken = database.write(session -> new LeaseTable(session).take(integration, holder, length));
    }

    /**
     * Takes an integration's lease.
     *
     * @param call how long a call takes at most
     * @throws StoreUnavailableException if the database cannot be asked now
     */
    static NodeLease take(
            Database database, IntegrationId integration, String holder, Duration call, LongSupplier nanoTime) {
        return new NodeLease(database, integration, holder, call, nanoTime);
    }

    /** Returns the number under which it counts. */
    long epoch() {
        return taken.epoch();
    }

    @Override
    public void requireForCall() {
        if (left().compareTo(length.multipliedBy(3).dividedBy(4)) < 0) {
            renew();
        }
        if (left().compareTo(call) < 0) {
            throw new LeaseLostException("The lease would not last until the call ends; nothing was called");
        }
    }

    @Override
    public Instant formerHolderWritesUntil() {
        return taken.formerUntil().map(until -> until.plus(call)).orElse(Instant.MIN);
    }

    private Duration left() {
        return length.minusNanos(nanoTime.getAsLong() - since);
    }

    private void renew() {
        long before = nanoTime.getAsLong();
        boolean held;
        try {
            held = database.write(session -> new LeaseTable(session).renew(integration, epoch(), length));
        } catch (StoreUnavailableException away) {
            return; // it lasts for as long as it was given
        }
        if (!held) {
            throw new LeaseLostException("Another node took the integration over; nothing was called");
        }
        since = before;
    }

    /** Gives it back, for the next node to begin at once. What cannot be given back now ends by itself. */
    @Override
    public void close() {
        try {
            database.write(session -> {
                new LeaseTable(session).giveBack(integration, taken, call);
                return true;
            });
        } catch (StoreUnavailableException away) {
            // ends by itself
        }
    }
}
