package io.tidelock.answers;

import io.tidelock.record.RecordRef;
import java.time.Instant;
import java.util.Optional;

/**
 * Says which writes of ours are to be undone. {@code UndoScope.record(patient).from(noon)}
 *
 * @param flow of one flow; empty for all
 * @param record of one record and its counterpart, on whichever side it stands; empty for all
 * @param from made by passes that began at this moment or later
 * @param until and before this one
 * @param removesCreated whether records that we created are removed again
 */
public record UndoScope(
        Optional<String> flow, Optional<RecordRef> record, Instant from, Instant until, boolean removesCreated) {

    private static UndoScope of(Optional<String> flow, Optional<RecordRef> record) {
        return new UndoScope(flow, record, Instant.EPOCH, Instant.MAX, false);
    }

    /** Takes what one pass wrote, by {@code SyncReport.startedAt()}. */
    public static UndoScope pass(Instant startedAt) {
        return between(startedAt, startedAt.plusNanos(1));
    }

    /** Takes what passes wrote that began within a time. */
    public static UndoScope between(Instant from, Instant until) {
        return of(Optional.empty(), Optional.empty()).from(from).until(until);
    }

    /** Takes what a flow wrote. */
    public static UndoScope flow(String id) {
        return of(Optional.of(id), Optional.empty());
    }

    /** Takes what was written to a record and to its counterpart; of one that is shared, whoever wrote it. */
    public static UndoScope record(RecordRef ref) {
        return of(Optional.empty(), Optional.of(ref));
    }

    /** Takes of it what one flow wrote. */
    public UndoScope in(String flowId) {
        return new UndoScope(Optional.of(flowId), record, from, until, removesCreated);
    }

    /** Takes of it what passes wrote that began then or later. */
    public UndoScope from(Instant moment) {
        return new UndoScope(flow, record, moment, until, removesCreated);
    }

    /** Takes of it what passes wrote that began before. */
    public UndoScope until(Instant moment) {
        return new UndoScope(flow, record, from, moment, removesCreated);
    }

    /** Removes the records that were created, too, where they still show what we wrote. Else they are listed only. */
    public UndoScope removingCreated() {
        return new UndoScope(flow, record, from, until, true);
    }
}
