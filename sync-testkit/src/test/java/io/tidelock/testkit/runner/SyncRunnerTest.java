package io.tidelock.testkit.runner;

import static io.tidelock.testkit.runner.Fleet.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.crm.Contact;
import io.tidelock.engine.ConfigurationException;
import io.tidelock.engine.Integration;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.Schema;
import io.tidelock.runner.IntegrationHealth.State;
import io.tidelock.runner.RunnerHealth;
import io.tidelock.runner.RunnerListener;
import io.tidelock.runner.SyncRunner;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.CallWatcher;
import io.tidelock.testkit.Fault;
import io.tidelock.testkit.InMemorySystem;
import io.tidelock.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One runner on the thread that dispatches: when passes are made, and when not. */
class SyncRunnerTest {

    private final Fleet fleet = new Fleet();
    private final InMemorySystem club = fleet.system("club");

    @Test
    void integrationsRunWhenTheyAreDueAndRestOtherwise() {
        IntegrationId hourly = fleet.tenant("hourly", club, flow -> flow.every(Duration.ofHours(1)));
        IntegrationId often = fleet.tenant("often", fleet.system("other"));
        SyncRunner runner = fleet.runner().build();
        runner.add(hourly, often);

        Instant next = fleet.settle(runner);
        assertThat(fleet.told).containsExactly("end hourly", "end often");
        assertThat(next).isEqualTo(fleet.clock.instant().plusSeconds(60));

        for (int minute = 1; minute <= 60; minute++) {
            fleet.clock.advance(Duration.ofMinutes(1));
            fleet.settle(runner);
        }
        assertThat(fleet.told).filteredOn("end hourly"::equals).hasSize(2);
        assertThat(fleet.told).filteredOn("end often"::equals).hasSize(61);
    }

    @Test
    void whoHasBeenDueLongestComesFirst() {
        IntegrationId first = fleet.tenant("first", club);
        IntegrationId second = fleet.tenant("second", club, flow -> flow.every(Duration.ofSeconds(90)));
        SyncRunner runner = fleet.runner().workers(1).build();
        runner.add(second, first);
        fleet.settle(runner);
        fleet.told.clear();
        fleet.clock.advance(Duration.ofMinutes(10));

        runner.dispatch();
        assertThat(fleet.told).containsExactly("end first");
        assertThat(runner.health().lag()).isEqualTo(Duration.ofSeconds(510));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-27T12:00:00Z", "2026-10-23T12:00:00Z"})
    void nightlyFlowRunsOnceANightAlsoWhenTheClocksChange(String start) {
        Fleet nights = new Fleet(new ManualClock(Instant.parse(start)));
        InMemorySystem system = nights.system("club");
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        SyncRunner runner = nights.runner().build();
        runner.add(nights.tenant("nightly", system, flow -> flow.nightly(LocalTime.of(2, 30), berlin)));
        nights.settle(runner);
        Instant end = nights.clock.instant().plus(Duration.ofDays(4));

        int passes = 0;
        for (Instant next = nights.settle(runner); next.isBefore(end); next = nights.settle(runner)) {
            assertThat(next.atZone(berlin).getHour()).isBetween(2, 3);
            nights.advanceTo(next);
            passes++;
        }

        assertThat(passes).isEqualTo(4);
        assertThat(system.calls().feedPages())
                .as("at the start, and once a night")
                .isEqualTo(5);
    }

    @Test
    void pauseInTheMiddleOfAPassEndsItWithItsPageAndResumeGoesOn() {
        SyncRunner runner = one();
        Fleet.members(club, 6);
        atFeedPage(2, () -> runner.pause(ONE));

        fleet.settle(runner);
        assertThat(fleet.crm.records(Contact.TYPE)).hasSize(4);
        assertThat(Fleet.state(runner, ONE)).isEqualTo(State.PAUSED);
        fleet.clock.advance(Duration.ofHours(1));
        fleet.settle(runner);
        assertThat(fleet.reports).hasSize(1);

        runner.resume(ONE);
        fleet.settle(runner);
        assertThat(fleet.crm.records(Contact.TYPE)).hasSize(6);
    }

    @Test
    void wakesDuringAPassMakeOnePassAfterIt() {
        SyncRunner runner = one();
        atFeedPage(1, () -> {
            runner.wake(ONE);
            runner.wake(ONE);
        });

        fleet.settle(runner);

        assertThat(fleet.reports).hasSize(2);
    }

    @Test
    void wakeMakesARestingIntegrationDue() {
        SyncRunner runner = one();
        fleet.settle(runner);

        assertThat(runner.wake(ONE)).isTrue();
        assertThat(runner.wake(IntegrationId.of("of another node"))).isFalse();
        fleet.settle(runner);

        assertThat(fleet.reports).hasSize(2);
    }

    @Test
    void wakeDoesNotShortenWhatAVendorAskedToWait() {
        SyncRunner runner = one();
        Instant midnight = fleet.clock.instant().plus(Duration.ofHours(6));
        club.failNext(Fault.throwing(new QuotaExhaustedException("Spent", midnight), Call.Kind.FEED));
        fleet.settle(runner);

        runner.wake(ONE);

        assertThat(fleet.settle(runner)).isEqualTo(midnight);
        assertThat(fleet.reports).hasSize(1);
        assertThat(Fleet.health(runner, ONE).interruptions()).isEqualTo(1);
    }

    @Test
    void runNowMakesAPassOverEverythingAndGoesOnAfterAStop() {
        fleet.tenant("one", club, flow -> flow.nightly(LocalTime.of(2, 0), ZoneId.of("UTC")));
        SyncRunner runner = fleet.runner().build();
        runner.add(ONE);
        fleet.settle(runner);
        Fleet.members(club, 6);
        atFeedPage(1, () -> runner.pause(ONE));

        runner.runNow(ONE);
        fleet.settle(runner);
        assertThat(fleet.crm.records(Contact.TYPE)).hasSize(2);
        runner.resume(ONE);
        Instant next = fleet.settle(runner);

        assertThat(fleet.crm.records(Contact.TYPE)).hasSize(6);
        assertThat(next).isEqualTo(Instant.parse("2026-01-06T02:00:00Z"));
    }

    @Test
    void passIsCutAfterItsTimeSoThatOthersGetTheirTurn() {
        IntegrationId big = fleet.tenant("big", club);
        IntegrationId small = fleet.tenant("small", fleet.system("other"));
        Fleet.members(club, 10);
        club.watch(new CallWatcher() {
            @Override
            public void after(Call call) {
                fleet.clock.advance(Duration.ofSeconds(40));
            }
        });
        SyncRunner runner = fleet.runner().workers(1).build();
        runner.add(big, small);

        runner.dispatch();
        runner.dispatch();

        assertThat(fleet.told).containsExactly("end big", "end small");
        assertThat(fleet.reports.element().more()).isTrue();
        runner.pause(small);
        fleet.settle(runner);
        assertThat(fleet.crm.records(Contact.TYPE)).hasSize(10);
    }

    @Test
    void removedIntegrationEndsWithItsPageAndIsForgotten() {
        SyncRunner runner = one();
        Fleet.members(club, 6);
        atFeedPage(1, () -> runner.remove(ONE));

        fleet.settle(runner);
        fleet.clock.advance(Duration.ofHours(1));

        assertThat(fleet.settle(runner)).isEqualTo(Instant.MAX);
        assertThat(runner.health().integrations()).isEmpty();
        assertThat(fleet.crm.records(Contact.TYPE)).hasSize(2);
        runner.add(ONE);
        fleet.settle(runner);
        assertThat(fleet.crm.records(Contact.TYPE)).hasSize(6);
    }

    @Test
    void whatAnEngineMadeSureOfIsNotAskedAgain() {
        AtomicInteger checks = new AtomicInteger();
        fleet.tenant("one", club);
        fleet.crm.watch(new CallWatcher() {
            @Override
            public void before(Call call) {
                checks.addAndGet(call.kind() == Call.Kind.SCHEMA ? 1 : 0);
            }
        });
        fleet.integrations.computeIfPresent(ONE, (id, integration) -> withProperty(integration));
        SyncRunner runner = fleet.runner().build();
        runner.add(ONE);

        for (int pass = 0; pass < 5; pass++) {
            fleet.settle(runner);
            fleet.clock.advance(Duration.ofMinutes(1));
        }

        assertThat(fleet.reports).hasSize(5);
        assertThat(checks).hasValue(1);
    }

    @Test
    void listenerThatThrowsHarmsNothing() {
        fleet.tenant("one", club);
        Fleet.members(club, 2);
        SyncRunner runner = fleet.runner()
                .listener(new RunnerListener() {
                    @Override
                    public void onBegin(IntegrationId id) {
                        throw new IllegalStateException("broken");
                    }

                    @Override
                    public void onEnd(IntegrationId id, SyncReport report) {
                        throw new IllegalStateException("broken");
                    }
                })
                .build();
        runner.add(ONE);

        fleet.settle(runner);

        assertThat(fleet.crm.records(Contact.TYPE)).hasSize(2);
        assertThat(Fleet.state(runner, ONE)).isEqualTo(State.RESTING);
    }

    @Test
    void executorThatTakesNoMoreIsAskedAgainLater() {
        AtomicInteger refused = new AtomicInteger();
        fleet.tenant("one", club);
        SyncRunner runner = fleet.runner()
                .executor(task -> {
                    if (refused.incrementAndGet() == 1) {
                        throw new RejectedExecutionException("full");
                    }
                    task.run();
                })
                .build();
        runner.add(ONE);

        Instant next = fleet.settle(runner);
        assertThat(next).isEqualTo(fleet.clock.instant().plusSeconds(1));
        fleet.advanceTo(next);
        fleet.settle(runner);

        assertThat(fleet.reports).hasSize(1);
    }

    @Test
    void tenThousandQuietIntegrationsMakeOnePassEachARoundAndNothingInBetween() {
        SyncRunner runner = fleet.runner().build();
        for (int i = 0; i < 10_000; i++) {
            runner.add(fleet.tenant("t" + i, club, flow -> flow.every(Duration.ofMinutes(15))));
        }
        fleet.settle(runner);
        assertThat(fleet.reports).hasSize(10_000);

        for (int i = 0; i < 1_000; i++) {
            runner.dispatch();
        }
        assertThat(fleet.reports).hasSize(10_000);
        fleet.clock.advance(Duration.ofMinutes(15));
        fleet.settle(runner);

        assertThat(fleet.reports).hasSize(20_000);
        assertThat(club.calls().total()).isEqualTo(20_000);
        RunnerHealth health = runner.health();
        assertThat(health.count(State.RESTING)).isEqualTo(10_000);
        assertThat(health.busy()).isZero();
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        assertThatThrownBy(() ->
                        SyncRunner.builder().workers(0).passLasts(Duration.ZERO).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("catalog", "engine", "executor", "workers", "passLasts");
    }

    private Integration withProperty(Integration integration) {
        Field field = Field.text("member_id");
        fleet.crm.define(Schema.Property.of(Contact.TYPE, field, "Member id").asUnique());
        Plan plan = Plan.named("members")
                .needs(Schema.Property.of(Contact.TYPE, field, "Member id").asUnique())
                .flow(integration.plan().flows().get(0))
                .build();
        return new Integration(integration.id(), plan, integration.business(), integration.crm());
    }

    private SyncRunner one() {
        fleet.tenant("one", club);
        SyncRunner runner = fleet.runner().build();
        runner.add(ONE);
        return runner;
    }

    /** Does something once, before a page of the feed from now on. */
    private void atFeedPage(int page, Runnable action) {
        AtomicInteger pages = new AtomicInteger();
        club.watch(new CallWatcher() {
            @Override
            public void before(Call call) {
                if (call.kind() == Call.Kind.FEED && pages.incrementAndGet() == page) {
                    action.run();
                }
            }
        });
    }
}
