package io.tidelock.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * The calls of an account's windows that nodes took, on PostgreSQL. A window is counted in slices on the database's clock, and
 * what is taken in a slice is used in it: any span as long as the window touches one slice more than the window has, and those
 * never hold more than the window allows.
 */
final class PermitTable {

    private static final int SLICES = 16;

    private final Session session;

    PermitTable(Session session) {
        this.session = session;
    }

    /**
     * What a node got.
     *
     * @param calls how many, or none
     * @param lasts until the slice ends
     */
    record Grant(int calls, Duration lasts) {}

    Grant take(String account, String lane, Duration window, int permits, int wanted) throws SQLException {
        session.first(
                "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
                bind -> bind.text("tidelock permits " + account + " " + lane),
                row -> true);
        long length = Math.max(1, window.dividedBy(SLICES).toNanos());
        Instant now = new LeaseTable(session).now();
        long nanos = Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
        long slice = nanos / length;
        int taken = session.first(
                        "SELECT coalesce(sum(taken), 0) FROM tidelock_permit WHERE account = ? AND lane = ? AND slice >= ?",
                        bind -> bind.text(account).text(lane).number(slice - SLICES),
                        Row::integer)
                .orElse(0);
        int calls = Math.max(0, Math.min(wanted, permits - taken));
        if (calls > 0) {
            note(account, lane, slice, calls);
        }
        return new Grant(calls, Duration.ofNanos((slice + 1) * length - nanos));
    }

    private void note(String account, String lane, long slice, int calls) throws SQLException {
        session.change(
                "DELETE FROM tidelock_permit WHERE account = ? AND lane = ? AND slice < ?",
                bind -> bind.text(account).text(lane).number(slice - SLICES));
        session.change(
                "INSERT INTO tidelock_permit (account, lane, slice, taken) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (account, lane, slice) DO UPDATE SET taken = tidelock_permit.taken + ?",
                bind -> bind.text(account)
                        .text(lane)
                        .number(slice)
                        .number(calls)
                        .number(calls));
    }
}
