package io.tidelock.connector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Calls for trying again later: the request was not applied, and the system is expected to recover by itself. */
public final class RetryLaterException extends ConnectorException {

    private static final long serialVersionUID = 1L;

    private final Duration after;

    /** Asks to try again after at least this long. */
    public RetryLaterException(String message, Duration after, @Nullable Throwable cause) {
        super(message, cause);
        this.after = after;
    }

    /** Returns how long to wait at least. */
    public Duration after() {
        return after;
    }
}
