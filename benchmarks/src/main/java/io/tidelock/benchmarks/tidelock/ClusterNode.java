package io.tidelock.benchmarks.tidelock;

import io.tidelock.engine.SyncReport;
import io.tidelock.jdbc.ClusterListener;
import io.tidelock.jdbc.SyncCluster;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** A node whose tenants are quiet. Counts its passes. */
public final class ClusterNode implements ClusterListener, AutoCloseable {

    private final LongAdder passes = new LongAdder();
    private final LongAdder quiet = new LongAdder();
    private final SyncCluster cluster;

    /**
     * Builds one.
     *
     * @param workers how many passes it makes at a time
     * @param latency how long a page of a tenant's takes
     * @param every how often a tenant is due
     */
    public ClusterNode(DataSource pool, String name, int workers, Duration latency, Duration every) {
        Plan plan = QuietTenant.plan(every);
        LongAdder pages = new LongAdder();
        this.cluster = SyncCluster.builder(pool)
                .name(name)
                .workers(workers)
                .catalog(id -> QuietTenant.integration(id, plan, latency, pages))
                .engine((id, engine) ->
                        engine.fingerprintKey("no secret, but long enough".getBytes(StandardCharsets.UTF_8)))
                .listener(this)
                .build();
    }

    /** Adds tenants, all of them due at once. */
    public void add(int tenants) {
        List<IntegrationId> ids = IntStream.range(0, tenants)
                .mapToObj(tenant -> IntegrationId.of("tenant-" + tenant))
                .toList();
        cluster.add(ids);
    }

    /** Begins to make passes. */
    public void start() {
        cluster.start();
    }

    /** Returns how many passes this node made. */
    public long passes() {
        return passes.sum();
    }

    /** Returns in how many of them nothing happened. */
    public long quietPasses() {
        return quiet.sum();
    }

    @Override
    public void onEnd(IntegrationId id, SyncReport report) {
        passes.increment();
        if (report.quiet()) {
            quiet.increment();
        }
    }

    @Override
    public void onFailure(IntegrationId id, RuntimeException cause) {
        throw new WrongNodeException(
                "A pass of " + id + " failed with " + cause.getClass().getName());
    }

    @Override
    public void close() {
        cluster.close();
    }

    /** Says that a node did what it should not. */
    public static final class WrongNodeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongNodeException(String message) {
            super(message);
        }
    }
}
