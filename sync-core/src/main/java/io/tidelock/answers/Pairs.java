package io.tidelock.answers;

import io.tidelock.record.RecordRef;

/**
 * Lets a person take linked records apart or link them otherwise. Each says first what it would do; only {@link #apply} does
 * it. From any thread.
 */
public interface Pairs {

    /** Proposes to take a source record from its counterpart; both are left as they are until they change. */
    PairChange unlink(String flow, RecordRef source);

    /** Proposes to take a source record from its counterpart and to have the next pass create one of its own. */
    PairChange split(String flow, RecordRef source);

    /**
     * Proposes to link a source record with another target; the next pass settles the two as the plan says for a first link.
     *
     * @throws IllegalArgumentException if the other target is linked already
     */
    PairChange relink(String flow, RecordRef source, RecordRef target);

    /**
     * Does what was proposed. Reads the counterpart and, where it carries the source's id, empties that property first.
     *
     * @throws IllegalStateException if the pair changed since, or the id could not be emptied; nothing was stored then
     * @throws io.tidelock.connector.ConnectorException what to do about a system's failure
     */
    void apply(PairChange change);
}
