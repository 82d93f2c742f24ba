package io.tidelock.testkit.fake.ringostat;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call as the log has it: every value is text (section 2).
 *
 * @param at when it began
 * @param fields by the log's names, {@code uniqueid} and {@code calldate} among them
 */
record Row(Instant at, Map<String, String> fields) {

    Row {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    String id() {
        return fields.getOrDefault("uniqueid", "");
    }

    String value(String field) {
        return fields.getOrDefault(field, "");
    }

    Row with(Map<String, String> changes) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.putAll(changes);
        return new Row(at, changed);
    }
}
