package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RequestRejectedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads by id so that a record that spoils a whole read stands alone in the end. */
final class Reads {

    private Reads() {}

    /** Returns what became of each id; an id for which the system refuses to be asked is missing. */
    static Map<String, ReadOutcome> each(RecordReader reader, List<String> ids, Set<String> fields) {
        Map<String, ReadOutcome> read = new LinkedHashMap<>();
        if (ids.isEmpty()) {
            return read;
        }
        try {
            reader.read(ids, fields).forEach(outcome -> read.put(outcome.id(), outcome));
        } catch (RequestRejectedException spoiled) {
            if (ids.size() > 1) {
                read.putAll(each(reader, ids.subList(0, ids.size() / 2), fields));
                read.putAll(each(reader, ids.subList(ids.size() / 2, ids.size()), fields));
            }
        }
        return read;
    }
}
