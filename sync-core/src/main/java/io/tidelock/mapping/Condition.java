package io.tidelock.mapping;

import io.tidelock.record.Record;
import java.util.function.Predicate;

/**
 * Decides record by record whether a field mapping has anything to say, or whether a backfill takes it. Deterministic and
 * without side effects; named and versioned, so that a change of the condition counts as a change of the plan, and a backfill
 * does not go on by another filter than it began with.
 *
 * <p>In a mapping it may look at the mapped source fields and at those named with {@link Flow.Builder#reads}; any other is absent.
 *
 * @param name the stable name
 * @param version rises when the condition decides otherwise than before
 * @param source tells whether the condition holds for a source record
 */
public record Condition(String name, int version, Predicate<Record> source) {

    /** Tells whether it holds for a source record. */
    public boolean holds(Record record) {
        return source.test(record);
    }
}
