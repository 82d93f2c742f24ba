package io.tidelock.connector;

import io.tidelock.record.Field;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes records of one type, in batches. */
public interface RecordWriter {

    /** Returns the most operations one call of {@link #write} takes, at least 1. */
    int batchLimit();

    /**
     * Returns how a created record is recognised when the answer to its creation was lost. Makes no call.
     *
     * @param idField the unique property in which the plan keeps the other system's id, or null when it keeps none
     */
    CreateIdentity createIdentity(@Nullable Field idField);

    /**
     * Writes a batch and says what became of each operation.
     *
     * <p>An operation that may have been applied without our knowing is {@link WriteOutcome.Unknown}; it is never sent a
     * second time by the connector. One bad operation does not fail the others.
     *
     * @param batch 1 to {@link #batchLimit()} operations of intents of their own, no two on one record: no two changes of
     *     one, and no two creations with one value of the id field
     * @return one outcome for every operation, in the order of the batch
     * @throws ConnectorException only if nothing at all was applied
     */
    List<WriteOutcome> write(List<WriteOperation> batch);

    /**
     * Makes a writer of two functions that each write one record, for systems close at hand such as the host's own tables.
     *
     * @param identity how a created record is recognised when the process dies before the answer is stored
     */
    static RecordWriter each(
            CreateIdentity identity,
            Function<WriteOperation.Create, WriteOutcome> create,
            Function<WriteOperation.Update, WriteOutcome> update) {
        return new EachWriter(identity, create, update);
    }
}
