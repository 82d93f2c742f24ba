package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Links source records with the existing ones that a decision chose for them. */
final class Chosen {

    private final FlowContext context;
    private final Ledger ledger;
    private final Parking parking;
    private final Links links;
    private final RefReader reader;

    Chosen(FlowContext context, Ledger ledger, Parking parking, Links links, RefReader reader) {
        this.context = context;
        this.ledger = ledger;
        this.parking = parking;
        this.links = links;
        this.reader = reader;
    }

    /** Links items; returns them and those for which none was chosen, or for whom it is gone by now: they are matched. */
    List<Item> link(List<Item> items) {
        Map<RecordRef, Record> there = read(items);
        if (there.isEmpty()) {
            return items;
        }
        List<RecordRef> refs =
                there.values().stream().map(Record::ref).distinct().toList();
        if (context.flow().ensured().isPresent()) {
            links.share(refs);
        }
        Map<RecordRef, StoredLink> taken = new LinkedHashMap<>(links.of(Side.TARGET, refs));
        List<Item> going = new ArrayList<>();
        for (Item item : items) {
            Optional<Record> chosen = item.chosen().flatMap(ref -> Optional.ofNullable(there.get(ref)));
            if (chosen.isEmpty() || isLinked(item, chosen.get(), taken)) {
                going.add(item);
            }
        }
        return going;
    }

    private boolean isLinked(Item item, Record chosen, Map<RecordRef, StoredLink> taken) {
        StoredLink before = taken.get(chosen.ref());
        if (before != null && !Links.isAbandoned(before, Side.TARGET)) {
            String reason = "It was decided to be " + chosen.ref() + ", which is linked with " + before.source();
            parking.quarantine(item, Kind.DISPUTED, "CHOSEN_LINKED", reason + "; unlink one of them");
            return false;
        }
        StoredLink link = context.link(item, chosen.ref());
        if (before != null) {
            ledger.giveWay(before, link);
        }
        item.pairWith(chosen, link);
        item.read(Side.TARGET, chosen);
        if (!link.shared()) {
            taken.put(chosen.ref(), link);
        }
        return true;
    }

    private Map<RecordRef, Record> read(List<Item> items) {
        List<RecordRef> chosen = items.stream()
                .flatMap(item -> item.chosen().stream())
                .distinct()
                .toList();
        Map<RecordRef, Record> there = new LinkedHashMap<>();
        reader.of(Side.TARGET, chosen).forEach((ref, outcome) -> {
            if (outcome instanceof ReadOutcome.Present present) {
                there.put(ref, present.record());
            } else if (outcome instanceof ReadOutcome.MergedInto merged) {
                there.put(ref, merged.survivor());
            }
        });
        return there;
    }
}
