package io.tidelock.engine;

import io.tidelock.record.FieldType;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What our writes made of one record, entry by entry: for each field what it held before the first of them, as far as each
 * found what the one before had left, and what the last one wrote. Those of one pass come in no order: which was first is told
 * by what each found.
 */
final class Trail {

    private final String flow;
    private final Side side;
    private final RecordRef record;
    private final Set<RecordRef> origins = new LinkedHashSet<>();
    private final Map<String, WrittenValue> fields = new LinkedHashMap<>();
    private final Map<String, List<WrittenValue>> ofPass = new LinkedHashMap<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private Instant pass = Instant.MIN;
    private boolean created;
    private boolean removed;

    Trail(Parked.Key origin, RecordRef record) {
        this.flow = origin.flow();
        this.side = origin.side().other();
        this.record = record;
    }

    /** Adds the next entry. */
    void add(StoredWrite entry, Map<String, WrittenValue> values) {
        if (!pass.equals(entry.at())) {
            endPass();
            pass = entry.at();
        }
        origins.remove(entry.origin().ref());
        origins.add(entry.origin().ref());
        created |= entry.creates();
        removed = entry.removes();
        entry.leftOut().forEach(field -> {
            fields.remove(field);
            leftOut.add(field);
        });
        values.forEach((field, value) -> {
            leftOut.remove(field);
            ofPass.computeIfAbsent(field, first -> new ArrayList<>()).add(value);
        });
    }

    /** What somebody else wrote in between is what the later write found. */
    private void endPass() {
        ofPass.forEach((field, writes) -> {
            List<WrittenValue> left = new ArrayList<>(writes);
            while (!left.isEmpty()) {
                WrittenValue next = joined(left);
                fields.merge(
                        field, next, (earlier, later) -> joined(earlier, later).orElse(later));
            }
        });
        ofPass.clear();
    }

    /** Takes the first of some writes out, and all that lead to it or on from it. */
    private static WrittenValue joined(List<WrittenValue> writes) {
        WrittenValue joined = writes.remove(0);
        int next = 0;
        while (next < writes.size()) {
            Optional<WrittenValue> both = inEitherOrder(joined, writes.get(next));
            if (both.isPresent()) {
                joined = both.get();
                writes.remove(next);
                next = 0;
            } else {
                next++;
            }
        }
        return joined;
    }

    private static Optional<WrittenValue> inEitherOrder(WrittenValue one, WrittenValue other) {
        return joined(one, other).or(() -> joined(other, one));
    }

    private static Optional<WrittenValue> joined(WrittenValue earlier, WrittenValue later) {
        return same(FieldType.TEXT, earlier.after(), later.before())
                ? Optional.of(new WrittenValue(earlier.before(), later.after()))
                : Optional.empty();
    }

    /** Tells whether two values mean the same. */
    static boolean same(FieldType type, Value one, Value other) {
        if (one.isAbsent() || other.isAbsent()) {
            return false;
        }
        return type.canonical(type.read(one)).equals(type.canonical(type.read(other)));
    }

    String flow() {
        return flow;
    }

    /** Returns the side that was written. */
    Side side() {
        return side;
    }

    RecordRef record() {
        return record;
    }

    /** Returns the records of the other side on whose behalf it was written, the last one last. */
    Set<RecordRef> origins() {
        return origins;
    }

    boolean created() {
        return created;
    }

    /** Tells whether the last we did to it was to remove it. */
    boolean removed() {
        return removed;
    }

    Map<String, WrittenValue> fields() {
        endPass();
        return fields;
    }

    Set<String> leftOut() {
        return leftOut;
    }
}
