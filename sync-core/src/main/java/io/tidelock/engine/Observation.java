package io.tidelock.engine;

import io.tidelock.record.Record;
import java.util.ArrayList;
import java.util.List;

/**
 * A record as it was seen.
 *
 * @param record what it showed
 * @param channel how it came to our attention
 * @param fresh whether it was read by id from the primary store just now
 */
record Observation(Record record, Channel channel, boolean fresh) {

    /** Returns the same observation, of a record that shows more. */
    Observation showing(Record more) {
        return new Observation(more, channel, fresh);
    }

    /** Returns observations of these records, each in place of the one that stands where it does. */
    static List<Observation> with(List<Observation> observations, List<Record> records) {
        List<Observation> seen = new ArrayList<>();
        for (int i = 0; i < observations.size(); i++) {
            Observation before = observations.get(i);
            seen.add(new Observation(records.get(i), before.channel(), before.fresh()));
        }
        return seen;
    }
}
