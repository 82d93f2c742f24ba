package io.tidelock.answers;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Parked;
import java.util.List;

/** Lets a person choose where a record matches several, or one that is somebody else's. From any thread. */
public interface Disputes {

    /** Returns the disputed records of a flow, oldest first; at most 1,000. Makes no call. */
    List<Parked> of(String flow);

    /** Looks once more, by every rule of the flow, which records of the other side a record could be. */
    List<RecordRef> candidates(String flow, Side side, RecordRef ref);

    /**
     * Links a record with the one that a person chose; the next pass settles the two as the plan says for a first link. Reads
     * the chosen one.
     *
     * @throws IllegalArgumentException if one of the two is linked already, or the chosen one is not there
     */
    void choose(String flow, Side side, RecordRef ref, RecordRef chosen);

    /**
     * Says that a record is none of those it matches: the next pass creates it, without the keys that must be unique and are
     * taken.
     *
     * @throws IllegalArgumentException if it is linked already, or the flow creates nothing on the other side
     */
    void createInstead(String flow, Side side, RecordRef ref);
}
