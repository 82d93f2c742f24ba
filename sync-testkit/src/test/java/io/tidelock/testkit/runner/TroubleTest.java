package io.tidelock.testkit.runner;

import static io.tidelock.testkit.runner.Fleet.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.crm.Contact;
import io.tidelock.engine.Integration;
import io.tidelock.engine.SyncEngine;
import io.tidelock.record.IntegrationId;
import io.tidelock.runner.Failure;
import io.tidelock.runner.IntegrationHealth.State;
import io.tidelock.runner.SyncRunner;
import io.tidelock.store.StoreUnavailableException;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.CallWatcher;
import io.tidelock.testkit.InMemorySystem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What becomes of integrations that fail. */
class TroubleTest {

    private final Fleet fleet = new Fleet();
    private final InMemorySystem club = fleet.system("club");
    private boolean down;
    private RuntimeException downWith = new IllegalStateException("no connection while storing a value");

    @Test
    void storeThatSaysItIsAwayIsToldWithWhatItSays() {
        fleet.store = failing(fleet.store);
        SyncRunner runner = one();
        downWith = new StoreUnavailableException("The disk is full", null);
        down = true;

        fleet.settle(runner);

        assertThat(Fleet.health(runner, ONE).failure().orElseThrow())
                .extracting(Failure::code, Failure::reason)
                .containsExactly("STORE_UNAVAILABLE", "The disk is full");
    }

    @Test
    void storeThatIsDownIsTriedAgainLessAndLessOftenAndHeals() {
        fleet.store = failing(fleet.store);
        SyncRunner runner = one();
        Fleet.members(club, 2);
        down = true;

        List<Duration> rests = new ArrayList<>();
        for (int attempt = 0; attempt < 12; attempt++) {
            Instant next = fleet.settle(runner);
            rests.add(Duration.between(fleet.clock.instant(), next));
            fleet.advanceTo(next);
        }
        assertThat(rests.get(0)).isBetween(Duration.ofMillis(3_750), Duration.ofSeconds(5));
        assertThat(rests.get(3)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
        assertThat(rests.get(11)).isBetween(Duration.ofSeconds(675), Duration.ofMinutes(15));
        Failure failure = Fleet.health(runner, ONE).failure().orElseThrow();
        assertThat(failure.attempts()).isEqualTo(12);
        assertThat(failure.reason()).contains("IllegalStateException").doesNotContain("a value");
        assertThat(fleet.told).containsOnly("FAILED one");

        down = false;
        fleet.settle(runner);
        assertThat(fleet.crm.records(Contact.TYPE)).hasSize(2);
        assertThat(Fleet.health(runner, ONE).failure()).isEmpty();
        assertThat(Fleet.state(runner, ONE)).isEqualTo(State.RESTING);
    }

    @Test
    void thoseThatFailTogetherDoNotComeBackTogether() {
        fleet.store = failing(fleet.store);
        SyncRunner runner = fleet.runner().build();
        for (int i = 0; i < 20; i++) {
            runner.add(fleet.tenant("t" + i, club));
        }
        down = true;

        fleet.settle(runner);

        assertThat(runner.health().integrations())
                .extracting(integration -> integration.at())
                .doesNotHaveDuplicates();
    }

    @Test
    void wakeDoesNotShortenABackOffAndResumeEndsIt() {
        fleet.store = failing(fleet.store);
        SyncRunner runner = one();
        down = true;
        fleet.settle(runner);
        down = false;

        runner.wake(ONE);
        fleet.settle(runner);
        assertThat(Fleet.state(runner, ONE)).isEqualTo(State.FAILING);

        runner.resume(ONE);
        fleet.settle(runner);
        assertThat(Fleet.state(runner, ONE)).isEqualTo(State.RESTING);
    }

    @Test
    void configurationThatDoesNotFitIsShownAndTriedOnceAnHour() {
        SyncRunner runner = one();
        fleet.settle(runner);
        fleet.key = "another sixteen bytes";
        fleet.clock.advance(Duration.ofMinutes(1));

        Instant next = fleet.settle(runner);

        Failure failure = Fleet.health(runner, ONE).failure().orElseThrow();
        assertThat(failure.code()).isEqualTo("CONFIGURATION");
        assertThat(failure.reason()).contains("formerFingerprintKey");
        assertThat(next).isAfter(fleet.clock.instant().plus(Duration.ofMinutes(40)));
    }

    @Test
    void integrationWithANewerPlanElsewhereIsLeftAloneUntilItIsResumed() {
        SyncRunner runner = one();
        fleet.settle(runner);
        Integration newer = new Integration(ONE, Fleet.plan(UnaryOperator.identity(), 2), club, fleet.crm);
        SyncEngine.builder()
                .integration(newer)
                .store(fleet.store)
                .fingerprintKey(fleet.key.getBytes(StandardCharsets.UTF_8))
                .clock(fleet.clock)
                .build()
                .run();
        fleet.clock.advance(Duration.ofMinutes(1));

        assertThat(fleet.settle(runner)).isEqualTo(Instant.MAX);
        assertThat(Fleet.state(runner, ONE)).isEqualTo(State.LEFT_ALONE);
        assertThat(fleet.told).contains("OUTDATED_PLAN one");

        fleet.integrations.put(ONE, newer);
        runner.add(ONE);
        fleet.settle(runner);
        assertThat(Fleet.state(runner, ONE)).isEqualTo(State.RESTING);
    }

    @Test
    void integrationThatTheCatalogHasNoMoreIsForgotten() {
        SyncRunner runner = one();
        fleet.settle(runner);
        fleet.integrations.clear();
        fleet.clock.advance(Duration.ofMinutes(1));

        assertThat(fleet.settle(runner)).isEqualTo(Instant.MAX);
        assertThat(fleet.told).containsExactly("end one", "gone one");
        assertThat(runner.health().integrations()).isEmpty();
    }

    @Test
    void catalogThatOpensAnotherIntegrationIsNotBelieved() {
        SyncRunner runner = one();
        fleet.integrations.put(ONE, fleet.open(fleet.tenant("two", club)));

        fleet.settle(runner);

        assertThat(fleet.told).containsExactly("FAILED one");
    }

    @Test
    void workerThatDiesOfAnErrorLeavesEveryIntegrationFree() {
        IntegrationId two = fleet.tenant("two", fleet.system("other"));
        SyncRunner runner = one();
        runner.add(two);
        club.watch(new CallWatcher() {
            @Override
            public void before(Call call) {
                throw new StackOverflowError();
            }
        });

        assertThatThrownBy(runner::dispatch).isInstanceOf(StackOverflowError.class);
        fleet.settle(runner);

        assertThat(fleet.told).containsExactly("DIED one", "end two");
        assertThat(runner.health().busy()).isZero();
    }

    private SyncRunner one() {
        fleet.tenant("one", club);
        SyncRunner runner = fleet.runner().build();
        runner.add(ONE);
        return runner;
    }

    private SyncStore failing(SyncStore store) {
        return (SyncStore) Proxy.newProxyInstance(
                SyncStore.class.getClassLoader(), new Class<?>[] {SyncStore.class}, (proxy, method, arguments) -> {
                    if (down) {
                        throw downWith;
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
