package io.tidelock.http;

import java.io.IOException;

/** Ends the reading of a body that exceeds the client's limit. */
final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    BodyTooLargeException(String message) {
        super(message);
    }
}
