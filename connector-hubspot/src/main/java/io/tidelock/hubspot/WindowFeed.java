package io.tidelock.hubspot;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows what changed by searching windows of change stamps. Archived records do not show there (G5): once in a while the list
 * of them is gone through instead. Those that are gone for good are found by webhooks, and by reading what is linked.
 */
final class WindowFeed implements ChangeFeed {

    /** {@code Date} has no fractions of a second; the window holds all of the second it names. */
    private static final Duration GRAIN = Duration.ofSeconds(1);

    private final Records records;
    private final Searches searches;
    private final Removals removals;
    private final FeedSettings settings;

    WindowFeed(Records records, Searches searches, Removals removals, FeedSettings settings) {
        this.removals = removals;
        this.records = records;
        this.searches = searches;
        this.settings = settings;
    }

    @Override
    public Cursor since(Instant start) {
        return FeedPlace.since(start).cursor();
    }

    @Override
    public ChangePage changesAfter(Cursor after, Set<String> fields) {
        FeedPlace place = FeedPlace.of(after);
        return place.removals().looking() ? removed(place) : shown(place, fields);
    }

    private ChangePage removed(FeedPlace place) {
        Removals.Page page = removals.page(place.removals());
        String next = page.next();
        RemovalPosition position = next == null
                ? place.removals().done(settings.removals())
                : place.removals().page(next);
        return new ChangePage(page.gone(), place.removals(position).cursor(), next != null);
    }

    private ChangePage shown(FeedPlace place, Set<String> fields) {
        WindowPosition position = place.window();
        ObjectKind kind = records.kind();
        Searches.Page page = searches.page(
                kind,
                filters(position, kind.modified()),
                position.behind(),
                records.asked(fields),
                settings.pageSize());

        List<Change> changes = new ArrayList<>();
        Map<String, Record> shown = records.shown(page.hits(), fields);
        page.hits().forEach(hit -> add(changes, hit, shown.get(hit.requireId())));
        Instant now = page.serverTime();
        Instant given = position.to();
        Instant end = given == null ? now.plus(GRAIN) : given;
        if (page.more()) {
            return new ChangePage(
                    changes, place.window(position.behind(page.last(), end)).cursor(), true);
        }
        WindowPosition next = position.completed(end, now, settings.overlap(), settings.secondLook());
        RemovalPosition gone =
                next.second() ? place.removals() : place.removals().afterWindow(now, settings.removals());
        return new ChangePage(changes, new FeedPlace(next, gone).cursor(), next.second() || gone.looking());
    }

    private static List<Wire.Filter> filters(WindowPosition position, String modified) {
        List<Wire.Filter> filters = new ArrayList<>();
        filters.add(Wire.Filter.of(modified, "GTE", millis(position.from())));
        Instant to = position.to();
        if (to != null) {
            filters.add(Wire.Filter.of(modified, "LT", millis(to)));
        }
        return filters;
    }

    private static String millis(Instant moment) {
        return Long.toString(Math.max(0, moment.toEpochMilli()));
    }

    /** A record that absorbed others says so each time it shows; the links of those have to move (§3). */
    private void add(List<Change> changes, Wire.Stored hit, @Nullable Record record) {
        changes.add(Change.upsert(Objects.requireNonNull(record)));
        List<RecordRef> absorbed =
                Records.absorbed(hit).stream().map(records.kind()::ref).toList();
        if (!absorbed.isEmpty()) {
            changes.add(Change.merge(records.kind().ref(hit.requireId()), absorbed));
        }
    }
}
