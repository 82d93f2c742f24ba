package io.tidelock.hubspot;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the calls of a day come back: at midnight in the account's zone (§9), which no answer names.
 *
 * @param zone the account's; null if it is not known, and then it may be midnight there within the hour
 */
record DayEnd(@Nullable ZoneId zone) {

    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    Instant after(Instant now) {
        return zone == null
                ? now.plus(LOOK_AGAIN)
                : now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
    }
}
