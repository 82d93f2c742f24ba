package io.tidelock.connector;

import io.tidelock.record.Record;

/** What became of reading one id. */
public sealed interface ReadOutcome {

    /** Returns the id that was asked for. */
    String id();

    /**
     * The record is there.
     *
     * @param record as it stands now
     */
    record Present(Record record) implements ReadOutcome {
        @Override
        public String id() {
            return record.ref().id();
        }
    }

    /**
     * The record was merged into another one.
     *
     * @param id the id that was asked for
     * @param survivor the record that it is now, with an id of its own
     */
    record MergedInto(String id, Record survivor) implements ReadOutcome {}

    /**
     * The record was archived: out of sight, restorable.
     *
     * @param id the id that was asked for
     */
    record Archived(String id) implements ReadOutcome {}

    /**
     * There is no such record, or no longer.
     *
     * @param id the id that was asked for
     */
    record Missing(String id) implements ReadOutcome {}
}
