package io.tidelock.engine;

import java.util.Map;

/**
 * What became of hints, as an HTTP response without a body. Anything but {@link #accepted} asks the sender to say all of it
 * again; what is then said twice does no harm.
 *
 * @param status the HTTP status: 204 once everything is durable, 4xx for what is not believed, 503 when it cannot be kept now,
 *     500 when the host's own set-up is at fault
 * @param code a stable name of the reason, such as {@code ACCEPTED}, {@code INBOX_FULL} or {@code STORE_UNAVAILABLE}
 * @param headers the headers to send, such as {@code Retry-After} in seconds
 * @param stored how many records were hinted at durably, counted once for each integration
 * @param unrouted how many hints were of accounts that no integration is connected to, and were dropped
 * @param ignored how many events were of kinds that the connector does not know, and were dropped
 */
public record InboxResponse(
        int status, String code, Map<String, String> headers, int stored, int unrouted, int ignored) {

    private static final Map<String, String> LATER = Map.of("Retry-After", "60");

    /** Copies the map. */
    public InboxResponse {
        headers = Map.copyOf(headers);
    }

    static InboxResponse accepted(int stored, int unrouted, int ignored) {
        return new InboxResponse(204, "ACCEPTED", Map.of(), stored, unrouted, ignored);
    }

    static InboxResponse later(String code, int stored) {
        return new InboxResponse(503, code, LATER, stored, 0, 0);
    }

    static InboxResponse refused(int status, String code) {
        return new InboxResponse(status, code, Map.of(), 0, 0, 0);
    }

    /** Tells whether everything is durable, so that the sender may forget it. */
    public boolean accepted() {
        return status < 300;
    }
}
