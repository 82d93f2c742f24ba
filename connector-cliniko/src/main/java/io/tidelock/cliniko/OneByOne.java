package io.tidelock.cliniko;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.WriteOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes a batch of requests for single records, because Cliniko has no batches, and knows when to leave the rest. */
final class OneByOne {

    static final int BATCH = 10;

    /** A server that lost two answers is not trusted with the rest of the batch; each may take a call's whole time. */
    private static final int MOST_UNKNOWN = 2;

    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final Clock clock;

    OneByOne(Clock clock) {
        this.clock = clock;
    }

    <T> List<WriteOutcome> send(List<T> batch, Function<T, WriteOutcome> request) {
        if (batch.isEmpty() || batch.size() > BATCH) {
            throw new IllegalArgumentException("A batch has 1 to " + BATCH + " operations, this one " + batch.size());
        }
        List<WriteOutcome> outcomes = new ArrayList<>();
        int unknown = 0;
        for (T one : batch) {
            try {
                outcomes.add(request.apply(one));
            } catch (RetryLaterException | QuotaExhaustedException | AccessDeniedException stop) {
                if (outcomes.isEmpty()) {
                    throw stop;
                }
                return postponed(outcomes, batch.size(), after(stop));
            }
            unknown += outcomes.get(outcomes.size() - 1) instanceof WriteOutcome.Unknown ? 1 : 0;
            if (unknown == MOST_UNKNOWN) {
                return postponed(outcomes, batch.size(), A_WHILE);
            }
        }
        return outcomes;
    }

    private static List<WriteOutcome> postponed(List<WriteOutcome> outcomes, int size, Duration after) {
        while (outcomes.size() < size) {
            outcomes.add(new WriteOutcome.Retryable(after));
        }
        return outcomes;
    }

    private Duration after(ConnectorException stop) {
        if (stop instanceof RetryLaterException retry) {
            return retry.after();
        }
        if (stop instanceof QuotaExhaustedException quota) {
            Duration left = Duration.between(clock.instant(), quota.until());
            return left.isNegative() ? Duration.ZERO : left;
        }
        return A_WHILE;
    }
}
