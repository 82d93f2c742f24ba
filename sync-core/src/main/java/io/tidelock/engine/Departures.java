package io.tidelock.engine;

import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Flow;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.LinkState;
import io.tidelock.store.StoredLink;
import java.util.List;
import java.util.Optional;

/** Sees to the links of records that are gone or were merged away, once a read by id said so. */
final class Departures {

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;
    private final Parking parking;
    private final Links links;

    Departures(FlowContext context, Ledger ledger, Parking parking, Links links) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.parking = parking;
        this.links = links;
    }

    /** Lets the link of a record rest that is gone; its counterpart is left alone. */
    void gone(StoredLink link, Side side) {
        LinkState state = Links.goneAt(side);
        if (link.state() != state) {
            ledger.open().put(link.in(state));
            tell(
                    link,
                    side,
                    link.ref(side.other()),
                    Kind.GONE,
                    state.name(),
                    "It was deleted; its counterpart is left as it is");
        }
    }

    /**
     * Moves a link onto the record that absorbed one of its ends.
     *
     * @return the link as it is now; empty when the survivor is somebody else's, and a person has to choose
     */
    Optional<StoredLink> move(StoredLink link, Side side, RecordRef survivor) {
        if (link.shared() && side == Side.TARGET) {
            links.share(List.of(survivor));
        }
        Optional<StoredLink> other = links.of(side, survivor);
        if (other.isPresent() && !Links.isAbandoned(other.get(), side)) {
            dispute(link, side, survivor);
            return Optional.empty();
        }
        other.ifPresent(ledger.open()::remove);
        ledger.open().remove(link);
        StoredLink moved = link.moved(side, survivor);
        ledger.open().put(moved);
        tell(link, side, survivor, Kind.MOVED, "MERGED", "It was merged; the link moved");
        return Optional.of(moved);
    }

    /** Two links meet on one survivor: the later one rests, so that nothing that was merged away is created again. */
    private void dispute(StoredLink link, Side side, RecordRef survivor) {
        if (link.state() == LinkState.LIVE) {
            ledger.open().put(link.in(Links.goneAt(side)));
            parking.quarantine(
                    context.key(side.other(), link.ref(side.other())),
                    Optional.empty(),
                    null,
                    Kind.DISPUTED,
                    "MERGED_ONTO_LINKED",
                    "Its counterpart was merged into " + survivor
                            + ", which is linked already; merge it too, or separate the others");
        }
    }

    private void tell(StoredLink link, Side side, RecordRef other, Kind kind, String code, String reason) {
        ledger.tell(new Verdict(flow.id(), side, link.ref(side), Optional.of(other), kind, code, reason));
    }
}
