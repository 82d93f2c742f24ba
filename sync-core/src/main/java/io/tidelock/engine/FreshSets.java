package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Fingerprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sees to it that a set is read by its record's id right before it is written: a system replaces it whole, so what others
 * added since the feed or the index showed it must be in it. Asks in bulk, and only about records that are written.
 */
final class FreshSets {

    private final FlowContext context;
    private final Parking parking;

    FreshSets(FlowContext context, Parking parking) {
        this.context = context;
        this.parking = parking;
    }

    /** Tells whether an observed record changed a set that the other side is to take over. */
    static boolean areConcerned(FlowContext context, Item item) {
        return context.flow().mappings().stream()
                .filter(FieldMapping::mergesElements)
                .anyMatch(mapping -> {
                    Value value = mapping.shown(item.side, item.seen());
                    Fingerprint now = context.fingerprinter().field(context.flow(), mapping, item.side, value);
                    return item.base(mapping)
                            .map(base -> item.side == Side.SOURCE ? base.source() : base.target())
                            .filter(now::equals)
                            .isEmpty();
                });
    }

    /**
     * Returns the decided items whose sets may be written as decided.
     *
     * @param again decides about items anew
     * @param stale takes the observed records that must be read by id first
     */
    List<Item> ready(Side side, List<Item> decided, Function<List<Item>, List<Item>> again, Consumer<RecordRef> stale) {
        List<Item> ready = new ArrayList<>();
        Map<String, List<Item>> unread = new LinkedHashMap<>();
        for (Item item : decided) {
            if (replaces(item, side)) {
                stale.accept(item.ref());
            } else if (replaces(item, side.other())) {
                item.record(side.other())
                        .map(Record::ref)
                        .ifPresent(ref -> unread.computeIfAbsent(ref.id(), id -> new ArrayList<>())
                                .add(item));
            } else {
                ready.add(item);
            }
        }
        ready.addAll(again.apply(read(side.other(), unread)));
        return ready;
    }

    /** Tells whether an item writes a set over one that was not read just now. */
    private static boolean replaces(Item item, Side side) {
        return !item.isFresh(side)
                && item.record(side).isPresent()
                && item.changes().stream().anyMatch(change -> change.mapping().mergesElements() && change.writes(side));
    }

    private List<Item> read(Side side, Map<String, List<Item>> unread) {
        List<Item> read = new ArrayList<>();
        if (unread.isEmpty()) {
            return read;
        }
        for (ReadOutcome outcome :
                context.reader(side).read(unread.keySet(), context.flow().fields(side))) {
            for (Item item : unread.getOrDefault(outcome.id(), List.of())) {
                if (outcome instanceof ReadOutcome.Present present) {
                    item.read(side, present.record());
                    read.add(item);
                } else {
                    parking.later(
                            item,
                            "COUNTERPART_MOVED",
                            "Its counterpart is gone or was merged; it is read",
                            Duration.ZERO);
                }
            }
        }
        return read;
    }
}
