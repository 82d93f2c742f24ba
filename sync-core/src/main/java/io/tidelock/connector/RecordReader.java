package io.tidelock.connector;

import java.util.Collection;
import java.util.List;
import java.util.Set;

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
}
