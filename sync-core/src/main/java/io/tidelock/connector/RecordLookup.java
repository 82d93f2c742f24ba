package io.tidelock.connector;

import io.tidelock.record.Record;
import java.util.List;
import java.util.Set;

/** Looks records up by one key, in bulk. */
public interface RecordLookup {

    /**
     * Tells whether the answer is the system's primary store's: a record is found as soon as it was written, and at most
     * one holds a key. Otherwise it is an index's, which may lag, and several may hold a key.
     *
     * <p>May consult the system's property definitions where only they tell whether a property is unique; a connector keeps
     * them for a while, so this is not a call each time. A property that does not exist yet is not authoritative, and may
     * become so.
     *
     * @throws ConnectorException if the definitions had to be read and could not be
     */
    boolean authoritative();

    /**
     * Looks up keys.
     *
     * @param keys each the values of the key's fields, in their order, as text, none empty; without repetition; any
     *     number, split by the connector as the vendor demands
     * @param fields the fields the caller reads; the connector may show more
     * @return the records that hold each key, in the order of the keys; a list is empty where there is none, also for what
     *     no record can hold, such as a text that is no date
     * @throws ConnectorException what the caller should do about the failure; nothing was changed
     */
    List<List<Record>> find(List<List<String>> keys, Set<String> fields);
}
