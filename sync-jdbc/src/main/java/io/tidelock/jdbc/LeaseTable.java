package io.tidelock.jdbc;

import io.tidelock.record.IntegrationId;
import io.tidelock.store.LeaseLostException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who may run an integration, on PostgreSQL. The database's clock alone counts, so that no node's matters. Whoever takes the
 * lease raises its epoch; what is committed or renewed under an older one is refused.
 */
final class LeaseTable {

    private static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint * 1000";

    private final Session session;

    LeaseTable(Session session) {
        this.session = session;
    }

    /**
     * What was taken.
     *
     * @param epoch the number under which it counts
     * @param formerUntil when the lease of the holder before ends, who did not give it back; empty if it did
     */
    record Taken(long epoch, Optional<Instant> formerUntil) {}

    /** Takes the lease, whoever has it. A new integration gets its row thereby; no number is wasted on one that is there. */
    Taken take(IntegrationId integration, String holder, Duration length) throws SQLException {
        Optional<Taken> taken = taken(integration, holder, length);
        if (taken.isPresent()) {
            return taken.get();
        }
        session.change(
                "INSERT INTO tidelock_integration (name) VALUES (?) ON CONFLICT (name) DO NOTHING",
                bind -> bind.text(integration.value()));
        return taken(integration, holder, length)
                .orElseThrow(() -> new IllegalStateException("An integration that was stored is not there"));
    }

    private Optional<Taken> taken(IntegrationId integration, String holder, Duration length) throws SQLException {
        return session.first(
                "WITH before AS (SELECT id, leased_until FROM tidelock_integration WHERE name = ? FOR UPDATE)"
                        + " UPDATE tidelock_integration now SET epoch = now.epoch + 1, holder = ?,"
                        + " leased_until = " + NOW + " + ? FROM before WHERE now.id = before.id"
                        + " RETURNING now.epoch, coalesce(before.leased_until, 0)",
                bind -> bind.text(integration.value()).text(holder).number(length.toNanos()),
                row -> new Taken(
                        row.number(), Optional.of(row.moment()).filter(until -> until.isAfter(Instant.EPOCH))));
    }

    /** Makes the lease last for so long from now; tells whether it was still held. */
    boolean renew(IntegrationId integration, long epoch, Duration length) throws SQLException {
        return session.first(
                        "UPDATE tidelock_integration SET leased_until = " + NOW
                                + " + ? WHERE name = ? AND epoch = ? RETURNING 1",
                        bind -> bind.number(length.toNanos())
                                .text(integration.value())
                                .number(epoch),
                        Row::integer)
                .isPresent();
    }

    /**
     * Gives the lease back, if it is still held: nothing of its holder's is under way. What may be of the holder before is
     * still told to whoever comes next.
     */
    void giveBack(IntegrationId integration, Taken taken, Duration call) throws SQLException {
        long former = Moments.toColumn(taken.formerUntil().orElse(Instant.EPOCH));
        session.change(
                "UPDATE tidelock_integration SET holder = NULL, leased_until = CASE WHEN ?::bigint + ? > " + NOW
                        + " THEN ?::bigint END WHERE name = ? AND epoch = ?",
                bind -> bind.number(former)
                        .number(call.toNanos())
                        .number(former)
                        .text(integration.value())
                        .number(taken.epoch()));
    }

    /**
     * Refuses what is written under a lease that was lost. The row is locked until the transaction ends, of which the name is
     * noted.
     */
    void require(int integration, long epoch) throws SQLException {
        String transaction = session.first(
                        "SELECT pg_current_xact_id()::text, " + PostgresDatabase.BY_INDEX
                                + " FROM tidelock_integration WHERE id = ? AND epoch = ? FOR UPDATE",
                        bind -> bind.number(integration).number(epoch),
                        Row::text)
                .orElseThrow(
                        () -> new LeaseLostException("Another node took the integration over; nothing was stored"));
        session.called(transaction);
    }

    /** Returns what time it is in the database. */
    Instant now() throws SQLException {
        return session.first("SELECT " + NOW, bind -> {}, Row::moment)
                .orElseThrow(() -> new IllegalStateException("A database without a clock"));
    }
}
