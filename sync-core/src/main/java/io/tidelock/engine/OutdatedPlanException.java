package io.tidelock.engine;

/**
 * Calls for leaving an integration to others: it already runs by a newer revision of its plan than this engine has. Another
 * node was updated first. Stop this engine, update this node; nothing was called and nothing was changed.
 */
public final class OutdatedPlanException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutdatedPlanException(String message) {
        super(message);
    }
}
