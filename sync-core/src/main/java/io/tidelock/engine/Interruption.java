package io.tidelock.engine;

import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.StartOverException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says that part of a pass could not be done. Nothing is lost by it: the next pass goes on where this one stopped.
 *
 * @param where the feed or flow
 * @param cause what the connector asks for
 * @param resumeAt when it makes sense to try again; empty when a person has to act first
 */
public record Interruption(String where, ConnectorException cause, Optional<Instant> resumeAt) {

    private static final Duration SOON = Duration.ofMinutes(1);

    static Interruption of(String where, ConnectorException cause, Instant now) {
        Optional<Instant> resumeAt = Optional.empty();
        if (cause instanceof RetryLaterException later) {
            resumeAt = Optional.of(now.plus(later.after()));
        } else if (cause instanceof StartOverException) {
            resumeAt = Optional.of(now.plus(SOON));
        } else if (cause instanceof QuotaExhaustedException quota) {
            resumeAt = Optional.of(quota.until());
        }
        return new Interruption(where, cause, resumeAt);
    }
}
