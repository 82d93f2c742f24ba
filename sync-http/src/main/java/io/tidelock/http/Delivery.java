package io.tidelock.http;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.UnknownOutcomeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Delivers one call: waits for the budget, attempts, and repeats where that is safe. Lives as long as the call, on its
 * thread.
 */
final class Delivery<T> {

    /** A pass never parks longer; what takes longer is the caller's to schedule. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    private static final Duration FIRST_THROTTLE = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

    private final Wiring wiring;
    private final Endpoint<T> endpoint;
    private final Manner manner;

    private int attempts;
    private boolean renewed;
    private Duration waited = Duration.ZERO;
    private String shortage = "has no calls left";

    Delivery(Wiring wiring, Endpoint<T> endpoint, Manner manner) {
        this.wiring = wiring;
        this.endpoint = endpoint;
        this.manner = manner;
    }

    Reply<T> deliver() {
        while (true) {
            awaitBudget();
            attempts++;
            Attempt<T> attempt = new Attempt<>(wiring, endpoint, manner, attempts);
            Outcome<T> outcome = attempt.make();
            if (outcome instanceof Outcome.Replied<T> replied) {
                return replied.reply();
            }
            react((Outcome.Failed<T>) outcome, attempt.credential());
        }
    }

    private void awaitBudget() {
        wiring.budget().enqueue(manner.traffic());
        try {
            Instant free = take();
            Instant now = now();
            while (free.isAfter(now)) {
                Instant until = free;
                waitOrThrow(Duration.between(now, free), () -> outOfBudget(shortage, until));
                free = take();
                now = now();
            }
        } finally {
            wiring.budget().dequeue(manner.traffic());
        }
    }

    private Instant take() {
        return wiring.budget().take(endpoint.lane(), manner.traffic(), now());
    }

    /** Returns when another attempt is due, or throws what the caller should do instead. */
    private void react(Outcome.Failed<T> failed, String credential) {
        Reaction reaction = failed.reaction();
        if (reaction instanceof Reaction.NotApplied calls) {
            repeat(failed, calls.after());
        } else if (reaction instanceof Reaction.Unsure calls) {
            if (manner.write()) {
                throw new UnknownOutcomeException(message(failed.what()), failed.cause());
            }
            repeat(failed, calls.after());
        } else if (reaction instanceof Reaction.Throttled calls) {
            slowDown(failed, calls.after());
        } else if (reaction instanceof Reaction.Exhausted calls) {
            throw outOfBudget(failed.what(), wiring.budget().hold(CallBudget.EVERY_CALL, calls.until(), now()));
        } else if (reaction instanceof Reaction.TokenExpired) {
            renew(failed, credential);
        } else if (reaction instanceof Reaction.Denied calls) {
            wiring.credentials().denied(credential);
            throw denied(failed, calls);
        } else if (reaction instanceof Reaction.Refused calls) {
            String code = Codes.stable(calls.code());
            throw new RequestRejectedException(
                    message(failed.what() + " " + code), failed.status(), code, calls.fields());
        }
    }

    private void repeat(Outcome.Failed<T> failed, Optional<Duration> asked) {
        Duration after = longer(asked.orElse(Duration.ZERO), doubled(FIRST_BACKOFF));
        Supplier<ConnectorException> later =
                () -> new RetryLaterException(message(failed.what()), after, failed.cause());
        if (attemptsAreUsedUp()) {
            throw later.get();
        }
        waitOrThrow(after, later);
    }

    private void slowDown(Outcome.Failed<T> failed, Optional<Duration> asked) {
        Duration after = longer(asked.orElseGet(() -> doubled(FIRST_THROTTLE)), FIRST_BACKOFF);
        Instant until = wiring.budget().hold(endpoint.lane(), now().plus(after), now());
        shortage = failed.what();
        if (attemptsAreUsedUp()) {
            throw outOfBudget(shortage, until);
        }
    }

    private void renew(Outcome.Failed<T> failed, String credential) {
        if (renewed || !wiring.credentials().renew(credential, now())) {
            throw new AccessDeniedException(message(failed.what() + " TOKEN_EXPIRED"));
        }
        renewed = true;
    }

    private AccessDeniedException denied(Outcome.Failed<T> failed, Reaction.Denied calls) {
        String missing = calls.missing().stream().sorted().map(Codes::stable).collect(Collectors.joining(", "));
        return new AccessDeniedException(message(
                failed.what() + " " + Codes.stable(calls.code()) + (missing.isEmpty() ? "" : ", missing: " + missing)));
    }

    private QuotaExhaustedException outOfBudget(String what, Instant until) {
        return new QuotaExhaustedException(message(what + "; calls are possible from " + until), until);
    }

    private void waitOrThrow(Duration length, Supplier<ConnectorException> otherwise) {
        if (length.compareTo(LONGEST_WAIT) > 0
                || waited.plus(length).compareTo(wiring.bounds().patience()) > 0
                || Thread.currentThread().isInterrupted()) {
            throw otherwise.get();
        }
        Duration whole = Duration.ofMillis(length.plusNanos(999_999).toMillis());
        try {
            wiring.pause().pause(whole);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw otherwise.get();
        }
        waited = waited.plus(whole);
    }

    private boolean attemptsAreUsedUp() {
        return attempts - (renewed ? 1 : 0) >= wiring.bounds().attempts();
    }

    private Duration doubled(Duration first) {
        Duration backoff = first.multipliedBy(1L << Math.min(attempts - 1, 10));
        return backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Instant now() {
        return wiring.clock().instant();
    }

    private String message(String what) {
        return wiring.account() + " " + endpoint + " " + what;
    }
}
