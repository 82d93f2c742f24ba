package io.tidelock.testkit.fake.cliniko;

import io.tidelock.testkit.fake.FakeResponse;
import java.time.Clock;
import java.util.Optional;

/**
 * Allows a number of requests in each minute of the clock (page, "Rate limit"; that windows are whole minutes is
 * assumed). Thread-safe.
 */
final class RateLimit {

    static final int OFF = 0;

    private final Clock clock;
    private final int perMinute;
    private long minute = Long.MIN_VALUE;
    private int used;

    RateLimit(Clock clock, int perMinute) {
        this.clock = clock;
        this.perMinute = perMinute;
    }

    /** Counts a request; returns the refusal if it is one too many. */
    synchronized Optional<FakeResponse> refusal() {
        if (perMinute == OFF) {
            return Optional.empty();
        }
        long now = Math.floorDiv(clock.instant().getEpochSecond(), 60L);
        used = now == minute ? used + 1 : 1;
        minute = now;
        return used <= perMinute
                ? Optional.empty()
                : Optional.of(Json.error(Refusal.of(429, "Rate limit exceeded"))
                        .with("X-RateLimit-Reset", Long.toString((now + 1) * 60)));
    }
}
