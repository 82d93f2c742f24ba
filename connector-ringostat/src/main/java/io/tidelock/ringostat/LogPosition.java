package io.tidelock.ringostat;

import io.tidelock.connector.StartOverException;
import io.tidelock.record.Cursor;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the feed of calls stands.
 *
 * @param floor what began before is never shown
 * @param mark up to when everything was shown once
 * @param deep up to when everything was shown again that might get a recording late
 * @param scan the scan under way; null between scans
 * @param step how long a window is asked for
 */
record LogPosition(
        Instant floor, Instant mark, Instant deep, @Nullable Scan scan, Duration step) {

    private static final String VERSION = "1";
    private static final String NONE = "-";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration USUAL = Duration.ofDays(1);
    /** With fewer calls in a window the next one is longer. */
    private static final int FEW = 1_000;

    /**
     * A look at everything from a moment to another.
     *
     * @param from where the next window begins
     * @param to where the scan ends
     */
    record Scan(Instant from, Instant to) {}

    static LogPosition at(Instant start) {
        return new LogPosition(start, start, start, null, USUAL);
    }

    static LogPosition of(Cursor cursor) {
        String[] parts = cursor.text().split(" ", -1);
        if (parts.length != 7 || !parts[0].equals(VERSION)) {
            throw new StartOverException("Not a cursor of Ringostat's feed, version 1: " + cursor, null);
        }
        try {
            return new LogPosition(
                    Instant.parse(parts[1]),
                    Instant.parse(parts[2]),
                    Instant.parse(parts[3]),
                    parts[4].equals(NONE) ? null : new Scan(Instant.parse(parts[4]), Instant.parse(parts[5])),
                    Duration.parse(parts[6]));
        } catch (DateTimeException malformed) {
            throw new StartOverException("A cursor of Ringostat's feed that cannot be read: " + cursor, malformed);
        }
    }

    Cursor cursor() {
        String from = scan == null ? NONE : scan.from().toString();
        String to = scan == null ? NONE : scan.to().toString();
        return Cursor.of(String.join(
                " ", VERSION, floor.toString(), mark.toString(), deep.toString(), from, to, step.toString()));
    }

    /** Begins a scan that looks back a little, or now and then as far as recordings may come late. */
    LogPosition begun(Instant now, Lookback back) {
        if (scan != null) {
            return this;
        }
        Instant to = now.isBefore(mark) ? mark : now;
        boolean isDeep = !deep.plus(back.deepEvery()).isAfter(to);
        Instant from = mark.minus(isDeep ? back.deep() : back.trailing());
        return new LogPosition(
                floor, mark, isDeep ? to : deep, new Scan(from.isBefore(floor) ? floor : from, to), step);
    }

    /** Returns where the window ends that is asked for next. */
    Instant windowEnd() {
        Scan under = under();
        Instant end = under.from().plus(step);
        return end.isBefore(under.to()) ? end : under.to();
    }

    boolean canSplit() {
        return step.compareTo(SHORTEST) > 0 && under().from().plus(SHORTEST).isBefore(windowEnd());
    }

    /** Asks for half of the window. */
    LogPosition split() {
        Duration length = Duration.between(under().from(), windowEnd());
        Duration half = length.dividedBy(2).compareTo(SHORTEST) < 0 ? SHORTEST : length.dividedBy(2);
        return new LogPosition(floor, mark, deep, scan, half);
    }

    /** Goes on behind the window, which held so many calls. */
    LogPosition shown(int calls) {
        Instant end = windowEnd();
        boolean over = !end.isBefore(under().to());
        Duration longer = step.multipliedBy(4).compareTo(LONGEST) > 0 ? LONGEST : step.multipliedBy(4);
        return new LogPosition(
                floor,
                over ? under().to() : mark,
                deep,
                over ? null : new Scan(end, under().to()),
                calls < FEW ? longer : step);
    }

    private Scan under() {
        return Optional.ofNullable(scan).orElseThrow(() -> new IllegalStateException("No scan has begun"));
    }
}
