package io.tidelock.engine;

import io.tidelock.record.FieldType;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredWrite;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What our writes made of one record, entry by entry: for each field what it held before the first of them, as far as each
 * found what the one before had left, and what the last one wrote.
 */
final class Trail {

    private final Parked.Key origin;
    private final RecordRef record;
    private final Map<String, WrittenValue> fields = new LinkedHashMap<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private boolean created;
    private boolean removed;

    Trail(Parked.Key origin, RecordRef record) {
        this.origin = origin;
        this.record = record;
    }

    /** Adds the next entry. */
    void add(StoredWrite entry, Map<String, WrittenValue> values) {
        created |= entry.creates();
        removed = entry.removes();
        entry.leftOut().forEach(field -> {
            fields.remove(field);
            leftOut.add(field);
        });
        values.forEach((field, value) -> {
            leftOut.remove(field);
            fields.merge(field, value, Trail::then);
        });
    }

    /** What somebody else wrote in between is what the later write found. */
    private static WrittenValue then(WrittenValue earlier, WrittenValue later) {
        boolean follows = same(FieldType.TEXT, earlier.after(), later.before());
        return follows ? new WrittenValue(earlier.before(), later.after()) : later;
    }

    /** Tells whether two values mean the same. */
    static boolean same(FieldType type, Value one, Value other) {
        if (one.isAbsent() || other.isAbsent()) {
            return false;
        }
        return type.canonical(type.read(one)).equals(type.canonical(type.read(other)));
    }

    Parked.Key origin() {
        return origin;
    }

    /** Returns the side that was written. */
    Side side() {
        return origin.side().other();
    }

    RecordRef record() {
        return record;
    }

    boolean created() {
        return created;
    }

    /** Tells whether the last we did to it was to remove it. */
    boolean removed() {
        return removed;
    }

    Map<String, WrittenValue> fields() {
        return fields;
    }

    Set<String> leftOut() {
        return leftOut;
    }
}
