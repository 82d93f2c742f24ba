package io.tidelock.testkit.runner;

import static io.tidelock.testkit.runner.Fleet.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.record.IntegrationId;
import io.tidelock.runner.IntegrationHealth.State;
import io.tidelock.runner.SyncRunner;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.CallWatcher;
import io.tidelock.testkit.InMemorySystem;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Vendors whose calls hang, on real threads. Calls hang until the test lets them go. */
@Timeout(120)
class HangTest {

    private static final int WORKERS = 16;
    private static final Duration HANGS_AFTER = Duration.ofSeconds(10);

    private final CountDownLatch answers = new CountDownLatch(1);
    private final Semaphore hanging = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);
    private final ConcurrentHashMap<IntegrationId, Integer> passes = new ConcurrentHashMap<>();
    private final ExecutorService pool = Executors.newFixedThreadPool(WORKERS + 1);
    private final Fleet fleet = new Fleet() {
        @Override
        public void onEnd(IntegrationId id, SyncReport report) {
            super.onEnd(id, report);
            passes.merge(id, 1, Integer::sum);
            ended.release();
        }
    };

    @AfterEach
    void end() throws InterruptedException {
        answers.countDown();
        pool.shutdownNow();
        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void hundredOfAThousandHangFromTheStartAndTheOthersKeepTheirRhythm() throws InterruptedException {
        SyncRunner runner = runner();
        InMemorySystem slow = hangs(fleet.system("slow"));
        add(runner, "slow", slow, 100);
        add(runner, "fine", fleet.system("fine"), 900);

        pool.execute(runner);
        for (int round = 1; round <= 5; round++) {
            assertThat(ended.tryAcquire(900, 30, TimeUnit.SECONDS))
                    .as("round " + round)
                    .isTrue();
            int made = round;
            assertThat(passes.values()).hasSize(900).allMatch(count -> count == made);
            fleet.clock.advance(Duration.ofMinutes(1));
            runner.wake(ONE);
            runner.add(IntegrationId.of("fine0"));
        }
        assertThat(runner.health().hanging()).hasSizeBetween(WORKERS / 4, WORKERS / 2);
        assertThat(fleet.told).contains("hang slow").doesNotContain("hang fine", "hang in-memory-crm");

        answers.countDown();
        assertThat(ended.tryAcquire(1_000, 30, TimeUnit.SECONDS)).isTrue();
        assertThat(runner.close(Duration.ofSeconds(30))).isEmpty();
    }

    @Test
    void vendorThatBeginsToHangTakesNoMoreWorkersThanItMay() throws InterruptedException {
        SyncRunner runner = runner();
        InMemorySystem slow = fleet.system("slow");
        add(runner, "slow", slow, 100);
        add(runner, "fine", fleet.system("fine"), 900);
        pool.execute(runner);
        assertThat(ended.tryAcquire(1_000, 30, TimeUnit.SECONDS)).isTrue();

        hangs(slow);
        for (int round = 2; round <= 4; round++) {
            fleet.clock.advance(Duration.ofMinutes(1));
            runner.add(IntegrationId.of("fine0"));
            assertThat(ended.tryAcquire(900, 30, TimeUnit.SECONDS))
                    .as("round " + round)
                    .isTrue();
        }

        assertThat(passes.entrySet())
                .allMatch(count -> count.getValue() == (count.getKey().value().startsWith("fine") ? 4 : 1));
        assertThat(hanging.availablePermits()).isLessThanOrEqualTo(WORKERS / 2);
    }

    @Test
    void closeReturnsThoseThatStillRunAndLosesNothing() throws InterruptedException {
        InMemorySystem slow = hangs(fleet.system("slow"));
        fleet.tenant("one", slow);
        Fleet.members(slow, 6);
        SyncRunner runner = runner();
        runner.add(ONE, add(runner, "fine", fleet.system("fine"), 1));
        pool.execute(runner);
        assertThat(hanging.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ended.tryAcquire(30, TimeUnit.SECONDS)).isTrue();

        assertThat(runner.stop(ONE, Duration.ofMillis(1))).isFalse();
        assertThat(runner.close(Duration.ofMillis(1))).containsExactly(ONE);
        answers.countDown();
        assertThat(runner.close(Duration.ofSeconds(30))).isEmpty();

        assertThat(fleet.crm.records(Contact.TYPE)).as("the page it was at").hasSize(2);
        SyncRunner next = fleet.runner().build();
        next.add(ONE);
        fleet.settle(next);
        assertThat(fleet.crm.records(Contact.TYPE)).hasSize(6);
    }

    @Test
    void oneIntegrationNeverRunsTwiceAtATime() throws InterruptedException {
        InMemorySystem slow = hangs(fleet.system("slow"));
        fleet.tenant("one", slow);
        SyncRunner runner = runner();
        runner.add(ONE);
        pool.execute(runner);
        assertThat(hanging.tryAcquire(30, TimeUnit.SECONDS)).isTrue();

        runner.remove(ONE);
        runner.add(ONE);
        runner.wake(ONE);
        runner.runNow(ONE);
        runner.dispatch();

        assertThat(runner.health().busy()).isEqualTo(1);
        assertThat(Fleet.state(runner, ONE)).isEqualTo(State.RUNNING);
        assertThat(hanging.availablePermits()).isZero();
        answers.countDown();
        assertThat(ended.tryAcquire(2, 30, TimeUnit.SECONDS)).isTrue();
    }

    private SyncRunner runner() {
        return fleet.runner()
                .executor(pool)
                .workers(WORKERS)
                .hangsAfter(HANGS_AFTER)
                .build();
    }

    private IntegrationId add(SyncRunner runner, String name, InMemorySystem system, int count) {
        for (int i = 0; i < count; i++) {
            runner.add(fleet.tenant(name + i, system));
        }
        return IntegrationId.of(name + "0");
    }

    private InMemorySystem hangs(InMemorySystem system) {
        system.watch(new CallWatcher() {
            @Override
            public void before(Call call) {
                hanging.release();
                try {
                    answers.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        return system;
    }
}
