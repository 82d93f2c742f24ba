package io.tidelock.store;

/**
 * Calls for dropping the engine: somebody else runs the integration by now, or may soon. Nothing was called and nothing was
 * stored; whoever runs it goes on from what was.
 */
public final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says how it was noticed. */
    public LeaseLostException(String message) {
        super(message);
    }
}
