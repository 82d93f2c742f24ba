package io.tidelock.benchmarks.tidelock;

import io.tidelock.benchmarks.workload.WrongResultException;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;
import io.tidelock.runner.Failure;
import io.tidelock.runner.RunnerListener;
import io.tidelock.runner.SyncRunner;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Many tenants with whom nothing happens, all on one runner, whose clock moves only between two rounds. */
public final class Tenants implements RunnerListener {

    private final int count;
    private final Duration every;
    private final ManualClock clock = new ManualClock();
    private final LongAdder pages = new LongAdder();
    private final SyncRunner runner;
    private long passes;
    private long quiet;
    private Optional<Failure> failure = Optional.empty();

    /**
     * Adds so many to a runner.
     *
     * @param every how often each is due
     */
    public Tenants(SyncStore store, int count, Duration every) {
        this.count = count;
        this.every = every;
        Plan plan = QuietTenant.plan(every);
        this.runner = SyncRunner.builder()
                .catalog(id -> QuietTenant.integration(id, plan, Duration.ZERO, pages))
                .engine((id, engine) -> engine.store(store)
                        .fingerprintKey("no secret, but long enough".getBytes(StandardCharsets.UTF_8)))
                .executor(Runnable::run)
                .clock(clock)
                .listener(this)
                .build();
        for (int tenant = 0; tenant < count; tenant++) {
            runner.add(IntegrationId.of("tenant-" + tenant));
        }
    }

    /** Makes the first pass of each, which stores by which plan it runs and since when. */
    public void begin() {
        pass();
    }

    /**
     * Makes a pass of each, one after the other, and lets the time go by until all are due again.
     *
     * @throws WrongResultException unless each had exactly one pass, asked for exactly one page, and changed nothing
     */
    public void round() {
        pass();
        require(quiet, "quiet passes");
    }

    private void pass() {
        long before = pages.sum();
        passes = 0;
        quiet = 0;
        while (!runner.dispatch().isAfter(clock.instant())) {
            // as many as there are workers each time
        }
        failure.ifPresent(failed -> {
            throw new WrongResultException("A pass failed: " + failed);
        });
        require(passes, "passes");
        require(pages.sum() - before, "pages");
        clock.advance(every);
    }

    private void require(long made, String what) {
        if (made != count) {
            throw new WrongResultException("There were " + made + " " + what + " of " + count + " tenants");
        }
    }

    @Override
    public void onEnd(IntegrationId id, SyncReport report) {
        passes++;
        quiet += report.quiet() ? 1 : 0;
    }

    @Override
    public void onFailure(IntegrationId id, Failure why) {
        failure = Optional.of(why);
    }
}
