package io.tidelock.engine;

import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Fingerprint;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The fingerprints of what one item's fields show, under the current key, each made once: what is expected of a write and what
 * settles after it is mostly the same. Lives as long as the item.
 */
final class FieldPrints {

    private final Map<Side, Map<FieldMapping, Print>> last = new EnumMap<>(Side.class);

    private record Print(Value value, Fingerprint fingerprint) {}

    Fingerprint of(Fingerprinter current, Flow flow, FieldMapping mapping, Side side, Value value) {
        Map<FieldMapping, Print> prints = last.computeIfAbsent(side, s -> new IdentityHashMap<>());
        Print known = prints.get(mapping);
        if (known == null || !known.value().equals(value)) {
            known = new Print(value, current.field(flow, mapping, side, value));
            prints.put(mapping, known);
        }
        return known.fingerprint();
    }
}
