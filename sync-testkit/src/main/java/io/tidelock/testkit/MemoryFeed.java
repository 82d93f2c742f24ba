package io.tidelock.testkit;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.StartOverException;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.testkit.Row.FeedKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows records in the order of (stamp, id). A page that is not the last ends at its last record; the last one ends at
 * now, inclusively, so that what changes later in the same millisecond is shown by the next page, repeats included.
 */
final class MemoryFeed implements ChangeFeed {

    private static final Pattern CURSOR = Pattern.compile("m1:(-?\\d{1,18}):(\\d{1,18})");

    private final MemoryStore store;
    private final Table table;
    private final Gateway gateway;
    private final int pageSize;

    MemoryFeed(MemoryStore store, Table table, Gateway gateway, int pageSize) {
        this.store = store;
        this.table = table;
        this.gateway = gateway;
        this.pageSize = pageSize;
    }

    @Override
    public Cursor since(Instant start) {
        return cursor(new FeedKey(start, 0));
    }

    @Override
    public ChangePage changesAfter(Cursor after, Set<String> fields) {
        FeedKey start = key(after);
        return gateway.pass(new Call(Call.Kind.FEED, table.type(), 0), () -> {
            synchronized (store) {
                return page(start, fields);
            }
        });
    }

    private ChangePage page(FeedKey start, Set<String> fields) {
        List<Change> changes = new ArrayList<>();
        FeedKey last = start;
        for (Row row : table.changesAfter(start).values()) {
            if (changes.size() == pageSize) {
                return new ChangePage(changes, cursor(last), true);
            }
            changes.add(change(row, fields));
            last = row.feedKey();
        }
        Instant now = store.now();
        Instant end = start.stamp().isAfter(now) ? start.stamp() : now;
        return new ChangePage(changes, cursor(new FeedKey(end, 0)), false);
    }

    private Change change(Row row, Set<String> fields) {
        if (row.isMerged()) {
            return Change.merge(row.finalSurvivor().ref(), List.of(row.ref()));
        }
        return row.isLive() ? Change.upsert(table.show(row, row.current(), fields)) : Change.tombstone(row.ref());
    }

    private static Cursor cursor(FeedKey key) {
        return Cursor.of("m1:" + key.stamp().toEpochMilli() + ":" + key.number());
    }

    private static FeedKey key(Cursor cursor) {
        Matcher parts = CURSOR.matcher(cursor.text());
        if (!parts.matches()) {
            throw new StartOverException("This is not a cursor of an in-memory system: " + cursor, null);
        }
        return new FeedKey(Instant.ofEpochMilli(Long.parseLong(parts.group(1))), Long.parseLong(parts.group(2)));
    }
}
