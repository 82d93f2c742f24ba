package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.Record;
import java.util.List;
import java.util.function.Function;

/**
 * Takes a source record apart into parts, each of which a flow projects like a record of its own. Deterministic and without
 * side effects; named and versioned, so that a change of the rule counts as a change of the plan.
 *
 * @param name the stable name
 * @param version rises when the rule decides otherwise than before
 * @param reads the fields of the whole record that the rule looks at; no others are read
 * @param rule gives the parts, each with a key of its own; none is fine
 */
public record Parts(String name, int version, List<Field> reads, Function<Record, List<Part>> rule) {

    /** Copies the list. */
    public Parts {
        reads = List.copyOf(reads);
    }

    /** Takes records apart by a rule that looks at these fields. */
    public static Parts of(String name, int version, Function<Record, List<Part>> rule, Field... reads) {
        return new Parts(name, version, List.of(reads), rule);
    }

    /** Returns the parts of a record. */
    public List<Part> of(Record whole) {
        return rule.apply(whole);
    }
}
