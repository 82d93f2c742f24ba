package io.tidelock.answers;

import io.tidelock.mapping.Party;
import io.tidelock.record.Association;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Verb;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One write that a pass would make.
 *
 * @param flow the flow
 * @param origin the record that leads to it
 * @param verb what would be done: CREATE, UPDATE or REMOVE
 * @param system which system would be written to
 * @param record the record that would be written; one that does not exist yet has an id like {@code preview:1}
 * @param fields the names of the fields that would be written, associations included
 * @param cleared those of them that would be emptied
 * @param values what would be written, by field; empty unless the host asked for values
 */
public record PlannedChange(
        String flow,
        RecordRef origin,
        Verb verb,
        Party system,
        RecordRef record,
        List<String> fields,
        List<String> cleared,
        Map<String, String> values) {

    /** Copies the collections. */
    public PlannedChange {
        fields = List.copyOf(fields);
        cleared = List.copyOf(cleared);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns the associations among the fields. */
    public List<Association> associations() {
        return fields.stream().flatMap(field -> Association.of(field).stream()).toList();
    }

    /** Says what would be done, without values. */
    @Override
    public String toString() {
        return flow + ": " + verb + " " + record + " " + fields + " for " + origin;
    }
}
