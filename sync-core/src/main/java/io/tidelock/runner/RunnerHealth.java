package io.tidelock.runner;

import io.tidelock.engine.CallUnderWay;
import io.tidelock.record.IntegrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a runner does, at one moment.
 *
 * @param at the moment
 * @param workers how many passes may run at a time
 * @param busy how many do
 * @param lag how long the integration has been due that waits longest for a worker; zero when none waits
 * @param hanging the passes that wait for a call too long, longest first
 * @param integrations one for each, in the order in which they were added
 */
public record RunnerHealth(
        Instant at,
        int workers,
        int busy,
        Duration lag,
        List<HangingPass> hanging,
        List<IntegrationHealth> integrations) {

    /** Copies the lists. */
    public RunnerHealth {
        hanging = List.copyOf(hanging);
        integrations = List.copyOf(integrations);
    }

    /** Counts the integrations in a state. */
    public int count(IntegrationHealth.State state) {
        return (int) integrations.stream()
                .filter(integration -> integration.state() == state)
                .count();
    }

    /**
     * A pass that waits for a call.
     *
     * @param integration whose
     * @param call which call, since when
     */
    public record HangingPass(IntegrationId integration, CallUnderWay call) {}
}
