package io.tidelock.engine;

import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes links over to the current key, without a write to either side. */
final class Rekeying {

    /** Nobody compares what was read for the sake of the key alone. */
    private static final Fingerprint UNSEEN = new Fingerprint(0, 0);

    private final FlowContext context;
    private final Ledger ledger;
    private final Parking parking;
    private final TakingApart takingApart;
    private final References references;
    private final Restatement restatement;
    private final Set<Parked.Key> underWay;

    Rekeying(
            FlowContext context,
            Ledger ledger,
            Parking parking,
            TakingApart takingApart,
            References references,
            Set<Parked.Key> underWay) {
        this.context = context;
        this.ledger = ledger;
        this.parking = parking;
        this.takingApart = takingApart;
        this.references = references;
        this.restatement = new Restatement(context.flow(), context.keys());
        this.underWay = underWay;
    }

    /**
     * Tells whether a link is to be taken over now. One with a write under way stays under the key that its intent was
     * announced with, until the outcome is known.
     */
    boolean isDue(StoredLink link) {
        return !context.keys().isCurrent(link)
                && !underWay.contains(context.key(Side.SOURCE, link.source()))
                && !underWay.contains(context.key(Side.TARGET, link.target()));
    }

    /** Takes links over whose records were read; one whose records are not both there is seen to by itself. */
    void takeOver(List<StoredLink> links, List<Record> sources, List<Record> targets) {
        Map<RecordRef, Record> atSource = takenApart(sources);
        Map<RecordRef, Record> atTarget = new LinkedHashMap<>();
        targets.forEach(record -> atTarget.put(record.ref(), record));
        List<Item> items = new ArrayList<>();
        for (StoredLink link : links) {
            Optional<Record> source = Optional.ofNullable(
                    atSource.get(hasVersions() ? link.source().whole() : link.source()));
            Optional<Record> target = Optional.ofNullable(atTarget.get(link.target()));
            if (hasVersions()) {
                source = source.or(() -> Optional.of(Record.of(link.source()).build()));
            }
            if (target.isPresent() && source.isPresent()) {
                items.add(item(link, source.get(), target.get()));
            } else if (target.isPresent() && atSource.containsKey(link.source().whole())) {
                parking.revisit(Side.SOURCE, link.source());
            }
        }
        references.lay(items);
        items.forEach(this::takeOver);
    }

    private Item item(StoredLink link, Record source, Record target) {
        Observation seen = new Observation(source, Channel.WALK, true);
        Item.Known known = new Item.Known(Optional.of(link), Optional.empty(), Optional.empty());
        Item item = new Item(context.flow(), Side.SOURCE, seen, UNSEEN, known);
        item.show(Side.TARGET, target);
        return item;
    }

    /** What became of an old version stays as it is, whatever its record shows now. */
    private boolean hasVersions() {
        return context.flow().versions().isPresent();
    }

    private Map<RecordRef, Record> takenApart(List<Record> sources) {
        Map<RecordRef, Record> all = new LinkedHashMap<>();
        for (Record source : sources) {
            all.put(source.ref(), source);
            if (context.flow().parts().isPresent()) {
                try {
                    all.putAll(takingApart.of(source));
                } catch (RuntimeException unusable) { // the host's code; told where the record itself is taken apart
                    continue;
                }
            }
        }
        return all;
    }

    /** Takes an item's link over before anything is decided about it: what is decided is announced under one key. */
    void takeOver(Item item) {
        item.link().filter(link -> !context.keys().isCurrent(link)).ifPresent(link -> {
            StoredLink restated = restatement.of(link, item);
            item.link(restated);
            ledger.open().put(restated);
        });
    }
}
