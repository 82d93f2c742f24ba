package io.tidelock.engine;

import io.tidelock.connector.RecordsInRange.Range;
import io.tidelock.mapping.Window;
import io.tidelock.record.Cursor;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a window that a scan looks at: all of it at first, later what has newly entered.
 *
 * @param from where it begins
 * @param to where it ends
 * @param page where its next page begins; null for the first
 */
record Strip(Instant from, Instant to, @Nullable String page) {

    private static final String VERSION = "1";

    /** How long an index that lists ranges may lag: what it learns later is seen because strips overlap. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    /** Returns the whole of a window. */
    static Strip whole(Window window, Instant now) {
        return new Strip(window.begin(now), window.end(now), null);
    }

    /** Returns what has entered the window since this strip was scanned. */
    Strip next(Window window, Instant now) {
        Instant end = window.end(now);
        Instant overlapped = to.minus(OVERLAP);
        Instant start = overlapped.isBefore(window.begin(now)) ? window.begin(now) : overlapped;
        return new Strip(start.isBefore(end) ? start : end, end, null);
    }

    /** Returns this strip from a page on; null for its first. */
    Strip at(@Nullable String otherPage) {
        return new Strip(from, to, otherPage);
    }

    Range range(Window window) {
        return new Range(window.field(), window.from(from), window.to(to));
    }

    /** Returns the strip as versioned text, together with the window it was cut from. */
    Cursor cursor(Window window) {
        return Cursor.of(cutFrom(window) + "\n" + from + "\n" + to + "\n" + (page == null ? "" : page));
    }

    /** Reads what {@link #cursor} wrote; empty if the window is another by now, or the text of another version. */
    static Optional<Strip> of(Cursor cursor, Window window) {
        String[] lines = cursor.text().split("\n", 4);
        if (lines.length != 4 || !lines[0].equals(cutFrom(window))) {
            return Optional.empty();
        }
        try {
            String page = lines[3].isEmpty() ? null : lines[3];
            return Optional.of(new Strip(Instant.parse(lines[1]), Instant.parse(lines[2]), page));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static String cutFrom(Window window) {
        return String.join(
                " ",
                VERSION,
                window.past().toString(),
                window.ahead().toString(),
                window.zone().getId(),
                window.field().type().name(),
                window.field().name());
    }
}
