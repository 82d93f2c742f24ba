package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Record;
import io.tidelock.record.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A stretch of time around the present that moves with it. Source records take part whose field lies in it; what is linked
 * goes on taking part when it has left, and a backfill takes what lies outside, too.
 *
 * @param field a date or moment of the source
 * @param past how far it reaches back
 * @param ahead how far it reaches forward
 * @param zone where a day begins, for a field of dates; without meaning for moments
 */
public record Window(Field field, Duration past, Duration ahead, ZoneId zone) {

    /** Makes a window; days begin in UTC. */
    public static Window of(Field field, Duration past, Duration ahead) {
        return new Window(field, past, ahead, ZoneOffset.UTC);
    }

    /** Returns this window with days that begin in a zone. */
    public Window in(ZoneId where) {
        return new Window(field, past, ahead, where);
    }

    /** Returns where the window begins. */
    public Instant begin(Instant now) {
        return now.minus(past);
    }

    /** Returns where the window ends; the moment itself is outside. */
    public Instant end(Instant now) {
        return now.plus(ahead);
    }

    /** Returns the first value of the field that lies at or after a moment; a day that has begun counts. */
    public Value from(Instant moment) {
        return isOfDates() ? Value.date(moment.atZone(zone).toLocalDate()) : Value.moment(moment);
    }

    /** Returns the first value of the field behind a stretch that ends at a moment; a day that has begun belongs to it. */
    public Value to(Instant moment) {
        return isOfDates()
                ? Value.date(moment.minusNanos(1).atZone(zone).toLocalDate().plusDays(1))
                : Value.moment(moment);
    }

    /**
     * Tells whether a record lies in the window; without a value in the field it does not.
     *
     * @throws io.tidelock.record.UnreadableValueException if the field holds no date or moment
     */
    public boolean holds(Record record, Instant now) {
        Value value = record.value(field);
        if (value instanceof Value.Date date) {
            return !date.date().isBefore(((Value.Date) from(begin(now))).date())
                    && date.date().isBefore(((Value.Date) to(end(now))).date());
        }
        return value instanceof Value.Moment moment
                && !moment.instant().isBefore(begin(now))
                && moment.instant().isBefore(end(now));
    }

    private boolean isOfDates() {
        return field.type() == FieldType.DATE;
    }
}
