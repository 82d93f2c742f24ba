package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordLookup;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks up, in bulk, the records of the other side that hold what unlinked records hold. */
final class Candidates {

    private final FlowContext context;
    private final Flow flow;
    private final Keys keys;
    private final Claims claims;

    Candidates(FlowContext context, Keys keys, Claims claims) {
        this.context = context;
        this.flow = context.flow();
        this.keys = keys;
        this.claims = claims;
    }

    /** Returns the records that the id property pairs with items; nothing where the flow has none. */
    Map<Item, List<Record>> byId(Side side, List<Item> items) {
        if (flow.idField().isEmpty() || items.isEmpty()) {
            return Map.of();
        }
        Field idField = flow.idField().get();
        return side == Side.SOURCE ? holdingIdOf(items, idField) : namedBy(items, idField);
    }

    private Map<Item, List<Record>> holdingIdOf(List<Item> items, Field idField) {
        RecordLookup lookup = lookup(Side.TARGET, List.of(idField))
                .orElseThrow(() -> new IllegalStateException("build() found a look-up by " + idField));
        List<List<String>> ids =
                items.stream().map(item -> List.of(item.ref().key())).toList();
        List<List<Record>> found = lookup.find(ids, flow.fields(Side.TARGET));
        Map<Item, List<Record>> hits = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            hits.put(items.get(i), found.get(i));
        }
        return hits;
    }

    private Map<Item, List<Record>> namedBy(List<Item> items, Field idField) {
        Map<String, List<Item>> asked = new LinkedHashMap<>();
        items.forEach(item -> Optional.of(
                        item.seen().value(idField.name()).plain().strip())
                .filter(id -> !id.isEmpty())
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

    /** Returns the records that a rule pairs with items, those included that only an earlier claim knows. */
    Map<Item, List<Record>> byRule(MatchRule rule, Side side, List<Item> items) {
        Map<List<String>, List<Item>> asking = new LinkedHashMap<>();
        for (Item item : items) {
            Optional<List<String>> key = keys.lookup(rule, item);
            if (key.isPresent()) {
                asking.computeIfAbsent(key.get(), k -> new ArrayList<>()).add(item);
            }
        }
        if (asking.isEmpty()) {
            return Map.of();
        }
        RecordLookup lookup = lookup(side.other(), rule.asked(side.other()))
                .orElseThrow(() -> new IllegalStateException("build() found a look-up by " + rule.id()));
        List<List<String>> asked = List.copyOf(asking.keySet());
        List<List<Record>> found = lookup.find(asked, flow.fields(side.other()));
        Map<Item, List<Record>> hits = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            for (Item item : asking.getOrDefault(asked.get(i), List.of())) {
                hits.put(item, confirmed(rule, item, found.get(i)));
            }
        }
        claims.addKnown(rule, side, hits);
        return hits;
    }

    /** Looks at a hit's own fields again: an index may find what no longer is so. */
    private List<Record> confirmed(MatchRule rule, Item item, List<Record> found) {
        if (found.isEmpty()) {
            return found;
        }
        Optional<List<String>> key = keys.of(rule, item);
        return found.stream()
                .filter(hit -> keys.of(rule, item.side.other(), hit).equals(key))
                .toList();
    }

    /** Tells whether a side cannot hold the key of a rule twice. */
    boolean isUnique(MatchRule rule, Side side) {
        return lookup(side, rule.asked(side)).map(RecordLookup::authoritative).orElse(false);
    }

    private Optional<RecordLookup> lookup(Side side, List<Field> key) {
        Optional<RecordFinder> finder = context.access(side).finder();
        return finder.flatMap(f -> f.by(key));
    }
}
