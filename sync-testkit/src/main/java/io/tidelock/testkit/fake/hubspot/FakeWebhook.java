package io.tidelock.testkit.fake.hubspot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook as HubSpot posts it (§8.3), with a v3 signature (§8.4): for tests of whatever receives them. Any name or value of
 * an event may be made wrong by writing its JSON by hand.
 */
public final class FakeWebhook {

    /** What is decoded before a URL is signed, and nothing else. */
    private static final List<String[]> DECODED = List.of(
            new String[] {"%3A", ":"},
            new String[] {"%2F", "/"},
            new String[] {"%3F", "?"},
            new String[] {"%40", "@"},
            new String[] {"%21", "!"},
            new String[] {"%24", "$"},
            new String[] {"%27", "'"},
            new String[] {"%28", "("},
            new String[] {"%29", ")"},
            new String[] {"%2A", "*"},
            new String[] {"%2C", ","},
            new String[] {"%3B", ";"});

    private final String url;
    private final String body;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();

    private FakeWebhook(String url, String body) {
        this.url = url;
        this.body = body;
    }

    /**
     * Posts events.
     *
     * @param clientSecret the app's
     * @param url the app's target URL; some of its escapes are decoded before it is signed, as documented
     * @param at when it is signed
     * @param events the JSON of each event, such as {@link #event} writes it
     */
    public static FakeWebhook of(String clientSecret, String url, Instant at, String... events) {
        return ofBody(clientSecret, url, at, "[" + String.join(",", events) + "]");
    }

    /** Posts a body that may be no JSON at all. */
    public static FakeWebhook ofBody(String clientSecret, String url, Instant at, String body) {
        FakeWebhook webhook = new FakeWebhook(url, body);
        String timestamp = Long.toString(at.toEpochMilli());
        webhook.headers.put("Content-Type", List.of("application/json"));
        webhook.headers.put("X-HubSpot-Request-Timestamp", List.of(timestamp));
        webhook.headers.put(
                "X-HubSpot-Signature-v3", List.of(sign(clientSecret, "POST" + decoded(url) + body + timestamp)));
        return webhook;
    }

    /**
     * Writes an event about one object.
     *
     * @param portal the Hub ID
     * @param type such as {@code contact.creation}
     * @param objectId the object's id, as HubSpot's number
     */
    public static String event(long portal, String type, String objectId) {
        return "{\"eventId\":100,\"subscriptionId\":2881778,\"portalId\":" + portal
                + ",\"appId\":4210286,\"occurredAt\":1731612159499,\"subscriptionType\":\"" + type
                + "\",\"attemptNumber\":0,\"objectId\":" + objectId + ",\"changeSource\":\"CRM\"}";
    }

    /** Writes an event about a changed property. */
    public static String propertyChange(long portal, String type, String objectId, String property, String value) {
        String event = event(portal, type + ".propertyChange", objectId);
        return event.substring(0, event.length() - 1) + ",\"propertyName\":\"" + property + "\",\"propertyValue\":\""
                + value + "\"}";
    }

    /** Returns the method. */
    public String method() {
        return "POST";
    }

    /** Returns the URL that is called. */
    public String url() {
        return url;
    }

    /** Returns the headers. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** Returns the body. */
    public byte[] body() {
        return body.getBytes(UTF_8);
    }

    /**
     * Posts it over HTTP and returns the status of the answer.
     *
     * @param where the address behind the URL that is signed, as a proxy would know it
     */
    public int post(URI where) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(where).POST(BodyPublishers.ofByteArray(body()));
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        try {
            return HttpClient.newHttpClient()
                    .send(request.build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Stopped while the webhook was posted");
        }
    }

    /** Posts events with a v1 signature alone, as older apps get them (§8.4). */
    public static FakeWebhook ofVersion1(String clientSecret, String url, String... events) {
        FakeWebhook webhook = new FakeWebhook(url, "[" + String.join(",", events) + "]");
        webhook.older("v1", digest(clientSecret + webhook.body));
        return webhook;
    }

    /** Posts events with a v2 signature alone (§8.4). */
    public static FakeWebhook ofVersion2(String clientSecret, String url, String... events) {
        FakeWebhook webhook = new FakeWebhook(url, "[" + String.join(",", events) + "]");
        webhook.older("v2", digest(clientSecret + "POST" + url + webhook.body));
        return webhook;
    }

    private void older(String version, String signature) {
        headers.put("Content-Type", List.of("application/json"));
        headers.put("X-HubSpot-Signature", List.of(signature));
        headers.put("X-HubSpot-Signature-Version", List.of(version));
    }

    private static String decoded(String url) {
        String decoded = url;
        for (String[] pair : DECODED) {
            decoded = decoded.replace(pair[0], pair[1]).replace(pair[0].toLowerCase(Locale.ROOT), pair[1]);
        }
        return decoded;
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }

    private static String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", missing);
        }
    }
}
