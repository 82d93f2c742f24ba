package io.tidelock.testkit;

import io.tidelock.record.RecordRef;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One record with as much of its past as a lagging index still shows. Guarded by the store. */
final class Row {

    private final RecordRef ref;
    private final long number;
    private final Instant createdAt;
    private final Deque<Version> versions = new ArrayDeque<>();
    private @Nullable Row survivor;

    Row(RecordRef ref, long number, Version first) {
        this.ref = ref;
        this.number = number;
        this.createdAt = first.stamp();
        versions.addLast(first);
    }

    RecordRef ref() {
        return ref;
    }

    long number() {
        return number;
    }

    Instant createdAt() {
        return createdAt;
    }

    Version current() {
        return versions.getLast();
    }

    boolean isLive() {
        return current().live();
    }

    boolean isMerged() {
        return survivor != null;
    }

    FeedKey feedKey() {
        return new FeedKey(current().stamp(), number);
    }

    /** Adds a version, and forgets those that an index reaching back to the horizon no longer shows. */
    void push(Version version, Instant horizon) {
        versions.addLast(version);
        while (versions.size() > 1 && !second().stamp().isAfter(horizon)) {
            versions.removeFirst();
        }
    }

    /** Returns what an index shows that has seen everything up to the horizon. */
    Optional<Version> indexed(Instant horizon) {
        for (Iterator<Version> newest = versions.descendingIterator(); newest.hasNext(); ) {
            Version version = newest.next();
            if (!version.stamp().isAfter(horizon)) {
                return Optional.of(version).filter(Version::live);
            }
        }
        return Optional.empty();
    }

    void mergedInto(Row other) {
        survivor = other;
    }

    /** Returns the record that this is now: itself, or what it was merged into in the end. */
    Row finalSurvivor() {
        return survivor == null ? this : survivor.finalSurvivor();
    }

    private Version second() {
        Iterator<Version> oldest = versions.iterator();
        oldest.next();
        return oldest.next();
    }

    /** What a record held from a moment on. */
    record Version(Instant stamp, Map<String, String> values, boolean live) {
        Version {
            values = Map.copyOf(values);
        }
    }

    /** A record's place in the change feed. */
    record FeedKey(Instant stamp, long number) implements Comparable<FeedKey> {
        @Override
        public int compareTo(FeedKey other) {
            int byStamp = stamp.compareTo(other.stamp);
            return byStamp != 0 ? byStamp : Long.compare(number, other.number);
        }
    }
}
