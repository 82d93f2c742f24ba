package io.tidelock.mapping;

import io.tidelock.record.RecordRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a source record is to become.
 *
 * @param scenario a stable code for what was found, such as {@code NEW_CALLER}; the reason why other flows leave it out
 * @param flows the flows that project the record
 * @param chosen existing records to link instead of matching or creating one, by flow; each of the flow's target type
 */
public record Decided(String scenario, Set<String> flows, Map<String, RecordRef> chosen) {

    /** Copies the collections. */
    public Decided {
        flows = Collections.unmodifiableSet(new LinkedHashSet<>(flows));
        chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
    }

    /** Starts with a scenario in which no flow projects the record. */
    public static Decided as(String scenario) {
        return new Decided(scenario, Set.of(), Map.of());
    }

    /** Returns this, with flows that match the record or create its counterpart. */
    public Decided into(String... more) {
        Set<String> all = new LinkedHashSet<>(flows);
        all.addAll(List.of(more));
        return new Decided(scenario, all, chosen);
    }

    /** Returns this, with a flow that links the record with an existing one. */
    public Decided onto(String flow, RecordRef existing) {
        Map<String, RecordRef> all = new LinkedHashMap<>(chosen);
        all.put(flow, existing);
        return new Decided(scenario, into(flow).flows(), all);
    }
}
