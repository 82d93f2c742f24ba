package io.tidelock.connector;

import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What became of one write operation. Each outcome is named after what the caller should do. */
public sealed interface WriteOutcome {

    /** Says that a record is written, and what it shows now. */
    static WriteOutcome written(Record receipt, boolean created) {
        return new Written(receipt.ref(), created, Optional.of(receipt));
    }

    /**
     * It is written.
     *
     * @param ref the record
     * @param created whether it came to be with this write, as far as the server says
     * @param receipt what the server says it stored; empty when it does not say, and the record is to be read
     */
    record Written(RecordRef ref, boolean created, Optional<Record> receipt) implements WriteOutcome {}

    /**
     * It was not applied, be it a creation or a change: another record holds a value that must be unique. Look at that
     * one.
     *
     * @param ref the record that holds the value
     */
    record AlreadyExists(RecordRef ref) implements WriteOutcome {}

    /**
     * It was refused for what it holds. A person has to correct it.
     *
     * @param code a stable code, the vendor's own where it has one, such as {@code INVALID_EMAIL}
     * @param fields what is wrong, by field name; never with the values
     */
    record Rejected(String code, Map<String, String> fields) implements WriteOutcome {
        /** Copies the map. */
        public Rejected {
            fields = Map.copyOf(fields);
        }
    }

    /**
     * The record to change is gone, archived or deleted.
     *
     * @param ref the record
     */
    record Gone(RecordRef ref) implements WriteOutcome {}

    /**
     * The record to change was merged into another one.
     *
     * @param survivor the record that it is now
     */
    record MergedInto(RecordRef survivor) implements WriteOutcome {}

    /** The record changed since it was read: read it and decide again. */
    record Stale() implements WriteOutcome {}

    /**
     * It was certainly not applied and may be sent again.
     *
     * @param after how long to wait at least
     */
    record Retryable(Duration after) implements WriteOutcome {}

    /** Nobody knows whether it was applied. Find out by the {@link CreateIdentity} before anything else. */
    record Unknown() implements WriteOutcome {}
}
