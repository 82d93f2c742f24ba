package io.tidelock.connector;

import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing to write. Field values are typed; a null value clears the field; fields that are absent, be they not named or
 * named with an absent value, stay untouched.
 */
public sealed interface WriteOperation {

    /** Returns the id of the intent behind it: unique, stable over retries, fit for a trace or an idempotency key. */
    String intent();

    /**
     * Create a record.
     *
     * @param intent the intent's id
     * @param idField the unique property that holds the other system's id, or null; its value is among the values. Where a
     *     record holds it already, that one is written instead and {@link WriteOutcome.Written#created} is false
     * @param values the fields, in order
     */
    record Create(String intent, @Nullable Field idField, Map<String, Value> values) implements WriteOperation {
        /** Copies the values. */
        public Create {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /**
     * Change a record.
     *
     * @param intent the intent's id
     * @param ref the record
     * @param values the fields that change, in order
     */
    record Update(String intent, RecordRef ref, Map<String, Value> values) implements WriteOperation {
        /** Copies the values. */
        public Update {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}
