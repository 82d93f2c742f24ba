package io.tidelock.http;

import java.time.Instant;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A successful answer (2xx, so also 207), or one that the caller {@link RestCall#accepting accepted}. Immutable as far as
 * the body is.
 */
public final class Reply<T> {

    private final int status;
    private final Headers headers;
    private final @Nullable T body;
    private final @Nullable Answer refusal;

    private Reply(int status, Headers headers, @Nullable T body, @Nullable Answer refusal) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.refusal = refusal;
    }

    static <T> Reply<T> success(int status, Headers headers, @Nullable T body) {
        return new Reply<>(status, headers, body, null);
    }

    static <T> Reply<T> accepted(Answer refusal, Headers headers) {
        return new Reply<>(refusal.status(), headers, null, refusal);
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the last value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Returns the server's own time, as its {@code Date} header says: the clock that watermarks are taken from. */
    public Optional<Instant> serverTime() {
        return header("Date").flatMap(HeaderValues::date);
    }

    /**
     * Returns what the server said.
     *
     * @throws IllegalStateException if there is no body: the endpoint is declared as {@code RestCall<Void>}, or the
     *     answer is a refusal
     */
    public T body() {
        if (body == null) {
            throw new IllegalStateException("The answer " + status + " has no body; ask refusal() first, or declare"
                    + " RestCall<Void> where the server sends none");
        }
        return body;
    }

    /** Returns the answer where it is a status that the caller accepted beside success; empty for a success. */
    public Optional<Answer> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Returns the status only. */
    @Override
    public String toString() {
        return "reply " + status;
    }
}
