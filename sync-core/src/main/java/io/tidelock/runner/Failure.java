package io.tidelock.runner;

import io.tidelock.engine.ConfigurationException;
import io.tidelock.engine.OutdatedPlanException;
import io.tidelock.store.StoreUnavailableException;
import java.time.Instant;

/**
 * Says why an integration does not run.
 *
 * @param code {@code CONFIGURATION}: a person is needed, it is tried once an hour; {@code OUTDATED_PLAN}: it is left alone
 *     until it is resumed or added again; {@code STORE_UNAVAILABLE} and {@code FAILED}: it is tried again by itself; {@code DIED}: so too, an error that the
 *     executor got went through
 * @param reason what a person reads; without values
 * @param since when it failed for the first time since it last ran
 * @param attempts how often it failed since then
 */
public record Failure(String code, String reason, Instant since, int attempts) {

    static final String CONFIGURATION = "CONFIGURATION";
    static final String OUTDATED_PLAN = "OUTDATED_PLAN";

    static Failure of(RuntimeException cause, Instant since, int attempts) {
        if (cause instanceof ConfigurationException) {
            return new Failure(CONFIGURATION, cause.getMessage() + "", since, attempts);
        }
        if (cause instanceof OutdatedPlanException) {
            return new Failure(OUTDATED_PLAN, cause.getMessage() + "", since, attempts);
        }
        if (cause instanceof StoreUnavailableException) {
            return new Failure("STORE_UNAVAILABLE", cause.getMessage() + "", since, attempts);
        }
        return new Failure("FAILED", described(cause), since, attempts);
    }

    static Failure death(Instant since, int attempts) {
        return new Failure("DIED", "The worker died of an error; see what the executor says", since, attempts);
    }

    /** Says where it happened; the message itself could hold what a record holds. */
    private static String described(RuntimeException cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        return cause.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    boolean leavesAlone() {
        return code.equals(OUTDATED_PLAN);
    }

    boolean needsPerson() {
        return code.equals(CONFIGURATION);
    }
}
