package io.tidelock.engine;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets go of parts that their records no longer have: only when every part that should be there is there, so that a crash, a
 * refusal or a limit never leaves neither the old set nor the new.
 */
final class Vanished {

    private final FlowContext context;
    private final Ledger ledger;
    private final Parking parking;
    private final Departures departures;
    private final Set<Parked.Key> underWay;

    Vanished(FlowContext context, Ledger ledger, Parking parking, Departures departures, Set<Parked.Key> underWay) {
        this.context = context;
        this.ledger = ledger;
        this.parking = parking;
        this.departures = departures;
        this.underWay = underWay;
    }

    /** Sees to what is left to do about a page once its parts went through the loop. */
    void settle(Expansion.Page page) {
        page.parked().forEach(ref -> ledger.open().unpark(context.key(Side.SOURCE, ref)));
        if (page.vanished().isEmpty()) {
            return;
        }
        ledger.commit();
        Map<RecordRef, RecordRef> missing = missing(page);
        Map<RecordRef, Parked> parked = parked(page.vanished());
        for (StoredLink link : page.vanished()) {
            RecordRef awaited = missing.get(link.source().whole());
            Parked.Key key = context.key(Side.SOURCE, link.source());
            if (awaited != null) {
                parking.keepUntil(key, Optional.ofNullable(parked.get(link.source())), awaited);
                continue;
            }
            departures.gone(link, Side.SOURCE);
            if (parked.containsKey(link.source()) && !ledger.open().parks(key)) {
                ledger.open().unpark(key);
            }
        }
    }

    /** Returns, for each record that lost something, a part that should be there and is not yet. */
    private Map<RecordRef, RecordRef> missing(Expansion.Page page) {
        Set<RecordRef> wholes = new LinkedHashSet<>();
        page.vanished().forEach(link -> wholes.add(link.source().whole()));
        List<RecordRef> present = page.parts().stream()
                .map(part -> part.record().ref())
                .filter(ref -> wholes.contains(ref.whole()))
                .toList();
        StoreSnapshot known = known(present);
        Map<RecordRef, RecordRef> missing = new LinkedHashMap<>();
        for (RecordRef ref : present) {
            boolean held = known.parked().containsKey(ref) || underWay.contains(context.key(Side.SOURCE, ref));
            if (known.link(ref).isEmpty() && held) {
                missing.putIfAbsent(ref.whole(), ref);
            }
        }
        return missing;
    }

    private Map<RecordRef, Parked> parked(List<StoredLink> links) {
        return known(links.stream().map(StoredLink::source).toList()).parked();
    }

    private StoreSnapshot known(List<RecordRef> refs) {
        return context.store()
                .load(StoreRequest.about(
                        context.integration(), context.flow().id(), Side.SOURCE, new ArrayList<>(refs)));
    }
}
