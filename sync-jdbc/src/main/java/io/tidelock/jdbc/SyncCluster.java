package io.tidelock.jdbc;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.tidelock.connector.SharedPermits;
import io.tidelock.engine.Inbox;
import io.tidelock.engine.IntegrationCatalog;
import io.tidelock.engine.SyncEngine;
import io.tidelock.record.AccountId;
import io.tidelock.record.IntegrationId;
import io.tidelock.store.SyncStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One node of a host that keeps integrations going on any number of nodes, which share one PostgreSQL. Each integration is a
 * task that stands in the database: one node at a time has it, makes a pass, and puts it back for when it is due next; a dead
 * node's are taken over within 15 seconds. Scheduled by db-scheduler, which the host adds as a dependency.
 *
 * <p>Nothing depends on the nodes' clocks. What a node still wanted to store after another one took an integration over is
 * refused, and it begins no call that could outlast its lease, so that at most the call under way may land late; its intent
 * marks it as ours, and the other node looks after it when it must have ended.
 *
 * <p>Starts threads of db-scheduler's: as many as workers and two more. Thread-safe.
 */
public final class SyncCluster implements AutoCloseable {

    static final String TASK = "tidelock-pass";

    private static final String HINTS = "tidelock-hints";
    private static final String TABLE = "tidelock_task";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration HINT_SWEEP = Duration.ofSeconds(2);
    private static final int BATCH = 500;

    private final JdbcStore store;
    private final Clock clock;
    private final Passes passes;
    private final CustomTask<Void> task;
    private final Scheduler scheduler;

    private SyncCluster(Builder builder) {
        this.store = JdbcStore.open(builder.source);
        if (!(store.database() instanceof PostgresDatabase)) {
            throw new IllegalArgumentException(
                    "Nodes share a PostgreSQL; a SQLite file is for one process: use a SyncRunner");
        }
        DatabaseClock databaseClock = new DatabaseClock(store.database(), builder.nanoTime);
        this.clock = databaseClock;
        this.passes = new Passes(builder, store, databaseClock);
        this.task = Tasks.custom(TASK, Void.class)
                .onFailure((failed, operations) ->
                        operations.reschedule(failed, clock.instant().plus(Passes.AGAIN)))
                .execute((instance, context) -> {
                    Passes.Next next = passes.pass(IntegrationId.of(instance.getId()));
                    return (complete, operations) -> putBack(next, complete, operations);
                });
        HintSweep sweep = new HintSweep(store.database());
        RecurringTask<Void> hints =
                Tasks.recurring(HINTS, FixedDelay.of(HINT_SWEEP)).execute((instance, context) -> sweep.run());
        this.scheduler = Scheduler.create(builder.source, task)
                .startTasks(hints)
                .tableName(TABLE)
                .schedulerName(new SchedulerName.Fixed(builder.name))
                .threads(builder.workers)
                .pollingInterval(POLL)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .pollUsingLockAndFetch(0.75, 1.0) // few workers idle, and nothing is held that another node could begin
                .shutdownMaxWait(builder.drain)
                .clock(clock::instant)
                .build();
    }

    /** Starts a node on a pool of connections to PostgreSQL: one for each worker and three more. */
    public static Builder builder(DataSource source) {
        return new Builder(source);
    }

    /** Begins to take integrations that are due. */
    public void start() {
        scheduler.start();
    }

    /** Returns the store that all nodes share: what webhooks are kept in, and what answers about integrations come from. */
    public SyncStore store() {
        return store;
    }

    /**
     * Starts an inbox on the common store that wakes whose hints it takes. It goes by the database's clock: one that a node's
     * own clock dates too early would be missed by the sweep if it came during a pass.
     */
    public Inbox.Builder inbox() {
        return Inbox.builder().store(store).clock(clock).onHints(this::wake);
    }

    /**
     * Returns what the nodes share the calls of an account by: {@code budget.sharedBy(cluster.permits(account))} holds for all
     * of them together. A node asks for a block of calls, a statement for about every thirtieth of the window's.
     */
    public SharedPermits permits(AccountId account) {
        return (lane, window, permits, wanted) -> {
            PermitTable.Grant grant = store.database()
                    .write(session -> new PermitTable(session).take(account.toString(), lane, window, permits, wanted));
            return new SharedPermits.Block(grant.calls(), grant.lasts());
        };
    }

    /** Adds integrations for all nodes, due at once; one that is there stays as it is. */
    public void add(IntegrationId... ids) {
        add(List.of(ids));
    }

    /** Adds integrations for all nodes, due at once; one that is there stays as it is. */
    public void add(List<IntegrationId> ids) {
        Instant now = clock.instant();
        for (int start = 0; start < ids.size(); start += BATCH) {
            List<IntegrationId> some = ids.subList(start, Math.min(ids.size(), start + BATCH));
            store.database().write(session -> {
                session.each(
                        "INSERT INTO " + TABLE + " (task_name, task_instance, execution_time, picked, version)"
                                + " VALUES (?, ?, to_timestamp(? / 1000.0), false, 1)"
                                + " ON CONFLICT (task_name, task_instance) DO NOTHING",
                        some,
                        (bind, id) -> bind.text(TASK).text(id.value()).number(now.toEpochMilli()));
                return true;
            });
        }
    }

    /**
     * Removes an integration from all nodes; a pass under way is ended with its page, if it is this node's. What is stored of it
     * stays. Take it out of the catalog first: a node that has it at the moment asks there before it goes on.
     */
    public void remove(IntegrationId id) {
        passes.stop(id);
        change("DELETE FROM " + TABLE + " WHERE task_name = ? AND task_instance = ? AND NOT picked", id);
        passes.gone(id);
    }

    /**
     * Makes an integration due at once, whichever node takes it: there is something in its inbox. One that a node has at the
     * moment is woken by the sweep, as long as there is something in its inbox after the pass.
     */
    public void wake(IntegrationId id) {
        change(
                "UPDATE " + TABLE + " SET execution_time = clock_timestamp(), version = version + 1"
                        + " WHERE task_name = ? AND task_instance = ? AND NOT picked AND execution_time > clock_timestamp()",
                id);
    }

    private void change(String sql, IntegrationId id) {
        store.database().write(session -> {
            session.change(sql, bind -> bind.text(TASK).text(id.value()));
            return true;
        });
    }

    /** Returns the integrations that this node has at the moment. */
    public List<IntegrationId> running() {
        return passes.running();
    }

    /** Ends the passes under way with their page, gives everything back and stops. */
    @Override
    public void close() {
        passes.close();
        scheduler.stop();
        store.close();
    }

    private void putBack(Passes.Next next, ExecutionComplete complete, ExecutionOperations<Void> operations) {
        if (next.at().isPresent()) {
            operations.reschedule(complete, next.at().get());
        } else {
            operations.stop();
        }
    }

    /** Collects what a node needs. Required: catalog, engine. Not thread-safe. */
    public static final class Builder {

        final DataSource source;
        String name = "node-" + UUID.randomUUID();
        int workers = 8;
        Duration call = Duration.ofSeconds(30);
        Duration passLasts = Duration.ofSeconds(30);
        Duration drain = Duration.ofSeconds(40);
        LongSupplier nanoTime = System::nanoTime;
        ClusterListener listener = new ClusterListener() {};

        @Nullable
        IntegrationCatalog catalog;

        @Nullable
        BiConsumer<IntegrationId, SyncEngine.Builder> engine;

        private Builder(DataSource source) {
            this.source = source;
        }

        /** Sets who knows the integrations: the same on each node. */
        public Builder catalog(IntegrationCatalog known) {
            this.catalog = known;
            return this;
        }

        /**
         * Sets what completes the engine of an integration: its fingerprint key, at least. Plan, systems, store, clock, lease
         * and the length of a pass are set already.
         */
        public Builder engine(BiConsumer<IntegrationId, SyncEngine.Builder> completes) {
            this.engine = completes;
            return this;
        }

        /** Names the node, for people who look at the tables; unique among the nodes. Something random unless said otherwise. */
        public Builder name(String unique) {
            this.name = unique;
            return this;
        }

        /** Sets how many passes this node makes at the same time; 8 unless said otherwise. */
        public Builder workers(int most) {
            this.workers = most;
            return this;
        }

        /**
         * Sets how long a call to a system takes at most, 30 seconds unless said otherwise: what the connectors' time-outs
         * say, and the same on each node. A lease lasts twice as long.
         */
        public Builder callLasts(Duration most) {
            this.call = most;
            return this;
        }

        /** Sets when a pass ends with its page, to go on with the next turn; 30 seconds unless said otherwise. */
        public Builder passLasts(Duration most) {
            this.passLasts = most;
            return this;
        }

        /** Sets how long {@link SyncCluster#close()} waits for passes to end; 40 seconds unless said otherwise. */
        public Builder drains(Duration most) {
            this.drain = most;
            return this;
        }

        /** Sets what counts the nanoseconds between two looks at the database's clock. */
        public Builder nanoTime(LongSupplier source) {
            this.nanoTime = source;
            return this;
        }

        /** Sets who hears what the node does. */
        public Builder listener(ClusterListener hearer) {
            this.listener = hearer;
            return this;
        }

        /**
         * Opens the store, and makes or changes its tables where that is needed.
         *
         * @throws io.tidelock.store.StoreUnavailableException if the database cannot be asked now
         * @throws StoreFormatException if a newer release made the tables
         */
        public SyncCluster build() {
            Objects.requireNonNull(catalog, "catalog(…): it opens the integrations");
            Objects.requireNonNull(engine, "engine(…): it gives each engine its fingerprint key");
            if (workers < 1) {
                throw new IllegalArgumentException("A node has at least 1 worker, not " + workers);
            }
            return new SyncCluster(this);
        }
    }
}
