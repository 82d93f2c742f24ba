package io.tidelock.hubspot;

import io.tidelock.connector.StartOverException;
import io.tidelock.record.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a feed: within a window of change stamps that is read completely, in the order of ids, before the next one
 * begins (G2, G3). Two kinds of windows alternate: the live one ends now; once in a while a second look at an old one
 * shows what the index learned late.
 *
 * @param second whether this is the second look at an old window
 * @param from the first stamp of the window
 * @param to the stamp behind the window; null before its first page, whose answer tells the time
 * @param behind the last id read in the window, or empty
 * @param resume where the live window goes on after a second look; the same as {@code from} otherwise
 * @param settled up to where there was a second look; null before the first window's end
 */
record WindowPosition(
        boolean second,
        Instant from,
        @Nullable Instant to,
        String behind,
        Instant resume,
        @Nullable Instant settled) {

    private static final Pattern TEXT =
            Pattern.compile("hs1:([ls]):(-?\\d{1,15}):(-?\\d{1,15})?:(\\d{1,19})?:(-?\\d{1,15}):(-?\\d{1,15})?");

    static WindowPosition since(Instant start) {
        return new WindowPosition(false, start, null, "", start, null);
    }

    /** Goes on behind an id of the same window. */
    WindowPosition behind(String id, Instant end) {
        return new WindowPosition(second, from, end, id, resume, settled);
    }

    /**
     * Goes on behind the window.
     *
     * @param end of this window
     * @param now HubSpot's time
     * @param overlap how long the index may lag behind
     * @param delay how old a window is when it is looked at again; zero for never
     */
    WindowPosition completed(Instant end, Instant now, Duration overlap, Duration delay) {
        if (second) {
            return live(resume, end);
        }
        Instant next = later(from, end.minus(overlap));
        if (delay.isZero()) {
            return live(next, null);
        }
        Instant settledTo = settled == null ? later(from, end.minus(delay)) : settled;
        boolean due = !settledTo.plus(delay.multipliedBy(2)).isAfter(now);
        return due ? new WindowPosition(true, settledTo, now.minus(delay), "", next, settledTo) : live(next, settledTo);
    }

    private static WindowPosition live(Instant from, @Nullable Instant settled) {
        return new WindowPosition(false, from, null, "", from, settled);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    String text() {
        return String.join(":", "hs1", second ? "s" : "l", text(from), text(to), behind, text(resume), text(settled));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws StartOverException if it is another's, or of another version
     */
    static WindowPosition of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw unreadable(text);
        }
        String behind = parts.group(4);
        return new WindowPosition(
                parts.group(1).equals("s"),
                moment(parts.group(2)),
                optional(parts.group(3)),
                behind == null ? "" : behind,
                moment(parts.group(5)),
                optional(parts.group(6)));
    }

    static StartOverException unreadable(String text) {
        return new StartOverException("This is no cursor of a HubSpot feed: " + Cursor.of(text), null);
    }

    private static String text(@Nullable Instant moment) {
        return moment == null ? "" : Long.toString(moment.toEpochMilli());
    }

    private static Instant moment(String text) {
        return Instant.ofEpochMilli(Long.parseLong(text));
    }

    private static @Nullable Instant optional(@Nullable String text) {
        return text == null ? null : moment(text);
    }
}
