package io.tidelock.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads header values; whatever a server sends, nothing here throws. */
final class HeaderValues {

    /** Longer waits than this are nonsense and would overflow dates. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(30);

    private HeaderValues() {}

    static Optional<Long> number(String value) {
        try {
            return Optional.of(Long.valueOf(value.strip()));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    static Optional<Instant> instant(long epochSeconds) {
        try {
            return Optional.of(Instant.ofEpochSecond(epochSeconds));
        } catch (DateTimeException outOfRange) {
            return Optional.empty();
        }
    }

    static Optional<Instant> date(String value) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip(), Instant::from));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    static Optional<Duration> delay(String value, Instant now) {
        return number(value)
                .map(seconds -> Duration.ofSeconds(Math.min(seconds, LONGEST_DELAY.toSeconds())))
                .or(() -> date(value).map(date -> Duration.between(now, date)))
                .map(HeaderValues::bounded);
    }

    private static Duration bounded(Duration delay) {
        if (delay.isNegative()) {
            return Duration.ZERO;
        }
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }
}
