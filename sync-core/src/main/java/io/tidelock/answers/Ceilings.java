package io.tidelock.answers;

import io.tidelock.record.Verb;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How often each verb may be done when a plan is applied; a verb without a ceiling is not done at all.
 *
 * @param most by verb
 */
public record Ceilings(Map<Verb, Integer> most) {

    /** Copies the map. */
    public Ceilings {
        Map<Verb, Integer> ordered = new EnumMap<>(Verb.class);
        ordered.putAll(most);
        most = Collections.unmodifiableMap(ordered);
    }

    /** Allows one verb so many times. */
    public static Ceilings of(Verb verb, int times) {
        return new Ceilings(Map.of(verb, times));
    }

    /** Allows another verb as well. */
    public Ceilings and(Verb verb, int times) {
        Map<Verb, Integer> more = new EnumMap<>(Verb.class);
        more.putAll(most);
        more.put(verb, times);
        return new Ceilings(more);
    }

    /** Returns how often a verb may be done. */
    public int of(Verb verb) {
        return most.getOrDefault(verb, 0);
    }
}
