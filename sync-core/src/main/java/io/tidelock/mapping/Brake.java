package io.tidelock.mapping;

import io.tidelock.record.Verb;

/**
 * How often a flow may do something within a rolling day without asking a person: as often as the larger of the two allows.
 * Beyond it a flow waits that goes wrong, be it for a mistake in the plan or for a lost permission.
 *
 * @param verb what is counted, once a record
 * @param absolute so often at least, 0 or more
 * @param percent so many of the flow's links at least, 0 to 100; links let go within the day count as well
 */
public record Brake(Verb verb, int absolute, int percent) {

    /** Returns how often it may be done. */
    public int limit(long links) {
        return (int) Math.max(absolute, Math.min(Integer.MAX_VALUE, links * percent / 100));
    }
}
