package io.tidelock.connector;

import io.tidelock.record.RecordRef;
import java.util.List;
import java.util.function.Function;

/**
 * Takes records of one type out of sight, the way the system does: archives them where it can, deletes them otherwise.
 *
 * <p>Removing what is out of sight already changes nothing, so a removal of which nobody knows whether it arrived may
 * simply be repeated. Nobody else's record goes along: a record that was merged away does not take its survivor with it.
 */
public interface RecordRemover {

    /** Returns the most records one call of {@link #remove} takes, at least 1. */
    int batchLimit();

    /**
     * Removes records and says what became of each.
     *
     * <p>{@link WriteOutcome.Written} and {@link WriteOutcome.Gone} both mean that the record is out of sight now; there is
     * no receipt. A record that the system will not let go is {@link WriteOutcome.Rejected}, and stops no other.
     *
     * @param refs 1 to {@link #batchLimit()} records, without repetition
     * @return one outcome for every record, in the order of the refs
     * @throws ConnectorException only if nothing at all was removed
     */
    List<WriteOutcome> remove(List<RecordRef> refs);

    /**
     * Makes a remover of a function that removes one record, for systems close at hand such as the host's own tables.
     *
     * @param remove removes the record; one that is not there is {@link WriteOutcome.Gone}
     */
    static RecordRemover each(Function<RecordRef, WriteOutcome> remove) {
        return new EachRemover(remove);
    }
}
