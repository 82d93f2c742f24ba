package io.tidelock.engine;

import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MergePolicy;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
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
    private final Brakes brakes;
    private final PendingRemovals removals;

    Departures(
            FlowContext context, Ledger ledger, Parking parking, Links links, Brakes brakes, PendingRemovals removals) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.parking = parking;
        this.links = links;
        this.brakes = brakes;
        this.removals = removals;
    }

    /** Lets the link of a record rest that is gone, of which nothing else is known. */
    boolean gone(StoredLink link, Side side) {
        return gone(link, side, Optional.empty());
    }

    /**
     * Lets the link of a record rest that is gone; its counterpart is left alone, or collected for removal.
     *
     * @param before how the record was parked
     * @return false if the brake keeps the link as it is; the record is then looked at again
     */
    boolean gone(StoredLink link, Side side, Optional<Parked> before) {
        boolean known = Links.isGone(link, side);
        if (known && link.state() != LinkState.BOTH_GONE && removals.concern(link, side)) {
            before.ifPresent(parked -> removals.confirm(link, parked));
        } else if (!known && link.state() == LinkState.LIVE && removals.concern(link, side)) {
            ledger.open().put(link.in(Links.goneAt(side)));
            removals.collect(link, before);
        } else if (!known && link.state() == LinkState.LIVE && !brakes.take(Verb.UNLINK)) {
            withhold(link, side, before);
            return false;
        } else if (!known) {
            rest(link, side);
        }
        return true;
    }

    private void rest(StoredLink link, Side side) {
        LinkState state = Links.goneAt(side);
        ledger.open().put(link.in(state));
        String reason = "It was deleted; its counterpart is left as it is";
        tell(link, side, link.ref(side.other()), Kind.GONE, state.name(), reason);
    }

    private void withhold(StoredLink link, Side side, Optional<Parked> before) {
        parking.later(
                context.key(side, link.ref(side)),
                before,
                Kind.PENDING,
                Brakes.code(Verb.UNLINK),
                brakes.reason(Verb.UNLINK),
                Brakes.REST);
    }

    /**
     * Moves a link onto the record that absorbed one of its ends.
     *
     * @return the link as it is now; empty when the survivor is somebody else's
     */
    Optional<StoredLink> move(StoredLink link, Side side, RecordRef survivor) {
        if (link.shared() && side == Side.TARGET) {
            links.share(List.of(survivor));
        }
        Optional<StoredLink> other = links.of(side, survivor);
        if (other.isPresent() && !Links.isAbandoned(other.get(), side)) {
            meet(link, side, survivor);
            return Optional.empty();
        }
        other.ifPresent(abandoned -> ledger.remove(abandoned, side.other()));
        ledger.open().remove(link);
        ledger.open().alias(context.key(side, link.ref(side)), survivor);
        StoredLink moved = link.moved(side, survivor);
        StoredLink stands = Links.isGone(link, side.other()) ? moved.in(Links.goneAt(side.other())) : moved;
        ledger.open().put(stands);
        if (side == Side.TARGET && flow.idField().isPresent() && !flow.follows(Side.TARGET)) {
            parking.revisit(Side.SOURCE, link.source()); // nobody else has its id written to the survivor
        }
        tell(link, side, survivor, Kind.MOVED, "MERGED", "It was merged; the link moved");
        return Optional.of(stands);
    }

    /** Two links meet on one survivor: the later one rests, so that nothing that was merged away is created again. */
    private void meet(StoredLink link, Side side, RecordRef survivor) {
        if (link.state() != LinkState.LIVE) {
            return;
        }
        ledger.open().put(link.in(Links.goneAt(side)));
        ledger.open().alias(context.key(side, link.ref(side)), survivor);
        if (flow.onMerge() == MergePolicy.KEEP_SURVIVORS) {
            String kept = "It was merged into " + survivor + ", whose link goes on; " + link.ref(side.other())
                    + " is kept, and no longer linked";
            tell(link, side, link.ref(side.other()), Kind.GONE, "MERGED_ONTO_LINKED", kept);
        } else {
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
