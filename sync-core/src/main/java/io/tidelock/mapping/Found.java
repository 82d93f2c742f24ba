package io.tidelock.mapping;

import io.tidelock.record.Record;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the look-ups of a decision found for one source record. Immutable.
 *
 * @param hits by look-up; one that found nothing has an empty list
 */
public record Found(Map<String, List<Record>> hits) {

    /** Copies the map. */
    public Found {
        hits = Collections.unmodifiableMap(new LinkedHashMap<>(hits));
    }

    /** Returns nothing, before the first look-up. */
    public static Found nothing() {
        return new Found(Map.of());
    }

    /**
     * Returns what a look-up found, in the system's order.
     *
     * @throws IllegalArgumentException if there is no such look-up, or it comes later
     */
    public List<Record> by(String lookUp) {
        List<Record> found = hits.get(lookUp);
        if (found == null) {
            throw new IllegalArgumentException(
                    "There is no look-up \"" + lookUp + "\" so far; there are " + hits.keySet());
        }
        return found;
    }

    /** Returns this with what another look-up found. */
    public Found and(String lookUp, List<Record> found) {
        Map<String, List<Record>> all = new LinkedHashMap<>(hits);
        all.put(lookUp, List.copyOf(found));
        return new Found(all);
    }
}
