package io.tidelock.engine;

import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredLink;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes links over to the current key, without a write to either side. */
final class Rekeying {

    private final FlowContext context;
    private final Ledger ledger;
    private final Restatement restatement;
    private final Set<Parked.Key> underWay;

    Rekeying(FlowContext context, Ledger ledger, Set<Parked.Key> underWay) {
        this.context = context;
        this.ledger = ledger;
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

    /** Takes a link over whose records were read; one that is not there was seen to when that turned out. */
    void takeOver(StoredLink link, Map<RecordRef, Record> sources, Map<RecordRef, Record> targets) {
        Optional<Record> source = Optional.ofNullable(sources.get(link.source()));
        Optional<Record> target = Optional.ofNullable(targets.get(link.target()));
        if (source.isPresent() && target.isPresent()) {
            ledger.open().put(restatement.of(link, source, target));
        }
    }

    /** Takes an item's link over before anything is decided about it: what is decided is announced under one key. */
    void takeOver(Item item) {
        item.link().filter(link -> !context.keys().isCurrent(link)).ifPresent(link -> {
            StoredLink restated = restatement.of(link, item.record(Side.SOURCE), item.record(Side.TARGET));
            item.link(restated);
            ledger.open().put(restated);
        });
    }
}
