package io.tidelock.answers;

import io.tidelock.record.Verb;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a pass would do in one flow.
 *
 * @param flow the flow
 * @param counts how many records it would write, by verb; an update that empties a field counts as CLEAR as well
 * @param linked how many pairs it would find and link
 * @param braked how many records each brake would hold back
 * @param parked how many records would be left over, by code; those that a brake holds included
 */
public record FlowPreview(
        String flow, Map<Verb, Integer> counts, int linked, Map<Verb, Integer> braked, Map<String, Integer> parked) {

    /** Copies the maps. */
    public FlowPreview {
        counts = ordered(counts);
        braked = ordered(braked);
        parked = Collections.unmodifiableMap(new TreeMap<>(parked));
    }

    /** Returns how many records would be written by a verb. */
    public int count(Verb verb) {
        return counts.getOrDefault(verb, 0);
    }

    private static Map<Verb, Integer> ordered(Map<Verb, Integer> counts) {
        Map<Verb, Integer> ordered = new EnumMap<>(Verb.class);
        ordered.putAll(counts);
        return Collections.unmodifiableMap(ordered);
    }
}
