package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Walks a feed as the engine does: page by page, each time from the text of the last cursor, by a fresh connector. */
final class FeedWalk {

    private static final int MANY_PAGES = 1_000;
    private static final int ROUNDS = 4;

    private final Supplier<ChangeFeed> feed;
    private final Set<String> fields;
    private final List<Change> seen = new ArrayList<>();
    private Cursor cursor;

    FeedWalk(Supplier<ChangeFeed> feed, Set<String> fields, Cursor start) {
        this.feed = feed;
        this.fields = fields;
        this.cursor = start;
    }

    /** Asks for one page and goes on behind it. */
    ChangePage page() {
        ChangePage page = peek();
        seen.addAll(page.changes());
        cursor = page.next();
        return page;
    }

    /** Asks for the page without going on. */
    ChangePage peek() {
        return feed.get().changesAfter(Cursor.of(cursor.text()), fields);
    }

    /** Asks for pages until the feed has caught up; returns how many there were. */
    int catchUp() {
        int pages = 1;
        while (page().more()) {
            assertThat(++pages)
                    .as("pages until the feed has caught up, with nothing changing meanwhile")
                    .isLessThan(MANY_PAGES);
        }
        return pages;
    }

    /** Catches up again and again while time passes, so that a feed over a lagging index has shown everything. */
    FeedWalk settle(ManualClock clock, Duration step) {
        for (int round = 0; round < ROUNDS; round++) {
            catchUp();
            clock.advance(step);
        }
        catchUp();
        return this;
    }

    /** Forgets what was seen, not where. */
    FeedWalk forget() {
        seen.clear();
        return this;
    }

    List<Change> seen() {
        return List.copyOf(seen);
    }

    /** Returns the records that a change was about, the absorbed ones of a merge included. */
    Set<RecordRef> refs() {
        Set<RecordRef> refs = new LinkedHashSet<>();
        for (Change change : seen) {
            refs.add(change.ref());
            if (change instanceof Change.Merge merge) {
                refs.addAll(merge.absorbed());
            }
        }
        return refs;
    }

    /** Returns what the feed showed last of a record; empty if it is not shown, or shown without its fields. */
    Optional<Record> latest(RecordRef ref) {
        return seen.stream()
                .filter(change ->
                        change instanceof Change.Upsert && change.ref().equals(ref))
                .map(change -> ((Change.Upsert) change).record())
                .reduce((earlier, later) -> later);
    }

    /** Returns the last change about a record. */
    Optional<Change> last(RecordRef ref) {
        return seen.stream().filter(change -> change.ref().equals(ref)).reduce((earlier, later) -> later);
    }
}
