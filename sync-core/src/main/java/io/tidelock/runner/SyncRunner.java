package io.tidelock.runner;

import io.tidelock.engine.ConfigurationException;
import io.tidelock.engine.ConfigurationException.Problem;
import io.tidelock.engine.IntegrationCatalog;
import io.tidelock.engine.SyncEngine;
import io.tidelock.record.IntegrationId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps many integrations going in one process: makes a pass of each one when it is due, on the host's executor.
 *
 * <p>Starts no threads and no timer: the host gives one thread to {@link #run()}, or calls {@link #dispatch()} itself. Never
 * makes two passes of one integration at a time. Whoever has been due longest comes first. A vendor whose calls hang keeps
 * about half of the workers at most, and gets no further one while a quarter of them hang, so that integrations that do not
 * need it go on as before; a vendor that all integrations need shares with nobody. After a start everything is due at once, in
 * the order in which it was added: the workers bound it, and a pass that finds nothing due calls no vendor.
 *
 * <p>Plans, connectors and engines live for one pass; between passes an integration costs well below a kilobyte. Thread-safe.
 * Methods that take an id return false where there is no such integration here.
 */
public final class SyncRunner implements Runnable {

    /** The clock may be set while nobody looks. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    /** How long an integration rests when the executor takes no more. */
    private static final Duration WHEN_REFUSED = Duration.ofSeconds(1);

    private final Executor executor;
    private final Clock clock;
    private final Notices notices;
    private final Roster roster;
    private final Worker worker;

    private SyncRunner(Builder builder, IntegrationCatalog catalog, Executor executor, Engines engines) {
        this.executor = executor;
        this.clock = builder.clock;
        this.notices = new Notices(builder.listener);
        this.roster = new Roster(builder.workers, builder.hangsAfter);
        this.worker = new Worker(roster, catalog, engines, clock, builder.passLasts, notices);
    }

    private interface Engines extends BiConsumer<IntegrationId, SyncEngine.Builder> {}

    /** Starts a runner. */
    public static Builder builder() {
        return new Builder();
    }

    /** Takes integrations in; each is due at once. One that is there already forgets what kept it from running but a pause. */
    public void add(IntegrationId... ids) {
        Instant now = clock.instant();
        for (IntegrationId id : ids) {
            roster.add(id, now);
        }
    }

    /** Lets an integration go; a pass under way ends with the page it is at. */
    public boolean remove(IntegrationId id) {
        return roster.remove(id);
    }

    /** Begins no further pass of an integration, until it is resumed; a pass under way ends with the page it is at. */
    public boolean pause(IntegrationId id) {
        return roster.pause(id, clock.instant());
    }

    /**
     * Pauses an integration and waits until its pass has ended.
     *
     * @param most how long to wait, in real time
     * @return whether nothing of it runs any more; false if a pass goes on, which its vendor's answer will end
     */
    public boolean stop(IntegrationId id, Duration most) {
        pause(id);
        return await(() -> !roster.isRunning(id), most);
    }

    /** Has an integration go on, at once: after a pause, a failure, or when it was left alone because of its plan. */
    public boolean resume(IntegrationId id) {
        Instant now = clock.instant();
        return roster.change(id, member -> member.resume(now));
    }

    /**
     * Makes a pass soon, because something was heard about an integration; another one after a pass that is under way. Heard
     * many times it is one pass. Shortens neither a back-off nor what a vendor asked to wait.
     */
    public boolean wake(IntegrationId id) {
        Instant now = clock.instant();
        return roster.change(id, member -> member.wake(now));
    }

    /** Makes a pass over everything of an integration, due or not, as soon as there is a worker; once resumed, if paused. */
    public boolean runNow(IntegrationId id) {
        Instant now = clock.instant();
        return roster.change(id, member -> {
            member.everything = true;
            member.again(now);
        });
    }

    /**
     * Hands those who are due to the executor, as far as workers are free.
     *
     * @return when to call again, on the runner's clock; earlier if a pass ends or anything is asked of the runner. {@link
     *     Instant#MAX} once it is closed
     */
    public Instant dispatch() {
        Roster.Round round = roster.pick(clock.instant());
        notices.of(round);
        Deque<Turn> turns = new ArrayDeque<>(round.turns());
        try {
            while (!turns.isEmpty()) {
                hand(turns.removeFirst());
            }
        } finally {
            turns.forEach(turn -> worker.giveBack(turn, Duration.ZERO)); // an error of an executor that is the caller
        }
        return roster.pickAt(clock.instant());
    }

    private void hand(Turn turn) {
        try {
            executor.execute(() -> worker.work(turn));
        } catch (RejectedExecutionException full) {
            worker.giveBack(turn, WHEN_REFUSED);
        }
    }

    /** Dispatches whenever there is something to do, until the runner is closed or the thread is interrupted. */
    @Override
    public void run() {
        try {
            while (!roster.isClosed()) {
                Duration rest = Duration.between(
                        clock.instant(), earlier(dispatch(), clock.instant().plus(LONGEST_WAIT)));
                roster.awaitChange(rest.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : rest);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Returns how everything stands. Looks at every integration: meant for every few seconds, not for every call. */
    public RunnerHealth health() {
        return roster.health(clock.instant());
    }

    /**
     * Ends: hands out nothing more, and asks the passes under way to end with the page they are at. Whatever is left is
     * durable, and the next start's.
     *
     * @param most how long to wait for them, in real time
     * @return whose passes still go on, because a vendor does not answer; to end the process is safe
     */
    public List<IntegrationId> close(Duration most) {
        roster.close();
        await(() -> roster.running().isEmpty(), most);
        return roster.running();
    }

    private boolean await(BooleanSupplier so, Duration most) {
        try {
            return roster.await(so, most);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return so.getAsBoolean();
        }
    }

    /**
     * Collects what a runner needs. Required: catalog, engine, executor. Defaults: 16 workers, passes of a minute, calls that
     * hang after 15 seconds, the system's UTC clock, no listener. Not thread-safe.
     */
    public static final class Builder {
        private @Nullable IntegrationCatalog catalog;
        private @Nullable Engines engines;
        private @Nullable Executor executor;
        private int workers = 16;
        private Duration passLasts = Duration.ofMinutes(1);
        private Duration hangsAfter = Duration.ofSeconds(15);
        private Clock clock = Clock.systemUTC();
        private RunnerListener listener = new RunnerListener() {};

        private Builder() {}

        /**
         * Sets who knows the integrations. It is asked before every pass; connectors that pace their calls are best kept by
         * it, since a budget lives in them.
         */
        public Builder catalog(IntegrationCatalog known) {
            this.catalog = known;
            return this;
        }

        /**
         * Sets what completes an engine: store and fingerprint key at least. Integration, clock, length of the pass and
         * assurances are the runner's. Called before every pass, by several threads at a time.
         */
        public Builder engine(BiConsumer<IntegrationId, SyncEngine.Builder> completes) {
            this.engines = completes::accept;
            return this;
        }

        /** Sets what makes the passes; best with as many threads as there are workers. It stays the host's to shut down. */
        public Builder executor(Executor of) {
            this.executor = of;
            return this;
        }

        /** Sets how many passes may run at a time; at least 1. */
        public Builder workers(int most) {
            this.workers = most;
            return this;
        }

        /** Sets how long a pass goes on before it makes room for others, with the page it is at. */
        public Builder passLasts(Duration most) {
            this.passLasts = most;
            return this;
        }

        /** Sets after how long a call counts as hanging; best below the connectors' time-out of a call. */
        public Builder hangsAfter(Duration length) {
            this.hangsAfter = length;
            return this;
        }

        /** Sets the clock, also the engines'. */
        public Builder clock(Clock source) {
            this.clock = source;
            return this;
        }

        /** Sets who hears what the runner does. */
        public Builder listener(RunnerListener hearer) {
            this.listener = hearer;
            return this;
        }

        /**
         * Builds the runner; it knows no integration yet.
         *
         * @throws ConfigurationException with everything that is missing or does not fit
         */
        public SyncRunner build() {
            List<Problem> problems = new ArrayList<>();
            require(catalog, "catalog", "Call catalog(…)", problems);
            require(engines, "engine", "Call engine((id, engine) -> engine.store(…).fingerprintKey(…))", problems);
            require(executor, "executor", "Call executor(…)", problems);
            if (workers < 1) {
                problems.add(new Problem("workers", "there are " + workers, "Leave workers(…) out for 16"));
            }
            check(passLasts, "passLasts", problems);
            check(hangsAfter, "hangsAfter", problems);
            if (catalog == null || engines == null || executor == null || !problems.isEmpty()) {
                throw new ConfigurationException(problems);
            }
            return new SyncRunner(this, catalog, executor, engines);
        }

        private static void require(@Nullable Object part, String name, String remedy, List<Problem> problems) {
            if (part == null) {
                problems.add(new Problem(name, "it is missing", remedy));
            }
        }

        private static void check(Duration length, String name, List<Problem> problems) {
            if (length.isZero() || length.isNegative()) {
                problems.add(new Problem(name, "it is " + length, "Give a length of time, or leave it out"));
            }
        }
    }
}
