package io.tidelock.cliniko;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.StartOverException;
import io.tidelock.record.Cursor;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Shows what another feed shows, and after it the appointments that ended since: they are completed, though nobody edited
 * them.
 */
final class EndingFeed implements ChangeFeed {

    private static final String VERSION = "e1";
    private static final String NONE = "-";

    private final ChangeFeed edits;
    private final Listing listing;
    private final List<String> shown;
    private final Clock clock;

    EndingFeed(ChangeFeed edits, Listing listing, List<String> shown, Clock clock) {
        this.edits = edits;
        this.listing = listing;
        this.shown = shown;
        this.clock = clock;
    }

    @Override
    public Cursor since(Instant start) {
        return new Place(NONE, NONE, "0", edits.since(start)).cursor();
    }

    @Override
    public ChangePage changesAfter(Cursor after, Set<String> fields) {
        Place at = Place.of(after);
        return at.until.equals(NONE) ? edited(at, fields) : ended(at);
    }

    /** What the first scan shows is shown as it stands: nothing that ended before it is owed. */
    private ChangePage edited(Place at, Set<String> fields) {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        ChangePage page = edits.changesAfter(at.edits, fields);
        String from = at.from.equals(NONE) ? now : at.from;
        String until = page.more() ? NONE : now;
        return new ChangePage(page.changes(), new Place(from, until, "0", page.next()).cursor(), true);
    }

    private ChangePage ended(Place at) {
        List<String> filters = new ArrayList<>(shown);
        filters.add("ends_at:>=" + at.from);
        filters.add("ends_at:<" + at.until);
        Listing.Page page = listing.behind(at.id, filters);
        List<Row> rows = page.rows();
        Place next = page.more() && !rows.isEmpty()
                ? new Place(at.from, at.until, rows.get(rows.size() - 1).id(), at.edits)
                : new Place(at.until, NONE, "0", at.edits);
        return new ChangePage(rows.stream().map(Row::change).toList(), next.cursor(), !next.until.equals(NONE));
    }

    /**
     * Where the feed stands.
     *
     * @param from what ended before this was shown; none before the first page
     * @param until what ended from there on until this is being shown; none while edits are
     * @param id the id after which to go on
     * @param edits where the other feed stands
     */
    private record Place(String from, String until, String id, Cursor edits) {

        static Place of(Cursor cursor) {
            if (CsvFeed.isPlace(cursor)) {
                return new Place(NONE, NONE, "0", cursor); // a file that was not read to its end
            }
            String[] parts = cursor.text().split(" ", 5);
            if (parts.length != 5 || !parts[0].equals(VERSION) || !parts[3].matches("[0-9]{1,19}")) {
                throw new StartOverException(
                        "Not a cursor of Cliniko's feed of appointments, version 1: " + cursor, null);
            }
            try {
                for (String moment : List.of(parts[1], parts[2])) {
                    if (!moment.equals(NONE)) {
                        Instant.parse(moment);
                    }
                }
            } catch (DateTimeException malformed) {
                throw new StartOverException("A cursor of Cliniko's feed that cannot be read: " + cursor, malformed);
            }
            return new Place(parts[1], parts[2], parts[3], Cursor.of(parts[4]));
        }

        Cursor cursor() {
            return Cursor.of(String.join(" ", VERSION, from, until, id, edits.text()));
        }
    }
}
