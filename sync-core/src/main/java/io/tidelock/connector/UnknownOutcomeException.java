package io.tidelock.connector;

import org.jspecify.annotations.Nullable;

/**
 * Calls for finding out: a write was sent and nobody knows whether it was applied. Never thrown by {@link
 * RecordWriter#write}, which says so for each operation; thrown by single calls that change something.
 */
public final class UnknownOutcomeException extends ConnectorException {

    private static final long serialVersionUID = 1L;

    /** Says which call it was. */
    public UnknownOutcomeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
