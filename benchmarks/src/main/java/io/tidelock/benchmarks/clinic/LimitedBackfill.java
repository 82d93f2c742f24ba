package io.tidelock.benchmarks.clinic;

import io.tidelock.benchmarks.workload.WrongResultException;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.http.CallBudget;
import io.tidelock.hubspot.HubSpotTier;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.CallLog;
import io.tidelock.testkit.fake.hubspot.RateLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Takes patients over from and into fakes that refuse what exceeds their limits, on a clock that only waiting moves: calls take
 * no time, so that what is measured is the waiting alone.
 */
public final class LimitedBackfill {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final int patients;

    /** Takes over so many. */
    public LimitedBackfill(int patients) {
        this.patients = patients;
    }

    /**
     * What a backfill took.
     *
     * @param calls of the vendor whose limit bound it, those of the kind that is limited
     * @param floor the time before which so many calls cannot be made within the configured budget
     * @param took the time that it took
     * @param refused how many calls were answered 429
     */
    public record Result(long calls, Duration floor, Duration took, long refused) {

        /** Returns the time over the floor. */
        public double ratio() {
            return (double) took.toMillis() / floor.toMillis();
        }
    }

    /** Lets Cliniko allow so many calls a minute, of which nine tenths are used; HubSpot takes any number. */
    public Result boundByCliniko(int limit) {
        int budget = limit * 9 / 10;
        ManualClock clock = new ManualClock();
        try (Clinic clinic = Clinic.limited(clock, limit, RateLimits.none())) {
            CallBudget calls = CallBudget.builder().window(MINUTE, budget).build();
            Duration took = run(clinic, clock, calls, CallBudget.unlimited());
            long made = clinic.cliniko().calls().size();
            return new Result(
                    made,
                    floor(made, budget, MINUTE),
                    took,
                    refused(clinic.cliniko().calls()));
        }
    }

    /** Lets HubSpot allow what a Starter portal may do, of which its tier uses nine tenths; Cliniko takes any number. */
    public Result boundByHubSpot() {
        int budget = RateLimits.starter().tenSeconds() * 9 / 10;
        ManualClock clock = new ManualClock();
        try (Clinic clinic = Clinic.limited(clock, 0, RateLimits.starter())) {
            Duration took = run(clinic, clock, CallBudget.unlimited(), HubSpotTier.STARTER.budget());
            List<CallLog.Call> all = clinic.hubspot().calls();
            long made = all.stream()
                    .filter(call -> !call.path().endsWith("/search"))
                    .count();
            return new Result(made, floor(made, budget, TEN_SECONDS), took, refused(all));
        }
    }

    /** As many calls as a window holds are made at once; each further window's worth has to wait for one more. */
    private static Duration floor(long calls, int budget, Duration window) {
        return window.multipliedBy(Math.max(0, calls - 1) / budget);
    }

    private static long refused(List<CallLog.Call> calls) {
        return calls.stream().filter(call -> call.status() == 429).count();
    }

    private Duration run(Clinic clinic, ManualClock clock, CallBudget ofCliniko, CallBudget ofHubSpot) {
        clinic.admit(patients);
        SyncEngine engine = SyncEngine.builder()
                .integration(clinic.integration(ofCliniko, ofHubSpot))
                .store(new InMemoryStore())
                .fingerprintKey("no secret, but long enough".getBytes(StandardCharsets.UTF_8))
                .clock(clock)
                .build();
        engine.provisionSchema();
        clinic.cliniko().clearCalls();
        clinic.hubspot().clearCalls();
        clock.advance(MINUTE); // the budget is whole again
        Instant begun = clock.instant();
        SyncReport report = engine.run();
        while (clinic.hubspot().records("contacts").size() < patients || report.more()) {
            requireLater(report, clock);
            report = engine.run();
        }
        return Duration.between(begun, clock.instant());
    }

    private static void requireLater(SyncReport report, ManualClock clock) {
        Instant next = report.resumeAt().orElse(report.nextDue());
        Duration rest = Duration.between(clock.instant(), next);
        if (rest.isZero() && !report.more()) {
            throw new WrongResultException("The backfill did not go on: " + report.interruptions());
        }
        clock.advance(rest.isNegative() ? Duration.ZERO : rest);
    }
}
