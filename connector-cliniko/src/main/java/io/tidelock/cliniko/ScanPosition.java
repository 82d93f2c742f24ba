package io.tidelock.cliniko;

import io.tidelock.connector.StartOverException;
import io.tidelock.record.Cursor;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the feed stands: in the middle of a scan, or before the next one.
 *
 * @param from the scan shows what changed at or after this
 * @param archivedFrom what was archived at or after this has not been asked for by that stamp
 * @param stamp which stamp the scan asks for
 * @param page the page to read next, from 1
 * @param started when the scan began, on the server's clock; null before it did
 */
record ScanPosition(
        Instant from,
        Instant archivedFrom,
        Stamp stamp,
        int page,
        @Nullable Instant started) {

    private static final String VERSION = "c1";
    private static final String NOT_STARTED = "-";

    /** The stamps that a scan can ask for. */
    enum Stamp {
        UPDATED("updated_at"),
        ARCHIVED("archived_at");

        private final String column;

        Stamp(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    static ScanPosition at(Instant start) {
        return new ScanPosition(start, start, Stamp.UPDATED, 1, null);
    }

    /** Reads what {@link #cursor} wrote. */
    static ScanPosition of(Cursor cursor) {
        if (CsvFeed.isPlace(cursor)) {
            return at(Instant.EPOCH); // a file that was not read to its end
        }
        String[] parts = cursor.text().split(" ", -1);
        if (parts.length != 6 || !parts[0].equals(VERSION)) {
            throw new StartOverException("Not a cursor of Cliniko's feed, version 1: " + cursor, null);
        }
        try {
            return new ScanPosition(
                    Instant.parse(parts[1]),
                    Instant.parse(parts[2]),
                    Stamp.valueOf(parts[3]),
                    page(parts[4]),
                    parts[5].equals(NOT_STARTED) ? null : Instant.parse(parts[5]));
        } catch (DateTimeException | IllegalArgumentException malformed) {
            throw new StartOverException("A cursor of Cliniko's feed that cannot be read: " + cursor, malformed);
        }
    }

    private static int page(String text) {
        int page = Integer.parseInt(text);
        if (page < 1) {
            throw new IllegalArgumentException("Pages are counted from 1");
        }
        return page;
    }

    Cursor cursor() {
        String began = started == null ? NOT_STARTED : started.toString();
        return Cursor.of(String.join(
                " ", VERSION, from.toString(), archivedFrom.toString(), stamp.name(), Integer.toString(page), began));
    }

    /** Returns the instant that the scan asks from. */
    Instant asksFrom() {
        return stamp == Stamp.UPDATED ? from : archivedFrom;
    }

    Optional<Instant> begun() {
        return Optional.ofNullable(started);
    }

    ScanPosition nextPage(Instant began) {
        return new ScanPosition(from, archivedFrom, stamp, page + 1, began);
    }

    /** Goes on with the rows that were archived without being changed. */
    ScanPosition archivedScan(Instant began) {
        return new ScanPosition(from, archivedFrom, Stamp.ARCHIVED, 1, began);
    }

    /** Tells whether the stamps of archiving were not asked for in this long. A scan of everything has shown them. */
    boolean owesArchivedScan(Instant began, Duration every) {
        return stamp == Stamp.UPDATED
                && from.isAfter(Instant.EPOCH)
                && Duration.between(archivedFrom, began).compareTo(every) >= 0;
    }

    /** Returns where the next scan begins: where this one began, a little earlier, but never before its own start. */
    ScanPosition finished(Instant began, Duration overlap) {
        Instant next = began.minus(overlap);
        boolean sawArchived = stamp == Stamp.ARCHIVED || !from.isAfter(Instant.EPOCH);
        return new ScanPosition(
                later(from, next), sawArchived ? later(archivedFrom, next) : archivedFrom, Stamp.UPDATED, 1, null);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
