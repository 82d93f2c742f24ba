package io.tidelock.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import io.tidelock.connector.AccessDeniedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one request once and reads its answer. */
final class Attempt<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final Wiring wiring;
    private final Endpoint<T> endpoint;
    private final Manner manner;
    private final int number;
    private final String credential;
    private final @Nullable OneShotBody body;
    private int status;

    Attempt(Wiring wiring, Endpoint<T> endpoint, Manner manner, int number) {
        this.wiring = wiring;
        this.endpoint = endpoint;
        this.manner = manner;
        this.number = number;
        this.credential = wiring.credentials().value(wiring.clock().instant());
        this.body = oneShot();
    }

    /** Returns the credential this was sent with; a secret. */
    String credential() {
        return credential;
    }

    Outcome<T> make() {
        Call call = wiring.calls().newCall(request());
        call.timeout().timeout(wiring.bounds().callTimeout().toNanos(), TimeUnit.NANOSECONDS);
        Instant start = wiring.clock().instant();
        try (Response response = call.execute()) {
            status = response.code();
            return read(response);
        } catch (IOException lost) {
            return lost(lost);
        } finally {
            report(Duration.between(start, wiring.clock().instant()));
        }
    }

    /** A write without a body gets an empty one: a request without any would be OkHttp's to repeat. */
    private @Nullable OneShotBody oneShot() {
        RequestBody declared = endpoint.request().body();
        if (declared != null) {
            return new OneShotBody(declared);
        }
        return endpoint.method().equals("DELETE") ? new OneShotBody(RequestBody.EMPTY) : null;
    }

    private Request request() {
        Request.Builder builder = endpoint.request().newBuilder().method(endpoint.method(), body);
        wiring.headers().forEach((name, value) -> {
            if (endpoint.request().header(name) == null) {
                builder.header(name, value);
            }
        });
        String header = wiring.credentials().header();
        if (!header.isEmpty()) {
            builder.header(header, sendable(credential));
        }
        return builder.build();
    }

    /** OkHttp would quote a value that no header can carry in its message. */
    private String sendable(String secret) {
        if (secret.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return secret;
        }
        throw new AccessDeniedException(wiring.account()
                + " has credentials with a character that no header can carry, such as a line break at the end");
    }

    private Outcome<T> read(Response response) {
        learn(response);
        if (response.isSuccessful()) {
            return success(response);
        }
        Answer answer = answer(response, beginning(response));
        if (manner.accepted().contains(status)) {
            return new Outcome.Replied<>(Reply.accepted(answer, response.headers()));
        }
        return new Outcome.Failed<>("answered " + status, status, reaction(answer), null);
    }

    private Outcome<T> success(Response response) {
        if (endpoint.bodiless() || status == 204 || status == 205) {
            return new Outcome.Replied<>(Reply.success(status, response.headers(), null));
        }
        try {
            BoundedBody bounded =
                    new BoundedBody(response.body(), wiring.bounds().bodyBytes());
            T content =
                    bounded.source().exhausted() ? null : endpoint.converter().convert(bounded);
            return content == null
                    ? failed("with an empty body", new Reaction.Unsure(Optional.empty()), null)
                    : new Outcome.Replied<>(Reply.success(status, response.headers(), content));
        } catch (IOException unreadable) {
            return unreadable(unreadable);
        }
    }

    /** A body that is cut may come whole the next time; one that is too large or of another shape will not. */
    private Outcome<T> unreadable(IOException why) {
        if (Causes.contain(why, BodyTooLargeException.class)) {
            return deterministic("with a body above the limit", "BODY_TOO_LARGE");
        }
        if (Causes.contain(why, StreamReadException.class)) {
            return failed("with a body that is cut or no JSON", new Reaction.Unsure(Optional.empty()), null);
        }
        if (why instanceof JacksonException) {
            return deterministic("with a body that does not fit", "UNREADABLE_BODY");
        }
        return failed("with a body that is cut", new Reaction.Unsure(Optional.empty()), why);
    }

    private Outcome<T> deterministic(String what, String code) {
        return failed(what, manner.write() ? new Reaction.Unsure(Optional.empty()) : new Reaction.Refused(code), null);
    }

    private Outcome<T> failed(String how, Reaction reaction, @Nullable Throwable cause) {
        return new Outcome.Failed<>("answered " + status + " " + how, status, reaction, cause);
    }

    private Outcome<T> lost(IOException why) {
        boolean neverSent = body == null ? neverConnected(why) : !body.begun();
        Reaction reaction =
                neverSent ? new Reaction.NotApplied(Optional.empty()) : new Reaction.Unsure(Optional.empty());
        String what = neverSent ? "could not be sent: " : "got no answer: ";
        return new Outcome.Failed<>(what + why.getClass().getSimpleName(), 0, reaction, why);
    }

    private static boolean neverConnected(IOException why) {
        return why instanceof ConnectException
                || why instanceof UnknownHostException
                || why instanceof NoRouteToHostException;
    }

    private Reaction reaction(Answer answer) {
        try {
            return wiring.failures().read(answer);
        } catch (RuntimeException unreadable) {
            LOG.debug("{} {}: the failure reader gave up on status {}", wiring.account(), endpoint, status);
            return Reaction.byStatus(answer);
        }
    }

    private void learn(Response response) {
        Instant now = wiring.clock().instant();
        try {
            List<Allowance> allowances = wiring.allowances().read(answer(response, new byte[0]));
            allowances.forEach(allowance -> wiring.budget().learn(allowance, now));
        } catch (RuntimeException unreadable) {
            LOG.debug("{} {}: the allowance reader gave up", wiring.account(), endpoint);
        }
    }

    private Answer answer(Response response, byte[] content) {
        return new Answer(
                endpoint.lane(),
                status,
                response.headers(),
                content,
                wiring.clock().instant(),
                wiring.json());
    }

    /** Reads what there is of an error body, up to a bound; a connection that breaks off does not hide the status. */
    private static byte[] beginning(Response response) {
        Buffer read = new Buffer();
        try {
            BufferedSource source = response.body().source();
            while (read.size() < Answer.MAX_BYTES && source.read(read, Answer.MAX_BYTES - read.size()) >= 0) {
                // reading is the loop's condition
            }
        } catch (IOException cut) {
            return read.readByteArray();
        }
        return read.readByteArray();
    }

    private void report(Duration duration) {
        LOG.debug("{} {} {} {} ms", wiring.account(), endpoint, status, duration.toMillis());
        CallEvent event = new CallEvent(
                wiring.account(), manner.traffic(), endpoint.method(), endpoint.path(), status, duration, number);
        try {
            wiring.listener().called(event);
        } catch (RuntimeException broken) {
            LOG.warn(
                    "A call listener of {} failed with {}",
                    wiring.account(),
                    broken.getClass().getName());
        }
    }
}
