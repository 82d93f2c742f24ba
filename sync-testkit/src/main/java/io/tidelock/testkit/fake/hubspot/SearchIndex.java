package io.tidelock.testkit.fake.hubspot;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What search sees of one type: snapshots that arrive late (§2.5, G1–G3). Archived records leave at once. */
final class SearchIndex {

    private final Map<Long, Doc> docs = new TreeMap<>();
    private final NavigableSet<Doc> byModified =
            new TreeSet<>(Comparator.comparingLong(Doc::modified).thenComparingLong(Doc::id));
    private final Map<Table.Key, Set<Long>> exact = new HashMap<>();
    private final PriorityQueue<Doc> pending =
            new PriorityQueue<>(Comparator.comparing(Doc::visibleAt).thenComparingLong(Doc::sequence));
    private final Map<Long, Long> latest = new HashMap<>();
    private final ObjectType type;
    private final Schema schema;
    private long sequence;

    SearchIndex(ObjectType type, Schema schema) {
        this.type = type;
        this.schema = schema;
    }

    /** A record as it was when it was written. */
    record Doc(long id, Map<String, String> values, long modified, Instant visibleAt, long sequence) {}

    /** Takes a snapshot that becomes visible at the given instant. */
    void submit(Row row, Instant visibleAt) {
        long modified = row.updatedAt().toEpochMilli();
        pending.add(new Doc(row.id(), Map.copyOf(row.values()), modified, visibleAt, ++sequence));
    }

    /** Hides a record at once, with all that was still on its way. */
    void remove(long id) {
        latest.put(id, sequence);
        drop(docs.remove(id));
    }

    /** Lets everything in that is due. */
    void advance(Instant now) {
        for (Doc next = pending.peek(); next != null && !next.visibleAt().isAfter(now); next = pending.peek()) {
            pending.remove();
            if (next.sequence() > latest.getOrDefault(next.id(), 0L)) {
                latest.put(next.id(), next.sequence());
                drop(docs.put(next.id(), next));
                add(next);
            }
        }
    }

    /** Returns a superset of what a group of filters can match, small where an index helps. */
    Collection<Doc> candidates(List<Filter> group) {
        for (Filter filter : group) {
            if (filter.property().equals("hs_object_id") && filter.isExact()) {
                return byIds(filter.wanted());
            }
            if (schema.identifies(filter.property()) && filter.isExact()) {
                return byValues(filter);
            }
        }
        for (Filter filter : group) {
            if (filter.property().equals(type.modified()) && filter.isRange()) {
                return window(filter);
            }
        }
        return docs.values();
    }

    private Collection<Doc> byIds(List<String> ids) {
        return ids.stream()
                .flatMap(id -> Ids.parse(id).stream())
                .distinct()
                .map(docs::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private Collection<Doc> byValues(Filter filter) {
        return filter.wanted().stream()
                .map(value -> new Table.Key(filter.property(), value.toLowerCase(Locale.ROOT)))
                .flatMap(key -> exact.getOrDefault(key, Set.of()).stream())
                .distinct()
                .map(docs::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private Collection<Doc> window(Filter filter) {
        Doc from = new Doc(Long.MIN_VALUE, Map.of(), filter.lowest(), Instant.EPOCH, 0);
        Doc to = new Doc(Long.MAX_VALUE, Map.of(), filter.highest(), Instant.EPOCH, 0);
        return filter.lowest() > filter.highest() ? List.of() : byModified.subSet(from, true, to, true);
    }

    private void add(Doc doc) {
        byModified.add(doc);
        for (String property : identifying()) {
            String value = doc.values().get(property);
            if (value != null) {
                exact.computeIfAbsent(key(property, value), key -> new TreeSet<>())
                        .add(doc.id());
            }
        }
    }

    private void drop(@Nullable Doc doc) {
        if (doc == null) {
            return;
        }
        byModified.remove(doc);
        for (String property : identifying()) {
            String value = doc.values().get(property);
            if (value != null) {
                exact.getOrDefault(key(property, value), new TreeSet<>()).remove(doc.id());
            }
        }
    }

    private List<String> identifying() {
        return type.equals(ObjectType.CONTACTS)
                ? Stream.concat(schema.unique().stream(), Stream.of("email")).toList()
                : schema.unique();
    }

    private static Table.Key key(String property, String value) {
        return new Table.Key(property, value.toLowerCase(Locale.ROOT));
    }
}
