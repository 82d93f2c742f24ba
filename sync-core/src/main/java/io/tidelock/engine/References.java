package io.tidelock.engine;

import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Translates references to other records by the links of their flow, before anything is decided: in bulk, one look-up for
 * each flow, side and page. A record whose parents are not linked yet waits for them, or goes without them for now.
 */
final class References {

    private final FlowContext context;
    private final Parking parking;
    private final ParentLinks links;
    private final List<FieldMapping> mappings;

    References(FlowContext context, Parking parking) {
        this.context = context;
        this.parking = parking;
        this.links = new ParentLinks(context);
        this.mappings = context.flow().mappings().stream()
                .filter(mapping -> mapping.linkedBy().isPresent())
                .toList();
    }

    /** Returns the observed records that need not wait for a parent. */
    List<Item> admit(Side side, List<Item> items) {
        List<FieldMapping> demanding = mappings.stream()
                .filter(mapping -> !mapping.isOptional() && mapping.direction().writesTarget())
                .toList();
        if (side == Side.TARGET || demanding.isEmpty()) {
            return items;
        }
        lay(demanding, items);
        List<Item> admitted = new ArrayList<>();
        for (Item item : items) {
            Optional<Parked.Parent> parent = demanding.stream()
                    .filter(mapping -> holds(mapping, item))
                    .flatMap(mapping -> item.missingParents(mapping).stream())
                    .findFirst();
            parent.ifPresentOrElse(missing -> parking.defer(item, missing), () -> admitted.add(item));
        }
        return admitted;
    }

    /** What the host's condition makes of a record that it fails for, is said when the record is decided about. */
    private static boolean holds(FieldMapping mapping, Item item) {
        try {
            return mapping.condition()
                    .map(condition -> condition.holds(item.seen()))
                    .orElse(true);
        } catch (RuntimeException broken) { // the host's code
            return false;
        }
    }

    /** Lays down the words for the references of both sides. */
    void lay(List<Item> items) {
        lay(mappings, items);
    }

    private void lay(List<FieldMapping> which, List<Item> items) {
        for (FieldMapping mapping : which) {
            Map<Item, LinkedWords> words = new LinkedHashMap<>();
            items.forEach(item -> words.put(item, new LinkedWords()));
            learn(mapping, Side.SOURCE, words);
            if (mapping.direction().writesSource()) {
                learn(mapping, Side.TARGET, words);
            }
            words.forEach((item, known) -> item.words(mapping, known));
        }
    }

    private void learn(FieldMapping mapping, Side side, Map<Item, LinkedWords> words) {
        Flow parents = context.flow(mapping.linkedBy().orElseThrow());
        Map<Item, Set<String>> ids = new LinkedHashMap<>();
        Set<RecordRef> refs = new LinkedHashSet<>();
        words.keySet().forEach(item -> ids.put(item, ids(mapping, side, item)));
        ids.values().forEach(some -> some.forEach(id -> refs.add(RecordRef.of(parents.type(side), id))));
        Map<RecordRef, StoredLink> known = links.of(parents.id(), side, refs);
        words.forEach((item, learning) -> ids.getOrDefault(item, Set.of()).forEach(id -> {
            RecordRef ref = RecordRef.of(parents.type(side), id);
            StoredLink link = known.get(ref);
            if (link != null) {
                learning.learn(side, id, link);
            } else if (side == Side.SOURCE) {
                learning.lacks(new Parked.Parent(parents.id(), ref));
            }
        }));
    }

    private static Set<String> ids(FieldMapping mapping, Side side, Item item) {
        return item.record(side)
                .map(record -> Elements.items(mapping.shown(side, record)))
                .orElse(Set.of());
    }
}
