package io.tidelock.runner;

import io.tidelock.record.IntegrationId;
import java.time.Instant;
import java.util.Optional;

/**
 * How one integration does.
 *
 * @param id which
 * @param state what it does
 * @param at resting and failing: until when; else since when
 * @param failure why its last pass failed; empty when it did not
 * @param interruptions how much its last pass could not do; {@link RunnerListener#onEnd} says what
 */
public record IntegrationHealth(
        IntegrationId id, State state, Instant at, Optional<Failure> failure, int interruptions) {

    /** What an integration does. */
    public enum State {
        /** It is due later. */
        RESTING,
        /** It waits for a worker. */
        DUE,
        /** A worker has it. */
        RUNNING,
        /** Somebody paused it; its pass may still be ending. */
        PAUSED,
        /** Its last pass failed; it is tried again by itself. */
        FAILING,
        /** Other nodes have a newer plan: it waits to be resumed or added again. */
        LEFT_ALONE
    }
}
