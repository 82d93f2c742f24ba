package io.tidelock.store;

import org.jspecify.annotations.Nullable;

/**
 * Says that the store could not be asked or written now: its connection is lost, its disk is full, it is too busy. Come again
 * later: what a commit that ended like this should have stored is stored as a whole or not at all, and the next pass finds
 * out which.
 */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what could not be done, and why.
     *
     * @param cause null where its message could show what was to be stored
     */
    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
