package io.tidelock.connector;

import io.tidelock.record.Field;
import java.time.Duration;
import java.util.List;

/** How a created record is recognised when the answer to its creation was lost. */
public sealed interface CreateIdentity {

    /**
     * The record carries a unique property, so creating it twice makes one record and it can be read by that property
     * from the primary store.
     *
     * @param field the property
     */
    record UniqueKey(Field field) implements CreateIdentity {}

    /** The server recognises the intent's id, so the same creation may be sent again. */
    record IdempotencyKey() implements CreateIdentity {}

    /**
     * The record is recognised by what its fields hold. Only unlinked records count that were created since the intent, as
     * far as the connector shows {@link io.tidelock.record.Record#createdAt}: a single one is ours; none after the delay
     * means that nothing was created; several are for a person.
     *
     * @param fields the fields to look by, such as every created record holds and the {@link RecordFinder} takes together
     * @param visibleAfter how long a created record may stay out of sight of the look-up
     */
    record Probe(List<Field> fields, Duration visibleAfter) implements CreateIdentity {
        /** Copies the list. */
        public Probe {
            fields = List.copyOf(fields);
        }
    }

    /** The record cannot be recognised: a person has to look. */
    record None() implements CreateIdentity {}
}
