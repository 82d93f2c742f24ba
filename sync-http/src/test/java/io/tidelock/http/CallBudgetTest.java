package io.tidelock.http;

import static io.tidelock.http.CallBudget.EVERY_CALL;
import static io.tidelock.http.CallBudget.ORDINARY;
import static io.tidelock.http.Clinic.ADA;
import static io.tidelock.http.Clinic.PATIENT;
import static io.tidelock.http.Clinic.json;
import static io.tidelock.http.Traffic.BACKFILL;
import static io.tidelock.http.Traffic.INTERACTIVE;
import static io.tidelock.http.Traffic.LIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.SharedPermits;
import io.tidelock.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallBudgetTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualClock clock = new ManualClock();

    @Test
    void noSpanOfAWindowHoldsMoreCallsThanItsPermits() {
        CallBudget budget =
                CallBudget.builder().window(Duration.ofSeconds(10), 50).build();
        ArrayDeque<Instant> calls = new ArrayDeque<>();
        Random random = new Random(42);

        for (int i = 0; i < 20_000; i++) {
            clock.advance(Duration.ofMillis(random.nextInt(150)));
            if (taken(budget, INTERACTIVE)) {
                calls.addLast(clock.instant());
            }
            while (!calls.isEmpty() && !calls.getFirst().isAfter(clock.instant().minusSeconds(10))) {
                calls.removeFirst();
            }
            assertThat(calls).hasSizeLessThanOrEqualTo(50);
        }
    }

    @Test
    void whatIsLeftOfEachLimitIsToldUntilWhen() {
        CallBudget budget = CallBudget.builder()
                .window(MINUTE, 50)
                .window("search", Duration.ofSeconds(10), 4)
                .build();
        Instant start = clock.instant();

        budget.take("search", LIVE, start);
        budget.learn(new Allowance(EVERY_CALL, 1_000, 7, start.plusSeconds(90)), start);
        budget.hold("search", start.plusSeconds(30), start);
        clock.advance(Duration.ofSeconds(20));

        assertThat(budget.limits(clock.instant()))
                .containsExactly(
                        new CallsLeft("every call in 1m", 49, 50, start.plusSeconds(60)),
                        new CallsLeft("search in 10s", 4, 4, clock.instant()),
                        new CallsLeft("every call, said the vendor", 7, 1_000, start.plusSeconds(90)),
                        new CallsLeft("search, on hold", 0, 0, start.plusSeconds(30)));
        clock.advance(MINUTE.multipliedBy(2));
        assertThat(budget.limits(clock.instant()))
                .extracting(CallsLeft::limit, CallsLeft::left)
                .as("the vendor's word is old")
                .containsExactly(tuple("every call in 1m", 50), tuple("search in 10s", 4));
    }

    @Test
    void callsFlowAtNearlyTheFullRate() {
        CallBudget budget =
                CallBudget.builder().window(Duration.ofSeconds(10), 100).build();
        int spent = 0;

        Instant end = clock.instant().plusSeconds(1000);
        while (clock.instant().isBefore(end)) {
            Instant free = budget.take(ORDINARY, INTERACTIVE, clock.instant());
            if (free.isAfter(clock.instant())) {
                clock.advance(Duration.between(clock.instant(), free));
            } else {
                spent++;
            }
        }

        assertThat(spent).isBetween(9_500, 10_100);
    }

    @Test
    void everyWindowHolds() {
        CallBudget budget = CallBudget.builder()
                .window(Duration.ofSeconds(1), 5)
                .window(Duration.ofDays(1), 12)
                .build();

        int spent = 0;
        for (int second = 0; second < 10; second++) {
            while (taken(budget, INTERACTIVE)) {
                spent++;
            }
            clock.advance(Duration.ofSeconds(2));
        }

        assertThat(spent).isEqualTo(12);
        assertThat(budget.nextCall(ORDINARY, INTERACTIVE, clock.instant()))
                .isAfter(clock.instant().plus(Duration.ofHours(23)));
    }

    @Test
    void lanesHaveWindowsOfTheirOwnBesideTheSharedOnes() {
        CallBudget budget = CallBudget.builder()
                .window(MINUTE, 5)
                .window("search", MINUTE, 2)
                .build();

        assertThat(taken(budget, "search")).isTrue();
        assertThat(taken(budget, "search")).isTrue();
        assertThat(taken(budget, "search")).isFalse();

        assertThat(budget.left(ORDINARY, clock.instant())).isEqualTo(3);
        assertThat(budget.left("search", clock.instant())).isZero();
        assertThat(taken(budget, ORDINARY)).isTrue();
    }

    @Test
    void lowerTrafficLeavesAPartToTheHigher() {
        CallBudget budget = CallBudget.builder().window(MINUTE, 100).build();

        assertThat(spend(budget, BACKFILL)).isEqualTo(80);
        assertThat(spend(budget, LIVE)).isEqualTo(15);
        assertThat(spend(budget, INTERACTIVE)).isEqualTo(5);
    }

    @Test
    void waitingCallOfAHigherRankGoesFirst() {
        CallBudget budget =
                CallBudget.builder().window(Duration.ofSeconds(1), 1).build();
        taken(budget, LIVE);
        budget.enqueue(INTERACTIVE);

        clock.advance(Duration.ofSeconds(2));

        assertThat(taken(budget, BACKFILL)).isFalse();
        assertThat(taken(budget, LIVE)).isFalse();
        assertThat(taken(budget, INTERACTIVE)).isTrue();
        budget.dequeue(INTERACTIVE);
        clock.advance(Duration.ofSeconds(2));
        assertThat(taken(budget, BACKFILL)).isTrue();
    }

    @Test
    void vendorsWordThatLittleIsLeftHoldsUntilItsWindowEnds() {
        CallBudget budget = CallBudget.builder().window(MINUTE, 100).build();
        Instant reset = clock.instant().plusSeconds(8);

        budget.learn(new Allowance(ORDINARY, 100, 2, reset), clock.instant());

        assertThat(budget.left(ORDINARY, clock.instant())).isEqualTo(2);
        assertThat(taken(budget, BACKFILL)).isFalse();
        assertThat(taken(budget, INTERACTIVE)).isTrue();
        assertThat(taken(budget, INTERACTIVE)).isTrue();
        assertThat(budget.take(ORDINARY, INTERACTIVE, clock.instant())).isEqualTo(reset);
        clock.advance(Duration.ofSeconds(8));
        assertThat(taken(budget, BACKFILL)).isTrue();
    }

    @Test
    void severalLimitsOfALaneAreKeptApart() {
        CallBudget budget = CallBudget.unlimited();
        Instant now = clock.instant();

        budget.learn(new Allowance(EVERY_CALL, 1000, 1, now.plusSeconds(600)), now);
        budget.learn(new Allowance(EVERY_CALL, 10, 9, now.plusSeconds(1)), now);
        budget.learn(new Allowance("search", 5, 0, now.plusSeconds(1)), now);
        budget.learn(new Allowance(ORDINARY, 5, 0, now.minusSeconds(1)), now);

        assertThat(taken(budget, "search")).isFalse();
        assertThat(taken(budget, ORDINARY)).isTrue();
        assertThat(budget.take(ORDINARY, INTERACTIVE, now)).isEqualTo(now.plusSeconds(600));
    }

    @Test
    void holdIsNeverShortenedAndNeverForEver() {
        CallBudget budget = CallBudget.unlimited();
        Instant now = clock.instant();

        budget.hold(EVERY_CALL, now.plusSeconds(100), now);
        budget.hold(EVERY_CALL, now.plusSeconds(10), now);

        assertThat(budget.nextCall("search", LIVE, now)).isEqualTo(now.plusSeconds(100));
        assertThat(budget.left("search", now)).isZero();
        assertThat(budget.hold(EVERY_CALL, Instant.MAX, now)).isEqualTo(now.plus(Duration.ofHours(25)));
    }

    @Test
    void clockThatGoesBackNeitherStopsNorFreesTheBudget() {
        CallBudget budget =
                CallBudget.builder().window(Duration.ofSeconds(10), 3).build();
        assertThat(spend(budget, INTERACTIVE)).isEqualTo(3);

        clock.advance(Duration.ofMinutes(-10));

        assertThat(taken(budget, INTERACTIVE)).isFalse();
        assertThat(budget.nextCall(ORDINARY, INTERACTIVE, clock.instant()))
                .isBeforeOrEqualTo(clock.instant().plusSeconds(11));
        clock.advance(Duration.ofSeconds(11));
        assertThat(spend(budget, INTERACTIVE)).isEqualTo(3);
    }

    @Test
    void shortWaitPassesInPlaceAndALongOneIsLeftToTheCaller() throws IOException {
        try (Clinic clinic = new Clinic()) {
            Instant start = clinic.clock.instant();
            CallBudget budget = CallBudget.builder()
                    .window("search", Duration.ofMillis(320), 1)
                    .window(MINUTE, 3)
                    .build();
            ClinicApi api =
                    clinic.api(client -> client.budget(budget).traffic(BACKFILL).failures(Reaction::byStatus));

            api.search(ADA).read();
            api.search(ADA).as(INTERACTIVE).read();
            api.search(ADA).read();

            Instant now = clinic.clock.instant();
            assertThat(Duration.between(start, now)).isEqualTo(Duration.ofMillis(640));
            QuotaExhaustedException quota = catchThrowableOfType(
                    QuotaExhaustedException.class, () -> api.search(ADA).read());
            assertThat(quota.until())
                    .isBetween(start.plus(MINUTE), start.plus(MINUTE).plusSeconds(2));
            assertThat(quota).hasMessageStartingWith("clinic:17 POST search has no calls left");
            assertThat(clinic.requests()).isEqualTo(3);
        }
    }

    @Test
    void windowOfASecondIsWaitedForInPlace() throws IOException {
        try (Clinic clinic = new Clinic()) {
            Instant start = clinic.clock.instant();
            CallBudget budget = CallBudget.builder()
                    .window("search", Duration.ofSeconds(1), 60)
                    .build();
            ClinicApi api = clinic.api(client -> client.budget(budget).traffic(INTERACTIVE));

            for (int i = 0; i < 121; i++) {
                api.search(ADA).read();
            }

            assertThat(Duration.between(start, clinic.clock.instant())).isEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test
    void vendorsHeadersFeedTheLaneOfTheCall() throws IOException {
        try (Clinic clinic = new Clinic()) {
            clinic.answers(json(200, PATIENT).setHeader("X-Remaining", "0"));
            AllowanceReader reader = answer -> answer.number("X-Remaining")
                    .map(left -> List.of(new Allowance(
                            answer.lane(),
                            100,
                            left.intValue(),
                            answer.receivedAt().plusSeconds(10))))
                    .orElse(List.of());
            ClinicApi api = clinic.api(client -> client.allowances(reader));

            api.search(ADA).read();

            assertThat(api.patient("7", "id").read().status()).isEqualTo(200);
            assertThatThrownBy(() -> api.search(ADA).read()).isInstanceOf(QuotaExhaustedException.class);
        }
    }

    @Test
    void vendorsHeadersFeedTheBudgetOnSuccessToo() throws IOException {
        try (Clinic clinic = new Clinic()) {
            clinic.answers(json(200, PATIENT).setHeader("X-Remaining", "0"));
            AllowanceReader reader = answer -> answer.number("X-Remaining")
                    .map(left -> List.of(new Allowance(
                            ORDINARY, 100, left.intValue(), answer.receivedAt().plusSeconds(10))))
                    .orElse(List.of());
            ClinicApi api = clinic.api(client -> client.allowances(reader));

            api.patient("7", "id").read();

            assertThatThrownBy(() -> api.patient("7", "id").read()).isInstanceOf(QuotaExhaustedException.class);
            clinic.clock.advance(Duration.ofSeconds(10));
            assertThat(api.patient("7", "id").read().status()).isEqualTo(200);
        }
    }

    @Test
    void sharedWindowUsesUpItsBlockBeforeItAsksForTheNext() {
        List<String> asked = new ArrayList<>();
        CallBudget budget = CallBudget.builder()
                .window(MINUTE, 96)
                .window("search", MINUTE, 1)
                .build()
                .sharedBy((lane, window, permits, wanted) -> {
                    asked.add(lane + " " + window + " " + permits + " " + wanted);
                    return new SharedPermits.Block(asked.size() < 3 ? wanted : 0, Duration.ofSeconds(10));
                });

        assertThat(taken(budget, ORDINARY)).isTrue();
        assertThat(taken(budget, ORDINARY)).isTrue();
        assertThat(taken(budget, ORDINARY)).isTrue();
        assertThat(asked).as("one block, of this lane's window").containsExactly("* PT1M 96 3");
        assertThat(taken(budget, ORDINARY)).isTrue();
        assertThat(asked).hasSize(2);

        clock.advance(Duration.ofSeconds(10));

        assertThat(budget.take(ORDINARY, INTERACTIVE, clock.instant()))
                .as("what was left of the block is lost, and there is no other now")
                .isEqualTo(clock.instant().plusSeconds(10));
        assertThat(asked).hasSize(3);
    }

    @Test
    void nobodyIsAskedForABlockWhileThereIsNoPermit() {
        List<String> asked = new ArrayList<>();
        CallBudget budget = CallBudget.builder().window(MINUTE, 1).build().sharedBy((lane, window, permits, wanted) -> {
            asked.add(lane);
            return new SharedPermits.Block(wanted, MINUTE);
        });
        taken(budget, ORDINARY);

        assertThat(taken(budget, ORDINARY)).isFalse();

        assertThat(asked).hasSize(1);
    }

    @Test
    void callSpendsNothingOfAnotherLane() {
        CallBudget budget = CallBudget.builder().window("search", MINUTE, 2).build();

        taken(budget, ORDINARY);

        assertThat(budget.left("search", clock.instant())).isEqualTo(2);
    }

    @Test
    void latestWordCountsForItsLimitAndLaneOnly() {
        CallBudget budget = CallBudget.unlimited();
        Instant now = clock.instant();

        budget.learn(new Allowance(ORDINARY, 100, 0, now.plusSeconds(10)), now);
        budget.learn(new Allowance(ORDINARY, 1_000, 500, now.plusSeconds(20)), now);
        budget.learn(new Allowance("search", 100, 9, now.plusSeconds(30)), now);
        assertThat(budget.left(ORDINARY, now)).isZero();

        budget.learn(new Allowance(ORDINARY, 100, 40, now.plusSeconds(10)), now);
        assertThat(budget.left(ORDINARY, now)).isEqualTo(40);
        assertThat(budget.left("search", now)).isEqualTo(9);
    }

    @Test
    void whatTheVendorSaysIsLeftIsForWhoWaitsWithAHigherRank() {
        CallBudget budget = CallBudget.unlimited();
        budget.learn(new Allowance(ORDINARY, 10, 1, clock.instant().plusSeconds(10)), clock.instant());
        budget.enqueue(INTERACTIVE);

        assertThat(taken(budget, LIVE)).isFalse();
        assertThat(taken(budget, INTERACTIVE)).isTrue();
    }

    @Test
    void windowWithoutLengthOrPermitsIsRefused() {
        CallBudget.Builder builder = CallBudget.builder();

        assertThatThrownBy(() -> builder.window(Duration.ZERO, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.window(MINUTE, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private boolean taken(CallBudget budget, Traffic traffic) {
        return taken(budget, ORDINARY, traffic);
    }

    private boolean taken(CallBudget budget, String lane) {
        return taken(budget, lane, INTERACTIVE);
    }

    private boolean taken(CallBudget budget, String lane, Traffic traffic) {
        return !budget.take(lane, traffic, clock.instant()).isAfter(clock.instant());
    }

    private int spend(CallBudget budget, Traffic traffic) {
        int spent = 0;
        while (taken(budget, traffic)) {
            spent++;
        }
        return spent;
    }
}
