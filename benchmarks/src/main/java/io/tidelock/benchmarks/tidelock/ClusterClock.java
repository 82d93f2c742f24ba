package io.tidelock.benchmarks.tidelock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Turns back the time at which tenants of a cluster had their last pass, so that they are due when a benchmark wants it. */
public final class ClusterClock {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String TASKS = " WHERE task_name = 'tidelock-pass'";
    private static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint * 1000";

    private final DataSource database;
    private final Duration every;

    /**
     * Looks after the tenants of a database.
     *
     * @param every how often each is due
     */
    public ClusterClock(DataSource database, Duration every) {
        this.database = database;
        this.every = every;
    }

    /** Makes all tenants due at once, after the passes under way. */
    public void allDue() throws SQLException, InterruptedException {
        awaitRest();
        change("UPDATE tidelock_position SET read_at = " + NOW + " - " + every.toNanos());
        change("UPDATE tidelock_task SET execution_time = clock_timestamp(), version = version + 1" + TASKS
                + " AND NOT picked");
    }

    /** Makes them due one after the other, evenly until all were, the first in a second. */
    public void spread() throws SQLException, InterruptedException {
        awaitRest();
        String place = "(p.integration::double precision / (SELECT max(integration) + 1 FROM tidelock_position))";
        change("UPDATE tidelock_position p SET read_at = " + NOW + " + 1000000000 - " + every.toNanos() + " + (" + place
                + " * " + every.toNanos() + ")::bigint");
        change(
                "UPDATE tidelock_task t SET execution_time = to_timestamp((p.read_at + " + every.toNanos()
                        + ") / 1e9), version = version + 1 FROM tidelock_position p JOIN tidelock_integration i"
                        + " ON i.id = p.integration WHERE i.name = t.task_instance AND t.task_name = 'tidelock-pass' AND NOT picked");
    }

    private void awaitRest() throws SQLException, InterruptedException {
        while (longs("SELECT count(*) FROM tidelock_task" + TASKS + " AND picked")
                        .get(0)
                > 0) {
            Thread.sleep(LOOK.toMillis());
        }
    }

    /** Returns when each had its last pass, in nanoseconds, always in the same order. */
    public List<Long> lastPasses() throws SQLException {
        return longs("SELECT read_at FROM tidelock_position ORDER BY integration");
    }

    /** Counts the passes that began after a moment. */
    public long passedSince(long moment) throws SQLException {
        return longs("SELECT count(*) FROM tidelock_position WHERE read_at > " + moment)
                .get(0);
    }

    /** Counts the tenants that had their first pass. */
    public long begun() throws SQLException {
        return longs("SELECT count(*) FROM tidelock_position").get(0);
    }

    /** Returns what time it is, in nanoseconds. */
    public long now() throws SQLException {
        return longs("SELECT " + NOW).get(0);
    }

    /** Counts the transactions so far. */
    public long transactions() throws SQLException {
        return longs("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
                .get(0);
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }

    private List<Long> longs(String sql) throws SQLException {
        List<Long> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
        }
        return found;
    }
}
