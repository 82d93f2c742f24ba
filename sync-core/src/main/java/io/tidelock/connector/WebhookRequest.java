package io.tidelock.connector;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A request that somebody sent to a host's webhook address. Says nothing of its headers and body when printed. */
public final class WebhookRequest {

    private final String method;
    private final String uri;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Instant receivedAt;

    private WebhookRequest(
            String method, String uri, Map<String, List<String>> headers, byte[] body, Instant receivedAt) {
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.body = body;
        this.receivedAt = receivedAt;
    }

    /**
     * Describes a request as it was received.
     *
     * @param uri the whole URL that was called, or what the host's server shows of it; the query included, nothing decoded
     * @param headers the values of each header, the names in any case
     * @param body the bytes as received; not copied, so the caller changes them no more
     * @param receivedAt by the clock of whoever received it
     */
    public static WebhookRequest of(
            String method, String uri, Map<String, List<String>> headers, byte[] body, Instant receivedAt) {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> anyCase.merge(name, List.copyOf(values), WebhookRequest::both));
        return new WebhookRequest(method, uri, anyCase, body, receivedAt);
    }

    private static List<String> both(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Returns the method, such as {@code POST}. */
    public String method() {
        return method;
    }

    /** Returns the URI as received. */
    public String uri() {
        return uri;
    }

    /** Returns the value of a header, whatever the case of its name; empty when it is missing or was sent more than once. */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Returns the bytes of the body; not a copy. */
    public byte[] body() {
        return body;
    }

    /** Returns when it was received. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** Returns the method and the size only. */
    @Override
    public String toString() {
        return method + " webhook of " + body.length + " bytes";
    }
}
