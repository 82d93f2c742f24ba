package io.tidelock.record;

import java.util.List;
import java.util.function.Function;

/**
 * What a feed says happened to a record. Never "created" or "updated": most systems cannot tell, and the engine must
 * decide anyway.
 *
 * <p>A change is a level, not an edge: a duplicated, late or reordered one does no harm.
 */
public sealed interface Change {

    /** Returns the record it is about; for a merge, the survivor. */
    RecordRef ref();

    /** Says what the record shows now. */
    static Change upsert(Record record) {
        return new Upsert(record);
    }

    /** Says that the record seems to be gone. */
    static Change tombstone(RecordRef ref) {
        return new Tombstone(ref);
    }

    /** Says that records were merged into one. */
    static Change merge(RecordRef survivor, List<RecordRef> absorbed) {
        return new Merge(survivor, absorbed);
    }

    /** Says that the record may have changed and should be read. */
    static Change hint(RecordRef ref) {
        return new Hint(ref);
    }

    /** Calls the function that fits what this is. */
    default <T> T match(
            Function<Upsert, T> upsert,
            Function<Tombstone, T> tombstone,
            Function<Merge, T> merge,
            Function<Hint, T> hint) {
        if (this instanceof Upsert u) {
            return upsert.apply(u);
        } else if (this instanceof Tombstone t) {
            return tombstone.apply(t);
        } else if (this instanceof Merge m) {
            return merge.apply(m);
        }
        return hint.apply((Hint) this);
    }

    /**
     * The record shows this now.
     *
     * @param record as the feed shows it
     */
    record Upsert(Record record) implements Change {
        @Override
        public RecordRef ref() {
            return record.ref();
        }
    }

    /**
     * The record seems to be gone. Believed only after a read by id.
     *
     * @param ref the record
     */
    record Tombstone(RecordRef ref) implements Change {}

    /**
     * Records were merged into one.
     *
     * @param ref the survivor
     * @param absorbed the records that are gone, at least one
     */
    record Merge(RecordRef ref, List<RecordRef> absorbed) implements Change {
        /** Copies the list. */
        public Merge {
            absorbed = List.copyOf(absorbed);
        }
    }

    /**
     * The record may have changed: read it.
     *
     * @param ref the record
     */
    record Hint(RecordRef ref) implements Change {}
}
