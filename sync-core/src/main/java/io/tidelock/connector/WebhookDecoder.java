package io.tidelock.connector;

/**
 * Reads what a vendor's server posts for one app of the host's: makes sure that the vendor said it, and finds out which
 * records it is about. Knows no store and makes no call; whatever a post says about values, order or completeness is left
 * alone, for the records are read anyway.
 *
 * <p>Thread-safe.
 */
public interface WebhookDecoder {

    /**
     * Returns how many bytes a body may have. Who takes a request from the wire reads one byte more at most; a longer body is
     * refused before it is looked at.
     */
    int mostBytes();

    /**
     * Verifies a request and decodes it.
     *
     * @param request as received, its body not longer than {@link #mostBytes}
     * @return the hints, or a refusal; whatever a stranger may have sent is refused, never thrown
     */
    WebhookOutcome decode(WebhookRequest request);
}
