package io.tidelock.connector;

import org.jspecify.annotations.Nullable;

/**
 * Says that a call failed as a whole and which reaction that calls for; each subclass is one reaction.
 *
 * <p>Messages carry method, path, status and the vendor's stable code: never bodies, tokens or field values.
 */
public abstract sealed class ConnectorException extends RuntimeException
        permits RetryLaterException,
                QuotaExhaustedException,
                AccessDeniedException,
                RequestRejectedException,
                StartOverException,
                UnknownOutcomeException {

    private static final long serialVersionUID = 1L;

    ConnectorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
