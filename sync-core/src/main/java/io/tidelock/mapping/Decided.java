package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
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
 * @param notes what else was decided, as plain text by the name of a field that the decision notes; nothing personal, for it is
 *     stored as it is
 */
public record Decided(String scenario, Set<String> flows, Map<String, RecordRef> chosen, Map<String, String> notes) {

    /** Copies the collections. */
    public Decided {
        flows = Collections.unmodifiableSet(new LinkedHashSet<>(flows));
        chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    /** Starts with a scenario in which no flow projects the record. */
    public static Decided as(String scenario) {
        return new Decided(scenario, Set.of(), Map.of(), Map.of());
    }

    /** Returns this, with flows that match the record or create its counterpart. */
    public Decided into(String... more) {
        Set<String> all = new LinkedHashSet<>(flows);
        all.addAll(List.of(more));
        return new Decided(scenario, all, chosen, notes);
    }

    /** Returns this, with a flow that links the record with an existing one. */
    public Decided onto(String flow, RecordRef existing) {
        Map<String, RecordRef> all = new LinkedHashMap<>(chosen);
        all.put(flow, existing);
        return new Decided(scenario, into(flow).flows(), all, notes);
    }

    /**
     * Returns this, with a value that the record shows in a noted field ({@link Decision.Builder#notes}) to the flows that
     * project it: whom a task is for, when it is due. Stored with the decision, so ids, codes and moments belong there, and
     * nothing personal. An absent or empty value notes nothing.
     */
    public Decided noting(Field field, Value value) {
        if (!value.isPresent()) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(notes);
        all.put(field.name(), value.plain());
        return new Decided(scenario, flows, chosen, all);
    }
}
