package io.tidelock.runner;

import io.tidelock.record.IntegrationId;
import java.time.Duration;

/**
 * Says how long an integration rests that failed. Doubles from 5 seconds to 15 minutes; a part of it depends on the id, so
 * that those which failed together do not come back together.
 */
final class BackOff {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration CEILING = Duration.ofMinutes(15);
    private static final Duration UNTIL_A_PERSON_CAME = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;
    private static final int SHARES = 1_000;

    private BackOff() {}

    static Duration after(IntegrationId id, Failure failure) {
        if (failure.needsPerson()) {
            return spread(id, failure, UNTIL_A_PERSON_CAME);
        }
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failure.attempts() - 1, MOST_DOUBLINGS));
        return spread(id, failure, doubled.compareTo(CEILING) > 0 ? CEILING : doubled);
    }

    /** Takes up to a quarter off. */
    private static Duration spread(IntegrationId id, Failure failure, Duration most) {
        int share = Math.floorMod(31 * id.hashCode() + failure.attempts(), SHARES);
        return most.minus(most.multipliedBy(share).dividedBy(4L * SHARES));
    }
}
