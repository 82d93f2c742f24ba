package io.tidelock.engine;

import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.StoredLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds target records that source records share by a key of their own. Where there is none, the first source creates it, and
 * the others wait their turn to be linked with it.
 */
final class Sharing {

    private final FlowContext context;
    private final Flow flow;
    private final Parking parking;
    private final Links links;
    private final Keys keys;
    private final Candidates candidates;
    private final List<Item> waiting = new ArrayList<>();

    Sharing(FlowContext context, Parking parking, Links links, Keys keys, Candidates candidates) {
        this.context = context;
        this.flow = context.flow();
        this.parking = parking;
        this.links = links;
        this.keys = keys;
        this.candidates = candidates;
    }

    /** Links what has a counterpart; returns those items, and of each key without one the first. */
    List<Item> match(MatchRule ownKey, List<Item> items) {
        List<Item> going = new ArrayList<>();
        List<Item> open = items;
        for (MatchRule rule : flow.matchRules()) {
            open = pair(open, candidates.byRule(rule, Side.SOURCE, open), going);
        }
        going.addAll(flow.createsIn(Side.TARGET) ? first(ownKey, open) : open);
        return going;
    }

    private List<Item> pair(List<Item> items, Map<Item, List<Record>> hits, List<Item> going) {
        List<Item> open = new ArrayList<>();
        links.share(hits.values().stream()
                .filter(found -> found.size() == 1)
                .map(found -> found.get(0).ref())
                .toList());
        for (Item item : items) {
            List<Record> found = hits.getOrDefault(item, List.of());
            if (found.isEmpty()) {
                open.add(item);
            } else if (found.size() == 1) {
                item.pairWith(found.get(0), context.link(item, found.get(0).ref()));
                going.add(item);
            } else {
                List<String> refs =
                        found.stream().map(hit -> hit.ref().toString()).toList();
                String reason = "It matches " + String.join(", ", refs) + "; merge them, or make them differ";
                parking.quarantine(item, Kind.DISPUTED, "SEVERAL_MATCHES", reason);
            }
        }
        return open;
    }

    private List<Item> first(MatchRule ownKey, List<Item> unmatched) {
        Map<List<String>, Item> first = new LinkedHashMap<>();
        for (Item item : unmatched) {
            Optional<List<String>> key = keys.of(ownKey, item);
            if (key.isEmpty()) {
                parking.exclude(
                        item, "NO_OWN_KEY", "It lacks a field of " + ownKey + ", by which its record would be known");
            } else if (first.putIfAbsent(key.get(), item) != null) {
                waiting.add(item.afresh());
            }
        }
        return List.copyOf(first.values());
    }

    /** Lets one item at a time write to each shared record; the others wait their turn. */
    List<Item> inTurn(List<Item> items, Predicate<Item> writes) {
        Set<RecordRef> written = new HashSet<>();
        List<Item> going = new ArrayList<>();
        for (Item item : items) {
            Optional<RecordRef> shared = item.link()
                    .filter(StoredLink::shared)
                    .filter(link -> writes.test(item))
                    .map(StoredLink::target);
            if (shared.isEmpty() || written.add(shared.get())) {
                going.add(item);
            } else {
                waiting.add(item.afresh());
            }
        }
        return going;
    }

    /** Returns the items whose turn has come, each once. */
    List<Item> next() {
        List<Item> turn = List.copyOf(waiting);
        waiting.clear();
        return turn;
    }

    /** Leaves the items whose turn did not come to the next pass. */
    void leave(List<Item> items) {
        items.forEach(item -> parking.later(
                item,
                "CLAIMED_ELSEWHERE",
                "Another record with the same key is seen to first; it is matched afterwards",
                Duration.ZERO));
    }

    /** Tells whether a source changed its key, so that the record it is linked with is no longer the one it means. */
    boolean meansAnother(MatchRule ownKey, Item item) {
        return item.record(Side.TARGET)
                .filter(there -> !keys.of(ownKey, item).equals(keys.of(ownKey, Side.TARGET, there)))
                .filter(there -> changedKey(ownKey, item))
                .isPresent();
    }

    /** People may change the key of a record that is there; that does not make it another. */
    private boolean changedKey(MatchRule ownKey, Item item) {
        return flow.mappings().stream()
                .filter(mapping -> mapping.field(Side.TARGET)
                        .filter(ownKey.fields(Side.TARGET)::contains)
                        .isPresent())
                .anyMatch(mapping -> item.link()
                        .filter(link -> moved(mapping, link, mapping.shown(Side.SOURCE, item.seen())))
                        .isPresent());
    }

    private boolean moved(FieldMapping mapping, StoredLink link, Value shown) {
        Fingerprint now = context.keys().of(link).field(flow, mapping, Side.SOURCE, shown);
        return link.base()
                .of(mapping.basis())
                .filter(settled -> !settled.source().equals(now))
                .isPresent();
    }
}
