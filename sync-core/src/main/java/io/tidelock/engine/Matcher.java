package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordLookup;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.ContestedKey;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.LinkState;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out, in bulk and rule by rule, which records of the other side unlinked records are: exactly one free hit links,
 * several are disputed, one that belongs to somebody else is contested, none leaves the record unmatched.
 */
final class Matcher {

    private final FlowContext context;
    private final Flow flow;
    private final Parking parking;
    private final Claims claims;

    Matcher(FlowContext context, Parking parking, Claims claims) {
        this.context = context;
        this.flow = context.flow();
        this.parking = parking;
        this.claims = claims;
    }

    /** Links what matches; returns the items to go on with: the linked ones and those for which nothing was found. */
    List<Item> match(Side side, List<Item> items) {
        Set<Item> going = new LinkedHashSet<>(items);
        List<Item> open = byId(side, items, going);
        for (MatchRule rule : flow.matchRules()) {
            open = byRule(rule, side, open, going);
        }
        keepTwinsApart(side, open);
        return going.stream().filter(this::undisputed).toList();
    }

    private List<Item> byId(Side side, List<Item> items, Set<Item> going) {
        if (flow.idField().isEmpty() || items.isEmpty()) {
            return items;
        }
        Map<Item, List<Record>> hits = side == Side.SOURCE
                ? hitsByIdField(flow.idField().get(), items)
                : hitsByIdOf(flow.idField().get(), items);
        return pair(side, items, hits, Optional.empty(), going);
    }

    private Map<Item, List<Record>> hitsByIdField(Field idField, List<Item> items) {
        RecordLookup lookup = lookup(Side.TARGET, List.of(idField))
                .orElseThrow(() -> new IllegalStateException("build() found a look-up by " + idField));
        List<List<String>> keys =
                items.stream().map(item -> List.of(item.ref().id())).toList();
        List<List<Record>> found = lookup.find(keys, flow.fields(Side.TARGET));
        Map<Item, List<Record>> hits = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            hits.put(items.get(i), found.get(i));
        }
        return hits;
    }

    private Map<Item, List<Record>> hitsByIdOf(Field idField, List<Item> items) {
        Map<String, List<Item>> asked = new LinkedHashMap<>();
        items.forEach(item -> Optional.of(item.seen().value(idField).plain())
                .filter(id -> !id.isBlank())
                .ifPresent(
                        id -> asked.computeIfAbsent(id, k -> new ArrayList<>()).add(item)));
        Map<Item, List<Record>> hits = new LinkedHashMap<>();
        if (!asked.isEmpty()) {
            for (ReadOutcome outcome : context.reader(Side.SOURCE).read(asked.keySet(), flow.fields(Side.SOURCE))) {
                if (outcome instanceof ReadOutcome.Present present) {
                    asked.getOrDefault(outcome.id(), List.of())
                            .forEach(item -> hits.put(item, List.of(present.record())));
                }
            }
        }
        return hits;
    }

    private List<Item> byRule(MatchRule rule, Side side, List<Item> items, Set<Item> going) {
        Map<List<String>, List<Item>> asking = new LinkedHashMap<>();
        items.forEach(item -> rule.lookup(side, item.seen())
                .ifPresent(key ->
                        asking.computeIfAbsent(key, k -> new ArrayList<>()).add(item)));
        if (asking.isEmpty()) {
            return items;
        }
        RecordLookup lookup = lookup(side.other(), rule.asked(side.other()))
                .orElseThrow(() -> new IllegalStateException("build() found a look-up by " + rule.id()));
        List<List<String>> keys = List.copyOf(asking.keySet());
        List<List<Record>> found = lookup.find(keys, flow.fields(side.other()));
        Map<Item, List<Record>> hits = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            for (Item item : asking.getOrDefault(keys.get(i), List.of())) {
                hits.put(item, confirmed(rule, side, item, found.get(i)));
            }
        }
        claims.addKnown(rule, side, hits);
        return pair(side, items, hits, Optional.of(rule), going);
    }

    /** Looks at a hit's own fields again: an index may find what no longer is so. */
    private static List<Record> confirmed(MatchRule rule, Side side, Item item, List<Record> found) {
        Optional<List<String>> key = rule.keyOf(side, item.seen());
        return found.stream()
                .filter(hit -> rule.keyOf(side.other(), hit).equals(key))
                .toList();
    }

    /** Gives each item its hit; returns the items that got none. */
    private List<Item> pair(
            Side side, List<Item> items, Map<Item, List<Record>> hits, Optional<MatchRule> rule, Set<Item> going) {
        Map<RecordRef, StoredLink> taken = linksOf(side.other(), hits);
        Map<RecordRef, List<Item>> wanted = new LinkedHashMap<>();
        Map<RecordRef, Record> candidates = new LinkedHashMap<>();
        for (Item item : items) {
            List<Record> found = hits.getOrDefault(item, List.of());
            List<Record> free = found.stream()
                    .filter(hit -> isFree(side, item, hit, taken.get(hit.ref())))
                    .toList();
            if (free.size() == 1) {
                candidates.put(free.get(0).ref(), free.get(0));
                wanted.computeIfAbsent(free.get(0).ref(), ref -> new ArrayList<>())
                        .add(item);
            } else if (free.size() > 1) {
                going.remove(item);
                dispute(item, free);
            } else if (!found.isEmpty()) {
                rule.ifPresent(r -> item.contest(r, found.get(0).ref()));
            }
        }
        wanted.forEach((ref, contenders) -> award(Objects.requireNonNull(candidates.get(ref)), contenders, rule));
        return items.stream()
                .filter(item -> going.contains(item) && !item.isLinked())
                .toList();
    }

    private Map<RecordRef, StoredLink> linksOf(Side side, Map<Item, List<Record>> hits) {
        Set<RecordRef> refs = new LinkedHashSet<>();
        hits.values().forEach(found -> found.forEach(hit -> refs.add(hit.ref())));
        return refs.isEmpty()
                ? Map.of()
                : context.store()
                        .load(StoreRequest.about(context.integration(), flow.id(), side, refs))
                        .links();
    }

    private boolean isFree(Side side, Item item, Record hit, @org.jspecify.annotations.Nullable StoredLink link) {
        LinkState abandoned = side == Side.SOURCE ? LinkState.SOURCE_GONE : LinkState.TARGET_GONE;
        if (link != null && link.state() != abandoned) {
            return false;
        }
        RecordRef source = side == Side.SOURCE ? item.ref() : hit.ref();
        Record target = side == Side.SOURCE ? hit : item.seen();
        String marked = flow.idField().map(field -> target.value(field).plain()).orElse("");
        return marked.isBlank() || marked.equals(source.id());
    }

    /** Of several that want one record, the one that agrees with it most gets it; the others are contested. */
    private void award(Record candidate, List<Item> contenders, Optional<MatchRule> rule) {
        List<Item> ranked = contenders.stream()
                .sorted(Comparator.comparingInt((Item item) -> -agreement(item, candidate))
                        .thenComparing(item -> item.ref().id()))
                .toList();
        Item winner = ranked.get(0);
        RecordRef source = winner.side == Side.SOURCE ? winner.ref() : candidate.ref();
        RecordRef target = winner.side == Side.SOURCE ? candidate.ref() : winner.ref();
        winner.show(winner.side.other(), candidate);
        winner.link(
                StoredLink.between(flow.id(), source, target, context.clock().instant()));
        winner.became(Kind.LINKED);
        ranked.stream().skip(1).forEach(loser -> rule.ifPresent(r -> loser.contest(r, candidate.ref())));
    }

    private int agreement(Item item, Record candidate) {
        return (int) flow.mappings().stream()
                .filter(mapping -> mapping.field(Side.SOURCE).isPresent())
                .filter(mapping -> {
                    String mine = mapping.shown(item.side, item.seen()).plain();
                    String theirs = mapping.shown(item.side.other(), candidate).plain();
                    return !mine.isBlank() && mine.strip().equalsIgnoreCase(theirs.strip());
                })
                .count();
    }

    /** Two unmatched records with one key in one batch are two records: the first keeps the key. */
    private void keepTwinsApart(Side side, List<Item> unmatched) {
        for (MatchRule rule : flow.matchRules()) {
            Map<List<String>, Item> first = new LinkedHashMap<>();
            for (Item item : unmatched) {
                rule.keyOf(side, item.seen())
                        .filter(key -> !item.isContested(rule))
                        .map(key -> first.putIfAbsent(key, item))
                        .ifPresent(twin -> item.contest(rule, twin.ref()));
            }
        }
    }

    private boolean undisputed(Item item) {
        return item.isLinked() || !item.isContested() || keepApart(item);
    }

    private boolean keepApart(Item item) {
        if (flow.onContestedKey() == ContestedKey.DISPUTE) {
            dispute(item, List.of());
            return false;
        }
        withholdUniqueFields(item);
        return true;
    }

    /** Notes that a record which exists holds the item's keys and is somebody else's; empty if that is for a person. */
    Optional<Item> contest(Item item, Record holder) {
        flow.matchRules().stream()
                .filter(rule -> holds(item, holder, rule))
                .forEach(rule -> item.contest(rule, holder.ref()));
        if (!item.isContested()) {
            flow.matchRules().stream().findFirst().ifPresent(rule -> item.contest(rule, holder.ref()));
        }
        return keepApart(item) ? Optional.of(item) : Optional.empty();
    }

    private static boolean holds(Item item, Record holder, MatchRule rule) {
        Optional<List<String>> mine = rule.lookup(item.side, item.seen());
        return mine.isPresent() && mine.equals(rule.lookup(item.side.other(), holder));
    }

    /** A record that is created although somebody else holds its key goes without the fields that must be unique. */
    private void withholdUniqueFields(Item item) {
        Side other = item.side.other();
        Set<Field> taken = new HashSet<>();
        flow.matchRules().stream()
                .filter(item::isContested)
                .filter(rule -> lookup(other, rule.asked(other))
                        .map(RecordLookup::authoritative)
                        .orElse(false))
                .forEach(rule -> taken.addAll(rule.asked(other)));
        taken.forEach(item::withhold);
        if (!taken.isEmpty()) {
            item.became(Kind.KEPT_APART);
        }
    }

    private void dispute(Item item, List<Record> free) {
        String candidates = free.isEmpty()
                ? item.holder().map(Object::toString).orElse("another record")
                : String.join(
                        ", ", free.stream().map(hit -> hit.ref().toString()).toList());
        String code = free.isEmpty() ? "KEY_CONTESTED" : "SEVERAL_MATCHES";
        parking.quarantine(item, Kind.DISPUTED, code, "It matches " + candidates + "; choose one, or make them differ");
    }

    private Optional<RecordLookup> lookup(Side side, List<Field> key) {
        Optional<RecordFinder> finder = context.access(side).finder();
        return finder.flatMap(f -> f.by(key));
    }
}
