package io.tidelock.connector;

import io.tidelock.record.Record;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads records by id, in bulk, from the system's primary store: never from an index that lags. */
public interface RecordReader {

    /**
     * Reads records.
     *
     * @param ids the system's ids, without repetition; any number, split by the connector as the vendor demands
     * @param fields the fields the caller reads; the connector may show more
     * @return one outcome for every id, in the order of the ids
     * @throws ConnectorException what the caller should do about the failure; nothing was changed
     */
    List<ReadOutcome> read(Collection<String> ids, Set<String> fields);

    /**
     * Makes a reader of a function that reads one record, for systems close at hand such as the host's own tables.
     *
     * @param read gives the whole record, or empty when there is none
     */
    static RecordReader each(Function<String, Optional<Record>> read) {
        return (ids, fields) -> ids.stream()
                .map(id -> read.apply(id)
                        .<ReadOutcome>map(ReadOutcome.Present::new)
                        .orElseGet(() -> new ReadOutcome.Missing(id)))
                .toList();
    }
}
