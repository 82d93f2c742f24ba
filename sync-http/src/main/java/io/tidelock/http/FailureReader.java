package io.tidelock.http;

/**
 * Reads a vendor's error answers. A hook of the connector: pure, thread-safe, and free to end in {@link
 * Reaction#byStatus} for whatever it does not know.
 *
 * <p>A reader that throws counts as one that knows nothing.
 */
@FunctionalInterface
public interface FailureReader {

    /**
     * Says what an answer calls for that is neither a success nor {@link RestCall#accepting accepted}.
     *
     * @param failure with the beginning of the body, which may be JSON, HTML or nothing
     */
    Reaction read(Answer failure);
}
