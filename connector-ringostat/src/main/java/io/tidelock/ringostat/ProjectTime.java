package io.tidelock.ringostat;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.Optional;

/**
 * The project's time: windows and calls are given without a zone (section 2, assumed to be the project's). When clocks go back, an
 * hour is shown twice: windows around it are an hour wider on both sides, and what is seen twice is known by its id.
 */
record ProjectTime(ZoneId zone) {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Returns what to ask for so that nothing at or after the moment is missed. */
    String from(Instant moment) {
        return LOCAL.format((isNearAChange(moment) ? moment.minus(HOUR) : moment).atZone(zone));
    }

    /** Returns what to ask for so that nothing before or at the moment is missed. */
    String to(Instant moment) {
        return LOCAL.format((isNearAChange(moment) ? moment.plus(HOUR) : moment).atZone(zone));
    }

    private boolean isNearAChange(Instant moment) {
        ZoneRules rules = zone.getRules();
        return !rules.getOffset(moment.minus(HOUR.multipliedBy(2)))
                .equals(rules.getOffset(moment.plus(HOUR.multipliedBy(2))));
    }

    /** Reads a moment, with an offset or in the project's time; of an hour that is shown twice the first. */
    Optional<Instant> read(String text) {
        String stripped = text.strip();
        try {
            return Optional.of(LocalDateTime.parse(stripped.replace('T', ' '), LOCAL)
                    .atZone(zone)
                    .toInstant());
        } catch (DateTimeException otherwise) {
            try {
                return Optional.of(
                        OffsetDateTime.parse(stripped.replace(' ', 'T')).toInstant());
            } catch (DateTimeException unreadable) {
                return Optional.empty();
            }
        }
    }
}
