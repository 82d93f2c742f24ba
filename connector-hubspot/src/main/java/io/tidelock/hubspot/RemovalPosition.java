package io.tidelock.hubspot;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a feed has looked for archived records, which search never shows (G5). Once in a while it goes through the list of
 * all that are archived and takes those that were since it did so last; in between it costs nothing.
 *
 * @param from who was archived before this is known
 * @param due when to look next; null before the first window's end
 * @param began when the list that is being gone through was begun; null in between
 * @param after where the list goes on; empty at its first page
 */
record RemovalPosition(
        Instant from, @Nullable Instant due, @Nullable Instant began, String after) {

    /** Stamps of one server and another differ by less. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final Pattern TEXT = Pattern.compile("(-?\\d{1,15}):(\\d{1,15})?:(\\d{1,15})?:([!-}]{0,200})");

    static RemovalPosition since(Instant start) {
        return new RemovalPosition(start, null, null, "");
    }

    boolean looking() {
        return began != null;
    }

    /**
     * Goes on behind a window that was read to its end: looks, if it is time to.
     *
     * @param now HubSpot's time
     * @param every how often to look; zero for never
     */
    RemovalPosition afterWindow(Instant now, Duration every) {
        if (every.isZero()) {
            return this;
        }
        if (due == null) { // who was archived long ago was never linked from here
            Instant earliest = now.minus(every);
            return new RemovalPosition(from.isBefore(earliest) ? earliest : from, now.plus(every), null, "");
        }
        return due.isAfter(now) ? this : new RemovalPosition(from, due, now, "");
    }

    /** Goes on in the list. */
    RemovalPosition page(String next) {
        return new RemovalPosition(from, due, began, next);
    }

    /** Goes on behind the list's last page. */
    RemovalPosition done(Duration every) {
        Instant start = began == null ? from : began;
        return new RemovalPosition(start.minus(SKEW), start.plus(every), null, "");
    }

    String text() {
        return String.join(":", millis(from), millis(due), millis(began), after);
    }

    /** Reads what {@link #text} wrote; empty if it did not. */
    static Optional<RemovalPosition> of(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new RemovalPosition(
                        Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                        optional(parts.group(2)),
                        optional(parts.group(3)),
                        parts.group(4)))
                : Optional.empty();
    }

    private static String millis(@Nullable Instant moment) {
        return moment == null ? "" : Long.toString(moment.toEpochMilli());
    }

    private static @Nullable Instant optional(@Nullable String text) {
        return text == null ? null : Instant.ofEpochMilli(Long.parseLong(text));
    }
}
