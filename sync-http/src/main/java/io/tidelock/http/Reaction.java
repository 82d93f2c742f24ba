package io.tidelock.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an answer that is no success calls for, as a vendor's {@link FailureReader} reads it. */
public sealed interface Reaction {

    /**
     * The request was certainly not applied and may be sent again: a lock, a server that turns calls away.
     *
     * @param after how long to wait at least; empty leaves it to the client
     */
    record NotApplied(Optional<Duration> after) implements Reaction {}

    /**
     * Too many calls: the request was not applied, and further calls of its lane have to wait too.
     *
     * @param after how long to wait at least; empty leaves it to the client
     */
    record Throttled(Optional<Duration> after) implements Reaction {}

    /**
     * The account's calls are used up, or the account is out of service: the request was not applied, and no call makes
     * sense before the moment.
     *
     * @param until when calls are possible again
     */
    record Exhausted(Instant until) implements Reaction {}

    /**
     * The server failed, and nobody knows whether the request was applied. Reads are repeated, writes are not.
     *
     * @param after how long to wait at least; empty leaves it to the client
     */
    record Unsure(Optional<Duration> after) implements Reaction {}

    /** The access token's life is over: a new one is fetched and the request is sent once more. */
    record TokenExpired() implements Reaction {}

    /**
     * A person has to act: the credentials are wrong or lack a permission.
     *
     * @param code the vendor's stable code
     * @param missing the permissions that are missing, as far as the vendor says
     */
    record Denied(String code, Set<String> missing) implements Reaction {
        /** Copies the set. */
        public Denied {
            missing = Set.copyOf(missing);
        }
    }

    /**
     * The same request will be refused again.
     *
     * @param code the vendor's stable code
     * @param fields what is wrong, by field name; never with the values
     */
    record Refused(String code, Map<String, String> fields) implements Reaction {
        /** Copies the map. */
        public Refused {
            fields = Map.copyOf(fields);
        }

        /** Refuses with a code alone. */
        public Refused(String code) {
            this(code, Map.of());
        }
    }

    /**
     * Reads the status and {@code Retry-After} as HTTP defines them, for whatever a vendor does not define otherwise: 429
     * throttled, 423 not applied, 401 and 403 denied, 408 and 5xx unsure, all others refused.
     */
    static Reaction byStatus(Answer answer) {
        return switch (answer.status()) {
            case 429 -> new Throttled(answer.retryAfter());
            case 423 -> new NotApplied(answer.retryAfter());
            case 408 -> new Unsure(answer.retryAfter());
            case 401 -> new Denied("UNAUTHORIZED", Set.of());
            case 403 -> new Denied("FORBIDDEN", Set.of());
            case 404 -> new Refused("NOT_FOUND");
            case 409 -> new Refused("CONFLICT");
            case 410 -> new Refused("GONE");
            default -> byClass(answer);
        };
    }

    private static Reaction byClass(Answer answer) {
        if (answer.status() >= 500) {
            return new Unsure(answer.retryAfter());
        }
        return new Refused(answer.status() < 400 ? "REDIRECTED" : "REJECTED");
    }
}
