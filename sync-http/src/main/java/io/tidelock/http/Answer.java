package io.tidelock.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Headers;

/**
 * What a server answered, as the vendor's hooks see it: status, headers and, where the call was refused, the beginning of
 * the body. Immutable. Never logged: bodies may hold personal data.
 */
public final class Answer {

    /** The most bytes of an error body that are looked at; the rest is cut off. */
    public static final int MAX_BYTES = 64 * 1024;

    private final String lane;
    private final int status;
    private final Headers headers;
    private final byte[] body;
    private final Instant receivedAt;
    private final ObjectMapper json;

    Answer(String lane, int status, Headers headers, byte[] body, Instant receivedAt, ObjectMapper json) {
        this.lane = lane;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.receivedAt = receivedAt;
        this.json = json;
    }

    /** Returns the {@link Lane} of the call, {@link CallBudget#ORDINARY} where its endpoint names none. */
    public String lane() {
        return lane;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the last value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Returns a header that holds a whole number; empty if it is absent or holds anything else. */
    public Optional<Long> number(String name) {
        return header(name).flatMap(HeaderValues::number);
    }

    /** Returns a header that holds seconds since 1970 in UTC as an instant; empty if it is absent or unreadable. */
    public Optional<Instant> epochSeconds(String name) {
        return number(name).flatMap(HeaderValues::instant);
    }

    /** Returns how long {@code Retry-After} asks to wait, given in seconds or as a date; never negative. */
    public Optional<Duration> retryAfter() {
        return header("Retry-After")
                .flatMap(value -> HeaderValues.delay(value, serverTime().orElse(receivedAt)));
    }

    /** Returns the server's own time, as its {@code Date} header says. */
    public Optional<Instant> serverTime() {
        return header("Date").flatMap(HeaderValues::date);
    }

    /** Returns when the answer came in, on the client's clock. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** Returns the beginning of the body as UTF-8 text; empty where the call succeeded. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * Reads the body as JSON, leniently. Never throws for what a server sends.
     *
     * @param type a class that Jackson can fill
     * @return empty when the body is no JSON of that shape, such as an HTML page
     */
    public <T> Optional<T> json(Class<T> type) {
        if (body.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(json.readValue(body, type));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Returns the status only. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "answer %d (%d bytes)", status, body.length);
    }
}
