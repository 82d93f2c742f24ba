package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.LinkState;
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
import org.jspecify.annotations.Nullable;

/**
 * Finds out, in bulk and rule by rule, which records of the other side unlinked records are: exactly one free hit links,
 * several are disputed, one that belongs to somebody else is contested, none leaves the record unmatched.
 */
final class Matcher {

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;
    private final Parking parking;
    private final Links links;
    private final Departures departures;
    private final Candidates candidates;
    private final Contest contest;
    private final RefReader reads;
    private final Sharing sharing;

    Matcher(
            FlowContext context,
            Ledger ledger,
            Parking parking,
            Links links,
            Departures departures,
            Candidates candidates,
            Contest contest,
            RefReader reads,
            Sharing sharing) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.parking = parking;
        this.links = links;
        this.departures = departures;
        this.candidates = candidates;
        this.contest = contest;
        this.reads = reads;
        this.sharing = sharing;
    }

    /** Links what matches; returns the items to go on with: the linked ones and those for which nothing was found. */
    List<Item> match(Side side, List<Item> items) {
        if (items.isEmpty()) {
            return items;
        }
        if (flow.ensured().isPresent()) {
            return sharing.match(flow.ensured().get(), items);
        }
        Round round = new Round(side, new LinkedHashSet<>(items), new LinkedHashSet<>());
        List<Item> open = round.pair(items, candidates.byId(side, items), null);
        for (MatchRule rule : flow.matchRules()) {
            open = round.pair(open, candidates.byRule(rule, side, open), rule);
        }
        contest.amongTwins(open);
        return round.going().stream().filter(item -> contest.isForUs(item)).toList();
    }

    /** The matching of one batch: who is still in it, and which records of the other side an item of it got. */
    private final class Round {
        private final Side side;
        private final Set<Item> going;
        private final Set<RecordRef> awarded;

        Round(Side side, Set<Item> going, Set<RecordRef> awarded) {
            this.side = side;
            this.going = going;
            this.awarded = awarded;
        }

        Set<Item> going() {
            return going;
        }

        /** Gives each item its hit; returns the items that got none. */
        List<Item> pair(List<Item> items, Map<Item, List<Record>> hits, @Nullable MatchRule rule) {
            Map<RecordRef, StoredLink> taken = linksOf(hits);
            Map<RecordRef, List<Item>> wanted = new LinkedHashMap<>();
            Map<RecordRef, Record> there = new LinkedHashMap<>();
            for (Item item : items) {
                List<Record> found = hits.getOrDefault(item, List.of());
                ledger.witness().looked(item, rule, found);
                if (found.isEmpty()) {
                    continue;
                }
                List<Record> free = found.stream()
                        .filter(hit -> isFree(item, hit, taken.get(hit.ref())))
                        .toList();
                boolean reunited = isReunited(item, found, taken);
                if (item.staysApart() && rule != null && !reunited) {
                    found.stream().findFirst().ifPresent(hit -> item.contest(rule, hit.ref()));
                } else if (!reunited && free.size() == 1) {
                    there.put(free.get(0).ref(), free.get(0));
                    wanted.computeIfAbsent(free.get(0).ref(), ref -> new ArrayList<>())
                            .add(item);
                } else if (!reunited && free.size() > 1) {
                    dispute(item, "SEVERAL_MATCHES", free);
                } else if (!reunited) {
                    contest(item, found.get(0), rule);
                }
            }
            wanted.forEach((ref, contenders) ->
                    award(Objects.requireNonNull(there.get(ref)), taken.get(ref), contenders, rule));
            return items.stream()
                    .filter(item -> going.contains(item) && !item.isLinked())
                    .toList();
        }

        /** Returns the links of the hits, once those that stand in the way were looked at: they may be out of date. */
        private Map<RecordRef, StoredLink> linksOf(Map<Item, List<Record>> hits) {
            Set<RecordRef> refs = new LinkedHashSet<>();
            hits.values().forEach(found -> found.forEach(hit -> refs.add(hit.ref())));
            Map<RecordRef, StoredLink> taken = links.of(side.other(), refs);
            Map<RecordRef, StoredLink> suspects = new LinkedHashMap<>();
            taken.values().stream()
                    .filter(link -> link.state() == LinkState.LIVE)
                    .forEach(link -> suspects.put(link.ref(side), link));
            going.forEach(item -> suspects.remove(item.ref()));
            if (suspects.isEmpty()) {
                return taken;
            }
            reads.of(side, suspects.keySet()).forEach((ref, outcome) -> {
                StoredLink link = Objects.requireNonNull(suspects.get(ref));
                if (outcome instanceof ReadOutcome.MergedInto merged) {
                    departures.move(link, side, merged.survivor().ref());
                } else if (!(outcome instanceof ReadOutcome.Present)) {
                    departures.gone(link, side);
                }
            });
            return links.of(side.other(), refs);
        }

        /** Tells whether a hit turned out to be the item's own: its link moved here just now. */
        private boolean isReunited(Item item, List<Record> found, Map<RecordRef, StoredLink> taken) {
            for (Record hit : found) {
                StoredLink link = taken.get(hit.ref());
                if (link != null && link.ref(side).equals(item.ref())) {
                    item.link(link);
                    item.show(side.other(), hit);
                    return true;
                }
            }
            return false;
        }

        private boolean isFree(Item item, Record hit, @Nullable StoredLink link) {
            if (awarded.contains(hit.ref()) || (link != null && !Links.isAbandoned(link, side.other()))) {
                return false;
            }
            RecordRef source = side == Side.SOURCE ? item.ref() : hit.ref();
            Record target = side == Side.SOURCE ? hit : item.seen();
            String marked = flow.idField()
                    .map(field -> target.value(field.name()).plain().strip())
                    .orElse("");
            return link != null || marked.isEmpty() || marked.equals(source.key());
        }

        /** Of several that want one record, the one that agrees with it most gets it; the others are contested. */
        private void award(
                Record hit, @Nullable StoredLink abandoned, List<Item> contenders, @Nullable MatchRule rule) {
            List<Item> ranked = contenders.stream()
                    .sorted(Comparator.comparingInt((Item item) -> -agreement(item, hit))
                            .thenComparing(item -> item.ref().key()))
                    .toList();
            Item winner = ranked.get(0);
            StoredLink link = context.link(winner, hit.ref());
            if (abandoned != null) {
                ledger.giveWay(abandoned, link);
            }
            winner.pairWith(hit, link);
            awarded.add(hit.ref());
            for (Item loser : ranked.subList(1, ranked.size())) {
                contest(loser, hit, rule);
            }
        }

        private void contest(Item item, Record holder, @Nullable MatchRule rule) {
            if (rule == null) {
                dispute(item, "ID_CONTESTED", List.of(holder));
            } else {
                item.contest(rule, holder.ref());
            }
        }

        private void dispute(Item item, String code, List<Record> hits) {
            going.remove(item);
            String them = String.join(
                    ", ", hits.stream().map(hit -> hit.ref().toString()).toList());
            parking.quarantine(item, Kind.DISPUTED, code, "It matches " + them + "; choose one, or make them differ");
        }
    }

    private int agreement(Item item, Record candidate) {
        return (int) flow.mappings().stream()
                .filter(mapping -> {
                    String mine = mapping.field(item.side)
                            .map(field -> item.seen().value(field.name()).plain())
                            .orElse("");
                    String theirs = mapping.field(item.side.other())
                            .map(field -> candidate.value(field.name()).plain())
                            .orElse("");
                    return !mine.isBlank() && mine.strip().equalsIgnoreCase(theirs.strip());
                })
                .count();
    }

    /** Takes an item on for which a record turned out to exist; empty if that is for a person. */
    Optional<Item> meet(Item item, Record there) {
        return isFor(item, there) ? Optional.of(item) : goWithout(item, item.side.other(), there);
    }

    /** Links an item with a record, unless that one is somebody else's. */
    boolean isFor(Item item, Record there) {
        if (flow.ensured().isPresent()) {
            links.share(List.of(there.ref()));
        }
        Optional<StoredLink> taken = links.of(item.side.other(), there.ref());
        boolean free =
                taken.map(link -> Links.isAbandoned(link, item.side.other())).orElse(true);
        if (free) {
            StoredLink link = context.link(item, there.ref());
            taken.ifPresent(abandoned -> ledger.giveWay(abandoned, link));
            item.pairWith(there, link);
            item.read(item.side.other(), there);
        }
        return free;
    }

    /** Takes an item on without the values that another record of the written side holds; empty if that is for a person. */
    Optional<Item> goWithout(Item item, Side written, Record holder) {
        contest.goWithout(item, written, holder);
        return contest.isForUs(item, written) ? Optional.of(item) : Optional.empty();
    }
}
