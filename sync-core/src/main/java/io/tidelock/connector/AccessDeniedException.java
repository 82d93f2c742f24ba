package io.tidelock.connector;

/** Calls for a person: the credentials are wrong, expired for good, or lack a permission that the message names. */
public final class AccessDeniedException extends ConnectorException {

    private static final long serialVersionUID = 1L;

    /** Says what is denied, and which permission is missing where the system says so. */
    public AccessDeniedException(String message) {
        super(message, null);
    }
}
