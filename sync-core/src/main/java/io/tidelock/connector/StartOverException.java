package io.tidelock.connector;

import org.jspecify.annotations.Nullable;

/**
 * Calls for reading the feed from its beginning: the cursor is another feed's, or of a version that the connector no longer
 * reads. What is shown again unchanged costs its page and nothing else.
 */
public final class StartOverException extends ConnectorException {

    private static final long serialVersionUID = 1L;

    /** Says which cursor cannot be read; never with its text. */
    public StartOverException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
