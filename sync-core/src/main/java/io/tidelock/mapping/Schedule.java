package io.tidelock.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/** Says when something is due. Pure: it knows no clock, and the same question has the same answer. */
public sealed interface Schedule {

    /** Is due a length of time after the last run; {@link Duration#ZERO} for every pass. */
    static Schedule every(Duration length) {
        return new Every(length);
    }

    /** Is due once a night, or once a day, at a time of day. */
    static Schedule nightly(LocalTime time, ZoneId zone) {
        return new Nightly(time, zone);
    }

    /** Returns when the next run is due after one at a moment; never before that. */
    Instant next(Instant after);

    /**
     * Tells whether it is due.
     *
     * @param lastRun when it ran last
     * @param now the present
     */
    default boolean isDue(Instant lastRun, Instant now) {
        return !next(lastRun).isAfter(now);
    }

    /**
     * Due in intervals.
     *
     * @param length from one run to the next; zero for every pass
     */
    record Every(Duration length) implements Schedule {
        @Override
        public Instant next(Instant after) {
            return after.plus(length);
        }
    }

    /**
     * Due once a day. A time that the clocks skip is due at the moment they skip it; one that they show twice is due the
     * first time only.
     *
     * @param time the time of day
     * @param zone whose clocks show it
     */
    record Nightly(LocalTime time, ZoneId zone) implements Schedule {
        @Override
        public Instant next(Instant after) {
            LocalDate day = after.atZone(zone).toLocalDate();
            Instant today = on(day);
            return today.isAfter(after) ? today : on(day.plusDays(1));
        }

        private Instant on(LocalDate day) {
            LocalDateTime moment = day.atTime(time);
            ZoneOffsetTransition transition = zone.getRules().getTransition(moment);
            return transition != null && transition.isGap()
                    ? transition.getInstant()
                    : moment.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
        }
    }
}
