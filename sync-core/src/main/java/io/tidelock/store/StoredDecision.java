package io.tidelock.store;

import io.tidelock.record.RecordRef;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a source record was decided to become. Made once: what we write afterwards cannot change the answer.
 *
 * @param decision the name of the decision
 * @param source the record
 * @param version the version of the decision's rule
 * @param scenario the stable code of what was found
 * @param flows the flows that project the record
 * @param chosen the existing records that were chosen, by flow; of the flow's target
 * @param notes what else was decided, as plain text by the name of the field that shows it
 * @param at when it was made
 */
public record StoredDecision(
        String decision,
        RecordRef source,
        int version,
        String scenario,
        Set<String> flows,
        Map<String, RecordRef> chosen,
        Map<String, String> notes,
        Instant at) {

    /** Copies the collections. */
    public StoredDecision {
        flows = Collections.unmodifiableSet(new TreeSet<>(flows));
        chosen = Collections.unmodifiableMap(new TreeMap<>(chosen));
        notes = Collections.unmodifiableMap(new TreeMap<>(notes));
    }
}
