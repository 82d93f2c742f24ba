package io.tidelock.connector;

import io.tidelock.record.Record;
import java.util.List;
import java.util.Set;

/** Looks records up by one key, in bulk. */
public interface RecordLookup {

    /**
     * Tells whether the answer is the system's primary store's: a record is found as soon as it was written, and at most
     * one holds a key. Otherwise it is an index's, which may lag, and several may hold a key.
     */
    boolean authoritative();

    /**
     * Looks up keys.
     *
     * @param keys each the values of the key's fields, in their order, as text, none empty; without repetition; any
     *     number, split by the connector as the vendor demands
     * @param fields the fields the caller reads; the connector may show more
     * @return the records that hold each key, in the order of the keys; a list is empty where there is none
     * @throws ConnectorException what the caller should do about the failure; nothing was changed
     */
    List<List<Record>> find(List<List<String>> keys, Set<String> fields);
}
