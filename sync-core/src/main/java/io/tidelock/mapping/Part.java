package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One part of a source record, with fields of its own. Immutable.
 *
 * @param key what tells it from the record's other parts; stays with the part over every change of the record, never blank
 * @param values by field name; the fields of the whole that a flow maps must be among them
 */
public record Part(String key, Map<String, Value> values) {

    /** Checks that the key is there; copies the map. */
    public Part {
        if (key.isBlank()) {
            throw new IllegalArgumentException("A part needs a key that stays");
        }
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns a part without fields. */
    public static Part of(String key) {
        return new Part(key, Map.of());
    }

    /** Returns this part with a field; an absent value leaves the field out. */
    public Part with(Field field, Value value) {
        Map<String, Value> all = new LinkedHashMap<>(values);
        if (value.isAbsent()) {
            all.remove(field.name());
        } else {
            all.put(field.name(), value);
        }
        return new Part(key, all);
    }

    /** Returns this part with a field of text; null says "empty". */
    public Part with(Field field, @Nullable String text) {
        return with(field, Value.text(text));
    }

    /** Names the key and the fields, never the values. */
    @Override
    public String toString() {
        return "part " + key + " with " + values.keySet();
    }
}
