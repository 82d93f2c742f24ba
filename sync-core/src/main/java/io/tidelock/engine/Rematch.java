package io.tidelock.engine;

import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sees to items whose write met a record that holds a value which must be unique: a creation is linked with it if it is
 * free; otherwise the value is somebody else's.
 */
final class Rematch {

    private final FlowContext context;
    private final Flow flow;
    private final Parking parking;
    private final Matcher matcher;

    Rematch(FlowContext context, Parking parking, Matcher matcher) {
        this.context = context;
        this.flow = context.flow();
        this.parking = parking;
        this.matcher = matcher;
    }

    /** Returns the items to decide about anew, whose writes to a side met these records. */
    List<Item> rematch(Side written, Map<Item, RecordRef> existing) {
        if (existing.isEmpty()) {
            return List.of();
        }
        try {
            return meet(written, existing);
        } catch (ConnectorException unread) {
            existing.keySet()
                    .forEach(item -> parking.later(
                            item, "NOT_READ", "The record with its key could not be read", Duration.ZERO));
            return List.of();
        }
    }

    private List<Item> meet(Side written, Map<Item, RecordRef> existing) {
        Map<String, Record> there = read(written, existing);
        List<Item> open = new ArrayList<>();
        Set<RecordRef> met = new LinkedHashSet<>();
        existing.forEach((item, ref) -> {
            Record record = there.get(ref.id());
            if (record != null && item.isLinked()) {
                matcher.goWithout(item, written, record).ifPresent(open::add);
            } else if (record == null || !met.add(record.ref())) {
                parking.later(
                        item,
                        "COUNTERPART_MOVED",
                        "The record with its key is seen to with the next pass",
                        Duration.ZERO);
            } else {
                matcher.meet(item, record).ifPresent(open::add);
            }
        });
        return open;
    }

    private Map<String, Record> read(Side written, Map<Item, RecordRef> existing) {
        Set<String> ids = new LinkedHashSet<>();
        existing.values().forEach(ref -> ids.add(ref.id()));
        Map<String, Record> there = new LinkedHashMap<>();
        for (ReadOutcome outcome : context.reader(written).read(ids, flow.fields(written))) {
            if (outcome instanceof ReadOutcome.Present present) {
                there.put(outcome.id(), present.record());
            }
        }
        return there;
    }
}
