package io.tidelock.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One integration's journal in memory, in the order of passes and intents. */
final class JournalShelf {

    private record Key(Instant at, String intent) {}

    private final SortedMap<Key, StoredWrite> writes =
            new TreeMap<>(Comparator.comparing(Key::at).thenComparing(Key::intent));

    private final Map<String, Set<Key>> unsettled = new HashMap<>();

    void put(StoredWrite write) {
        writes.put(key(write), write);
        if (write.settled()) {
            unsettled.remove(write.intent());
        } else {
            unsettled
                    .computeIfAbsent(write.intent(), intent -> new LinkedHashSet<>())
                    .add(key(write));
        }
    }

    private static Key key(StoredWrite write) {
        return new Key(write.at(), write.intent());
    }

    List<StoredWrite> find(JournalRequest request) {
        StoredWrite after = request.after();
        Key first = after == null ? new Key(request.from(), "") : key(after);
        return writes.tailMap(first).values().stream()
                .filter(write -> after == null || !key(write).equals(first))
                .takeWhile(write -> write.at().isBefore(request.until()))
                .filter(write -> request.origin() == null || write.origin().equals(request.origin()))
                .limit(request.max())
                .toList();
    }

    void apply(StoreCommit commit) {
        commit.journal().forEach(this::put);
        commit.settled()
                .forEach((intent, done) -> open(intent, write -> write.settled(done.written(), done.created())));
        commit.discarded().forEach(intent -> open(intent, write -> null));
        commit.journalExpiry().ifPresent(this::expire);
    }

    private void open(String intent, Change change) {
        for (Key key : unsettled.getOrDefault(intent, Set.of())) {
            StoredWrite write = writes.remove(key);
            StoredWrite changed = write == null ? null : change.of(write);
            if (changed != null) {
                writes.put(key, changed);
            }
        }
        unsettled.remove(intent);
    }

    /** What becomes of an entry; null takes it out. */
    @FunctionalInterface
    private interface Change {
        @Nullable
        StoredWrite of(StoredWrite write);
    }

    private void expire(StoreCommit.Expiry expiry) {
        Iterator<Key> oldest = writes.keySet().iterator();
        for (int left = expiry.most();
                left > 0 && oldest.hasNext() && oldest.next().at().isBefore(expiry.before());
                left--) {
            oldest.remove(); // one that was never settled is not found any more
        }
    }
}
