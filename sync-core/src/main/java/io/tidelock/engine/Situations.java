package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Strength;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Base;
import io.tidelock.store.LinkState;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoredLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out how each record stands to the other side: linked (and what the other side shows now, where that matters),
 * unlinked but matched, or unmatched.
 */
final class Situations {

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;
    private final Parking parking;
    private final Matcher matcher;

    Situations(FlowContext context, Ledger ledger, Parking parking, Matcher matcher) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.parking = parking;
        this.matcher = matcher;
    }

    /** Returns the items that can be decided, with what the other side shows laid down. */
    List<Item> resolve(Side side, List<Item> items) {
        List<Item> linked = items.stream().filter(Item::isLinked).toList();
        List<Item> unlinked = items.stream().filter(item -> !item.isLinked()).toList();
        List<Item> resolved = new ArrayList<>(withOtherSide(side, linked));
        for (Item item : matcher.match(side, unlinked)) {
            if (item.isLinked() || createsFor(item)) {
                resolved.add(item);
            } else {
                parking.release(item);
                ledger.tally(flow.id()).ignored++;
            }
        }
        return resolved;
    }

    private boolean createsFor(Item item) {
        return flow.createsIn(item.side.other()) || item.isRequested();
    }

    /** Reads the counterparts whose present state matters, in one go. */
    private List<Item> withOtherSide(Side side, List<Item> linked) {
        Map<String, Item> asking = new LinkedHashMap<>();
        linked.stream()
                .filter(this::needsOtherSide)
                .forEach(item -> item.link()
                        .ifPresent(link -> asking.put(link.ref(side.other()).id(), item)));
        if (asking.isEmpty()) {
            return linked;
        }
        Set<Item> going = new LinkedHashSet<>(linked);
        RecordReader reader = context.reader(side.other());
        for (ReadOutcome outcome : reader.read(asking.keySet(), flow.fields(side.other()))) {
            Item item = asking.get(outcome.id());
            if (item != null && !standsTo(item, outcome)) {
                going.remove(item);
            }
        }
        return List.copyOf(going);
    }

    /** One-way flows do not ask what the target shows; what they wrote is enough. */
    private boolean needsOtherSide(Item item) {
        boolean unsettled =
                item.link().map(link -> link.base().equals(Base.none())).orElse(true);
        return item.side == Side.TARGET
                || unsettled
                || flow.follows(Side.TARGET)
                || flow.mappings().stream().anyMatch(mapping -> mapping.strength() != Strength.ON_CHANGE);
    }

    private boolean standsTo(Item item, ReadOutcome outcome) {
        Side other = item.side.other();
        if (outcome instanceof ReadOutcome.Present present) {
            item.show(other, present.record());
            return true;
        } else if (outcome instanceof ReadOutcome.MergedInto merged) {
            return item.link()
                    .map(link -> move(link, other, merged.survivor().ref()))
                    .map(moved -> {
                        item.link(moved);
                        item.show(other, merged.survivor());
                        return true;
                    })
                    .orElse(false);
        }
        item.link().ifPresent(link -> gone(link, other));
        parking.release(item);
        return false;
    }

    /** Believes that a record is gone, because it was read: the link rests, the counterpart is left alone. */
    void gone(StoredLink link, Side side) {
        LinkState state = side == Side.SOURCE ? LinkState.SOURCE_GONE : LinkState.TARGET_GONE;
        if (link.state() == LinkState.LIVE) {
            ledger.open().put(link.in(state));
            ledger.tell(new Verdict(
                    flow.id(),
                    side,
                    link.ref(side),
                    Optional.of(link.ref(side.other())),
                    Kind.GONE,
                    state.name(),
                    "It was deleted; its counterpart is left as it is"));
        }
    }

    /** Moves a link onto the record that absorbed one of its ends; null when that one is linked already. */
    @org.jspecify.annotations.Nullable
    StoredLink move(StoredLink link, Side side, RecordRef survivor) {
        boolean taken = context.store()
                .load(StoreRequest.about(context.integration(), flow.id(), side, Set.of(survivor)))
                .link(survivor)
                .isPresent();
        RecordRef merged = link.ref(side);
        ledger.open().remove(link);
        if (taken) {
            ledger.tell(new Verdict(
                    flow.id(),
                    side,
                    merged,
                    Optional.of(link.ref(side.other())),
                    Kind.DISPUTED,
                    "MERGED_ONTO_LINKED",
                    "It was merged into " + survivor + ", which is linked already; " + link.ref(side.other())
                            + " was unlinked and kept"));
            parkAlone(link, side.other());
            return null;
        }
        StoredLink moved = link.moved(side, survivor);
        ledger.open().put(moved);
        ledger.tell(new Verdict(
                flow.id(), side, merged, Optional.of(survivor), Kind.MOVED, "MERGED", "It was merged; the link moved"));
        return moved;
    }

    /** The counterpart of a record that was merged away onto a linked one waits for a person. */
    private void parkAlone(StoredLink link, Side side) {
        parking.quarantine(
                context.key(side, link.ref(side)),
                Optional.empty(),
                null,
                Kind.DISPUTED,
                "MERGED_ONTO_LINKED",
                "Its counterpart was merged into a record that is linked already; merge it too, or unlink the other");
    }

    /** Reads records again, from the primary store; what is no longer there is settled on the spot. */
    List<Observation> read(Side side, List<RecordRef> refs, Channel channel) {
        List<Observation> seen = new ArrayList<>();
        if (refs.isEmpty()) {
            return seen;
        }
        Map<RecordRef, StoredLink> links = context.store()
                .load(StoreRequest.about(context.integration(), flow.id(), side, refs))
                .links();
        List<String> ids = refs.stream().map(RecordRef::id).distinct().toList();
        for (ReadOutcome outcome : context.reader(side).read(ids, flow.fields(side))) {
            RecordRef ref = RecordRef.of(flow.type(side), outcome.id());
            Optional<StoredLink> link = Optional.ofNullable(links.get(ref));
            if (outcome instanceof ReadOutcome.Present present) {
                seen.add(new Observation(present.record(), channel, true));
            } else if (outcome instanceof ReadOutcome.MergedInto merged) {
                link.ifPresent(l -> move(l, side, merged.survivor().ref()));
                ledger.open().unpark(context.key(side, ref));
                parking.later(
                        context.key(side, merged.survivor().ref()),
                        Optional.empty(),
                        "MERGED",
                        "It absorbed another record",
                        Duration.ZERO);
            } else {
                link.ifPresent(l -> gone(l, side));
                ledger.open().unpark(context.key(side, ref));
            }
        }
        return seen;
    }
}
