package io.tidelock.http;

import io.tidelock.connector.StartOverException;
import io.tidelock.record.Cursor;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * A place in a feed that is ordered by change stamp and id: everything up to and including it was seen. A feed asks for
 * stamps {@code >=} {@link #from}, so that records of one instant are never lost between two pages.
 *
 * @param stamp on the vendor's clock
 * @param id of the last record seen at that instant, in the order of text; empty before the first
 */
public record Watermark(Instant stamp, String id) implements Comparable<Watermark> {

    private static final String VERSION = "w1 ";
    private static final Comparator<Watermark> ORDER =
            Comparator.comparing(Watermark::stamp).thenComparing(Watermark::id);

    /** Starts at an instant, with nothing of it seen. */
    public static Watermark at(Instant stamp) {
        return new Watermark(stamp, "");
    }

    /**
     * Reads what {@link #cursor} wrote.
     *
     * @throws StartOverException if the text is another's, or of another version
     */
    public static Watermark of(Cursor cursor) {
        String text = cursor.text();
        int space = text.indexOf(' ', VERSION.length());
        if (!text.startsWith(VERSION) || space < 0) {
            throw new StartOverException("Not a watermark of version 1: " + cursor, null);
        }
        try {
            return new Watermark(Instant.parse(text.substring(VERSION.length(), space)), text.substring(space + 1));
        } catch (DateTimeException malformed) {
            throw new StartOverException("A watermark without a stamp: " + cursor, malformed);
        }
    }

    /** Returns the watermark as versioned text. */
    public Cursor cursor() {
        return Cursor.of(VERSION + stamp + " " + id);
    }

    /** Returns the stamp to ask from, inclusive: the overlap before this one, because indexes and clocks lag. */
    public Instant from(Duration overlap) {
        return stamp.isBefore(Instant.EPOCH.plus(overlap)) ? Instant.EPOCH : stamp.minus(overlap);
    }

    /** Tells whether a record lies beyond this watermark, so was not seen with it. */
    public boolean isBefore(Instant otherStamp, String otherId) {
        return compareTo(new Watermark(otherStamp, otherId)) < 0;
    }

    /** Returns the later of this watermark and a record's place: watermarks never go back. */
    public Watermark advancedTo(Instant seenStamp, String seenId) {
        Watermark seen = new Watermark(seenStamp, seenId);
        return compareTo(seen) < 0 ? seen : this;
    }

    @Override
    public int compareTo(Watermark other) {
        return ORDER.compare(this, other);
    }
}
