package io.tidelock.answers;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Parked;
import java.util.List;

/** Lets a person see to records that were refused or could not be understood. From any thread; makes no call. */
public interface Quarantine {

    /** Returns the held records of a flow, oldest first, without the dismissed ones; at most 1,000. */
    List<Parked> of(String flow);

    /** Has the next pass try a record again, read anew. */
    void retry(String flow, Side side, RecordRef ref);

    /** Has the next pass try all held records of a flow again that have a code. */
    void release(String flow, String code);

    /**
     * Leaves a held record alone until it is edited, the plan is revised, or somebody retries it.
     *
     * @param why a sentence for whoever asks later, without field values
     * @throws IllegalArgumentException if the record is not held
     */
    void dismiss(String flow, Side side, RecordRef ref, String why);
}
