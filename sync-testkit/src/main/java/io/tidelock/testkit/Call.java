package io.tidelock.testkit;

import io.tidelock.record.RecordType;

/**
 * One call that reached the in-memory system.
 *
 * @param kind what was called
 * @param type the type of the records it is about
 * @param size how many ids, keys or operations it names; 0 for a page
 */
public record Call(Kind kind, RecordType type, int size) {

    /** What was called. */
    public enum Kind {
        /** A page of the change feed. */
        FEED,
        /** A page of the list of flagged records. */
        FLAGGED,
        /** A page of records in a range. */
        RANGE,
        /** Records by id. */
        READ,
        /** Records by a unique field, from the primary store. */
        LOOKUP,
        /** Records by other fields, from the index that may lag. */
        SEARCH,
        /** A batch of write operations, or of records to remove. */
        WRITE,
        /** A check or provisioning of custom properties. */
        SCHEMA
    }
}
