package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MergePolicy;
import io.tidelock.mapping.Strength;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.Base;
import io.tidelock.store.LinkState;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final Departures departures;
    private final Matcher matcher;
    private final Contest contest;
    private final RefReader reads;
    private final Sharing sharing;
    private final Chosen chosen;

    Situations(
            FlowContext context,
            Ledger ledger,
            Parking parking,
            Departures departures,
            Matcher matcher,
            Contest contest,
            RefReader reads,
            Sharing sharing,
            Chosen chosen) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.parking = parking;
        this.departures = departures;
        this.matcher = matcher;
        this.contest = contest;
        this.reads = reads;
        this.sharing = sharing;
        this.chosen = chosen;
    }

    /** Returns the items that can be decided, with what the other side shows laid down. */
    List<Item> resolve(Side side, List<Item> items) {
        List<Item> linked =
                withOtherSide(side, items.stream().filter(Item::isLinked).toList());
        linked.stream().filter(this::meansAnother).forEach(Item::leave);
        List<Item> resolved =
                new ArrayList<>(linked.stream().filter(Item::isLinked).toList());
        Set<Item> open = new LinkedHashSet<>(items);
        open.removeIf(Item::isLinked);
        List<Item> unlinked = new ArrayList<>(chosen.link(List.copyOf(open)));
        unlinked.stream().filter(Item::isLinked).forEach(resolved::add);
        unlinked.removeIf(Item::isLinked);
        List<Item> matched = flow.readsFrom(side) ? matcher.match(side, unlinked) : unlinked;
        for (Item item : matched) {
            if (item.isLinked() || createsFor(item)) {
                resolved.add(item);
            } else {
                parking.release(item);
                ledger.tally(flow.id()).ignored++;
            }
        }
        contest.amongLinked(side, resolved.stream().filter(this::mayLackAKey).toList());
        return resolved;
    }

    private boolean meansAnother(Item item) {
        return flow.ensured()
                .filter(ownKey -> sharing.meansAnother(ownKey, item))
                .isPresent();
    }

    private boolean mayLackAKey(Item item) {
        return item.record(item.side.other()).isPresent()
                && item.link().map(StoredLink::base).filter(this::isIncomplete).isPresent();
    }

    /** Tells whether a mapping never settled: a withheld one, one that rests by its condition, a new or a changed one. */
    private boolean isIncomplete(Base base) {
        return flow.mappings().stream()
                .anyMatch(mapping -> base.of(mapping.basis()).isEmpty());
    }

    private boolean createsFor(Item item) {
        return flow.createsIn(item.side.other()) || item.isRequested();
    }

    /** Reads the counterparts whose present state matters, in one go. */
    private List<Item> withOtherSide(Side side, List<Item> linked) {
        Map<RecordRef, List<Item>> asking = new LinkedHashMap<>();
        linked.stream()
                .filter(this::needsOtherSide)
                .forEach(item -> item.link()
                        .ifPresent(link -> asking.computeIfAbsent(link.ref(side.other()), ref -> new ArrayList<>())
                                .add(item)));
        Set<Item> going = new LinkedHashSet<>(linked);
        presentFirst(reads.of(side.other(), asking.keySet()))
                .forEach((ref, outcome) -> asking.getOrDefault(ref, List.of()).stream()
                        .filter(item -> !standsTo(item, outcome))
                        .forEach(going::remove));
        return List.copyOf(going);
    }

    /** Who is back takes up its link before a merge could hand its counterpart to another. */
    private static Map<RecordRef, ReadOutcome> presentFirst(Map<RecordRef, ReadOutcome> outcomes) {
        Map<RecordRef, ReadOutcome> sorted = new LinkedHashMap<>();
        outcomes.entrySet().stream()
                .sorted(Comparator.comparing(outcome -> !(outcome.getValue() instanceof ReadOutcome.Present)))
                .forEach(outcome -> sorted.put(outcome.getKey(), outcome.getValue()));
        return sorted;
    }

    /**
     * One-way flows do not ask what the target shows: what they wrote is enough, once everything settled. What is shared is
     * not theirs alone.
     */
    private boolean needsOtherSide(Item item) {
        boolean settled = item.link()
                .map(link ->
                        link.state() == LinkState.LIVE && link.digest(item.side) != null && !isIncomplete(link.base()))
                .orElse(false);
        return !settled
                || flow.ensured().isPresent()
                || item.channel == Channel.WALK
                || item.link().filter(link -> !context.keys().isCurrent(link)).isPresent()
                || item.lacksAKey()
                || item.side == Side.TARGET
                || flow.follows(Side.TARGET)
                || FreshSets.areConcerned(context, item)
                || flow.mappings().stream().anyMatch(mapping -> mapping.strength() != Strength.ON_CHANGE);
    }

    private boolean standsTo(Item item, ReadOutcome outcome) {
        Side other = item.side.other();
        StoredLink link = item.link().orElseThrow();
        if (outcome instanceof ReadOutcome.Present present) {
            if (link.state() != LinkState.LIVE) {
                item.link(link.in(LinkState.LIVE));
                ledger.open().put(link.in(LinkState.LIVE));
            }
            item.read(other, present.record());
            return true;
        } else if (outcome instanceof ReadOutcome.MergedInto merged) {
            return follow(item, link, merged);
        }
        if (link.state() == LinkState.BOTH_GONE) {
            isBack(item, link);
        } else if (link.state() == Links.goneAt(other)) {
            parking.exclude(
                    item,
                    "COUNTERPART_GONE",
                    "Its counterpart was deleted; restore that one, or unlink the two to create it anew");
        } else {
            unlink(item, link, other);
        }
        return false;
    }

    private void unlink(Item item, StoredLink link, Side gone) {
        if (departures.gone(link, gone)) {
            parking.release(item);
        } else {
            parking.later(
                    item,
                    Brakes.code(Verb.UNLINK),
                    "Its counterpart seems to be gone, as many do; it waits until that is believed",
                    Brakes.REST);
        }
    }

    /** A source that is back needs a new counterpart, for we removed the old one; who restores that one alone, keeps it. */
    private void isBack(Item item, StoredLink link) {
        if (item.side == Side.SOURCE) {
            ledger.remove(link, Side.TARGET);
            item.leave();
        } else {
            ledger.open().put(link.in(LinkState.SOURCE_GONE));
            parking.exclude(
                    item,
                    "COUNTERPART_GONE",
                    "Its counterpart was deleted, and it was removed then; it is left alone now");
        }
    }

    private boolean follow(Item item, StoredLink link, ReadOutcome.MergedInto merged) {
        Side other = item.side.other();
        Optional<StoredLink> moved =
                departures.move(link, other, merged.survivor().ref());
        moved.ifPresent(to -> {
            StoredLink live =
                    to.state() == LinkState.LIVE ? to : to.in(LinkState.LIVE); // it is back, and so is the other
            ledger.open().put(live);
            item.link(live);
            item.read(other, merged.survivor());
        });
        if (moved.isEmpty() && flow.onMerge() == MergePolicy.KEEP_SURVIVORS) {
            parking.exclude(
                    item,
                    "COUNTERPART_MERGED",
                    "Its counterpart was merged into " + merged.survivor().ref()
                            + ", which is linked with another record; this one is kept, unlinked");
        } else if (moved.isEmpty()) {
            parking.quarantine(
                    item,
                    Kind.DISPUTED,
                    "MERGED_ONTO_LINKED",
                    "Its counterpart was merged into " + merged.survivor().ref()
                            + ", which is linked already; merge it too, or separate the others");
        }
        return moved.isPresent();
    }

    /** Reads records again, from the primary store; what is no longer there is settled on the spot. */
    List<Observation> read(Side side, List<RecordRef> refs, Channel channel) {
        List<Observation> seen = new ArrayList<>();
        if (refs.isEmpty()) {
            return seen;
        }
        StoreSnapshot known = context.store().load(StoreRequest.about(context.integration(), flow.id(), side, refs));
        Set<RecordRef> wholes = new LinkedHashSet<>();
        refs.forEach(ref -> wholes.add(ref.whole()));
        Map<RecordRef, ReadOutcome> gone = new LinkedHashMap<>();
        reads.of(side, wholes).forEach((ref, outcome) -> {
            if (outcome instanceof ReadOutcome.Present present) {
                seen.add(new Observation(present.record(), channel, true));
            } else {
                gone.put(ref, outcome);
            }
        });
        linked(side, gone.keySet(), known)
                .forEach((ref, links) -> links.forEach(link -> depart(link, side, outcome(ref, gone), known)));
        if (side == Side.SOURCE) {
            gone.forEach((ref, outcome) -> remember(ref, outcome, known));
        }
        refs.stream()
                .filter(ref -> gone.containsKey(ref.whole()) && known.parked().containsKey(ref))
                .map(ref -> context.key(side, ref))
                .filter(key -> !ledger.open().parks(key))
                .forEach(ledger.open()::unpark);
        return seen;
    }

    /** Children may wait for a record under its old id, although it never was linked itself. */
    private void remember(RecordRef ref, ReadOutcome outcome, StoreSnapshot known) {
        if (outcome instanceof ReadOutcome.MergedInto merged && known.link(ref).isEmpty()) {
            RecordRef survivor = merged.survivor().ref();
            if (!survivor.equals(known.aliases().get(ref))) {
                ledger.open().alias(context.key(Side.SOURCE, ref), survivor);
            }
        }
    }

    private static ReadOutcome outcome(RecordRef ref, Map<RecordRef, ReadOutcome> gone) {
        return Objects.requireNonNull(gone.get(ref));
    }

    /** Returns the links of records, or of their parts; what became of a version stays, so its link is nobody's concern. */
    private Map<RecordRef, List<StoredLink>> linked(Side side, Set<RecordRef> refs, StoreSnapshot known) {
        if (refs.isEmpty() || (side == Side.SOURCE && flow.versions().isPresent())) {
            return Map.of();
        } else if (side == Side.SOURCE && flow.takesApart()) {
            return context.store().parts(context.integration(), flow.id(), refs);
        }
        Map<RecordRef, List<StoredLink>> links = new LinkedHashMap<>();
        refs.forEach(ref -> known.link(ref).ifPresent(link -> links.put(ref, List.of(link))));
        return links;
    }

    private void depart(StoredLink link, Side side, ReadOutcome outcome, StoreSnapshot known) {
        RecordRef ref = link.ref(side);
        if (!(outcome instanceof ReadOutcome.MergedInto merged) || !ref.part().isEmpty()) {
            departures.gone(link, side, Optional.ofNullable(known.parked().get(ref)));
        } else if (side == Side.TARGET || link.state() != LinkState.BOTH_GONE) {
            departures
                    .move(link, side, merged.survivor().ref())
                    .ifPresent(moved -> parking.revisit(side, moved.ref(side)));
        }
    }
}
