package io.tidelock.testkit.fake.cliniko;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One stored record: column → value, only what is not empty. Guarded by {@link Clinic}'s lock. */
final class Row {

    private final Resource resource;
    private final Map<String, Object> values = new HashMap<>();

    Row(Resource resource, long id) {
        this.resource = resource;
        values.put("id", id);
    }

    long id() {
        return (Long) Objects.requireNonNull(values.get("id"));
    }

    Resource resource() {
        return resource;
    }

    /** Returns a column's value; what the resource shows for empty if nothing is stored. */
    @Nullable
    Object get(String column) {
        Object stored = values.get(column);
        return stored != null ? stored : resource.emptyValue(column);
    }

    /** Returns a column's text, {@code ""} if there is none. */
    String text(String column) {
        return get(column) instanceof String text ? text : "";
    }

    @Nullable
    Instant stamp(String column) {
        return (Instant) values.get(column);
    }

    /** Returns what is stored, by column. */
    Map<String, Object> columns() {
        return Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Stores a value, or nothing for null; returns whether that made a difference. */
    boolean put(String column, @Nullable Object value) {
        Object before = get(column);
        if (value == null) {
            values.remove(column);
        } else {
            values.put(column, value);
        }
        return !Objects.equals(before, get(column));
    }
}
