package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The rate limits of the account (§9): rolling windows, and a day that ends at midnight in its time zone. */
final class Throttle {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final Settings settings;
    private final Deque<Instant> burst = new ArrayDeque<>();
    private final Deque<Instant> searches = new ArrayDeque<>();
    private final Deque<Instant> associations = new ArrayDeque<>();
    private LocalDate day = LocalDate.EPOCH;
    private int today;

    Throttle(Settings settings) {
        this.settings = settings;
    }

    /** Counts a call, or says which policy refuses it. A refused call does not count. */
    Optional<String> refuse(Route route, Instant now) {
        RateLimits limits = settings.limits;
        startDay(now);
        Deque<Instant> window = window(route);
        Duration length = route.isSearch() ? Duration.ofSeconds(1) : TEN_SECONDS;
        while (!window.isEmpty() && !window.peek().plus(length).isAfter(now)) {
            window.remove();
        }
        if (limits.daily() > 0 && today >= limits.daily()) {
            return Optional.of("DAILY");
        }
        int max = max(route);
        if (max > 0 && window.size() >= max) {
            return Optional.of(route.isSearch() ? "SECONDLY" : "TEN_SECONDLY_ROLLING");
        }
        today++;
        window.add(now);
        return Optional.empty();
    }

    private void startDay(Instant now) {
        LocalDate current = now.atZone(settings.zone).toLocalDate();
        if (!current.equals(day)) {
            day = current;
            today = 0;
        }
    }

    private Deque<Instant> window(Route route) {
        return route.isSearch() ? searches : route.isAssociationBatch() ? associations : burst;
    }

    private int max(Route route) {
        RateLimits limits = settings.limits;
        return route.isSearch()
                ? limits.searchPerSecond()
                : route.isAssociationBatch() ? limits.associations() : limits.tenSeconds();
    }

    /** The 429; without {@code Retry-After} unless the portal was built to send it. */
    FakeResponse answer(String policy, String correlationId) {
        ObjectNode body = Json.object()
                .put("status", "error")
                .put("message", message(policy))
                .put("errorType", "RATE_LIMIT")
                .put("correlationId", correlationId)
                .put("policyName", policy)
                .put("requestId", correlationId)
                .put("category", "RATE_LIMITS");
        FakeResponse response = Inbound.answer(429, body);
        Duration after = settings.retryAfter;
        return after == null ? response : response.with("Retry-After", Long.toString(after.toSeconds()));
    }

    private static String message(String policy) {
        return switch (policy) {
            case "DAILY" -> "You have reached your daily limit.";
            case "SECONDLY" -> "You have reached your secondly limit.";
            default -> "You have reached your ten_secondly_rolling limit.";
        };
    }

    /** Adds the rate limit headers, which searches lack; those of the day only for who is no OAuth app. */
    FakeResponse withHeaders(Route route, boolean oauth, FakeResponse response) {
        RateLimits limits = settings.limits;
        if (route.isSearch() || limits.tenSeconds() == 0) {
            return response;
        }
        FakeResponse more = response.with("X-HubSpot-RateLimit-Max", Integer.toString(limits.tenSeconds()))
                .with("X-HubSpot-RateLimit-Remaining", Integer.toString(limits.tenSeconds() - burst.size()))
                .with("X-HubSpot-RateLimit-Interval-Milliseconds", Long.toString(TEN_SECONDS.toMillis()));
        return oauth || limits.daily() == 0
                ? more
                : more.with("X-HubSpot-RateLimit-Daily", Integer.toString(limits.daily()))
                        .with("X-HubSpot-RateLimit-Daily-Remaining", Integer.toString(limits.daily() - today));
    }
}
