package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Record;
import io.tidelock.record.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells associations that people took away from those that went with a record which was archived or merged: only the former
 * are dropped at the source. Reads the records in question by id, in bulk, before anything is dropped.
 */
final class Disappearances {

    private final FlowContext context;

    Disappearances(FlowContext context) {
        this.context = context;
    }

    /**
     * Returns the decided items, those decided anew that would have taken a disappearance for an edit.
     *
     * @param again decides about items anew
     */
    List<Item> confirmed(List<Item> decided, Function<List<Item>, List<Item>> again) {
        Set<Item> mistaken = new LinkedHashSet<>();
        for (FieldMapping mapping : context.flow().mappings()) {
            Map<Item, Set<String>> dropped = new LinkedHashMap<>();
            if (mapping.mergesElements() && mapping.linkedBy().isPresent()) {
                decided.forEach(item -> dropped.put(item, dropped(item, mapping)));
            }
            dropped.values().removeIf(Set::isEmpty);
            mistaken.addAll(amend(mapping, dropped));
        }
        if (mistaken.isEmpty()) {
            return decided;
        }
        List<Item> all = new ArrayList<>(decided);
        all.removeAll(mistaken);
        all.addAll(again.apply(List.copyOf(mistaken)));
        return all;
    }

    private static Set<String> dropped(Item item, FieldMapping mapping) {
        Set<String> dropped = new LinkedHashSet<>();
        boolean writes =
                item.changes().stream().anyMatch(change -> change.mapping() == mapping && change.writes(Side.SOURCE));
        if (writes && item.base(mapping).isPresent()) {
            item.record(Side.SOURCE)
                    .ifPresent(record -> Elements.items(mapping.shown(Side.SOURCE, record))
                            .forEach(id -> dropped.addAll(item.words(mapping).toTarget(id))));
            dropped.removeAll(shown(item, mapping));
        }
        return dropped;
    }

    private static Set<String> shown(Item item, FieldMapping mapping) {
        return item.record(Side.TARGET)
                .map(record -> Elements.items(mapping.shown(Side.TARGET, record)))
                .orElse(Set.of());
    }

    private Set<Item> amend(FieldMapping mapping, Map<Item, Set<String>> dropped) {
        Set<Item> amended = new LinkedHashSet<>();
        Map<String, String> gone = gone(mapping, dropped);
        dropped.forEach((item, ids) -> {
            Set<String> shown = shown(item, mapping);
            ids.stream().filter(gone::containsKey).forEach(id -> {
                String survivor = gone.getOrDefault(id, "");
                item.departed(mapping, id, shown.contains(survivor) ? survivor : "");
                amended.add(item);
            });
        });
        return amended;
    }

    /** Returns the records that are no longer there, with what they were merged into, if they were. */
    private Map<String, String> gone(FieldMapping mapping, Map<Item, Set<String>> dropped) {
        Map<String, String> gone = new LinkedHashMap<>();
        Set<String> ids = new LinkedHashSet<>();
        dropped.values().forEach(ids::addAll);
        if (!ids.isEmpty()) {
            for (ReadOutcome outcome : reader(mapping).read(ids, Set.of())) {
                if (outcome instanceof ReadOutcome.MergedInto merged) {
                    Record survivor = merged.survivor();
                    gone.put(outcome.id(), survivor.ref().id());
                } else if (!(outcome instanceof ReadOutcome.Present)) {
                    gone.put(outcome.id(), "");
                }
            }
        }
        return gone;
    }

    private RecordReader reader(FieldMapping mapping) {
        Flow parents = context.flow(mapping.linkedBy().orElseThrow());
        return Objects.requireNonNull(context.connectors().get(parents.party(Side.TARGET)))
                .access(parents.type(Side.TARGET))
                .reader()
                .orElseThrow(() -> new IllegalStateException("build() found a reader of " + parents.type(Side.TARGET)));
    }
}
