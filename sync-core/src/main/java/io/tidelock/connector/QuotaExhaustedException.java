package io.tidelock.connector;

import java.time.Instant;

/** Calls for leaving the account alone until a moment: its budget of calls is used up. */
public final class QuotaExhaustedException extends ConnectorException {

    private static final long serialVersionUID = 1L;

    private final transient Instant until;

    /** Asks to leave the account alone until a moment. */
    public QuotaExhaustedException(String message, Instant until) {
        super(message, null);
        this.until = until;
    }

    /** Returns when calls are possible again. */
    public Instant until() {
        return until;
    }
}
