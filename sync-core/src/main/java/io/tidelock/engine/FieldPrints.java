package io.tidelock.engine;

import io.tidelock.mapping.Flow;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprints of what one item's fields show, under the current key, each made once: what is expected of a write and what
 * settles after it is mostly the same. Lives as long as the item.
 */
final class FieldPrints {

    private final @Nullable Value[] values;
    private final @Nullable Fingerprint[] fingerprints;

    /** Holds none yet, for so many mappings. */
    FieldPrints(int mappings) {
        this.values = new Value[2 * mappings];
        this.fingerprints = new Fingerprint[2 * mappings];
    }

    /**
     * Returns the fingerprint of a value.
     *
     * @param place which of the flow's mappings it is, counted from 0
     */
    Fingerprint of(Fingerprinter current, Flow flow, int place, Side side, Value value) {
        int at = side == Side.SOURCE ? 2 * place : 2 * place + 1;
        Fingerprint known = fingerprints[at];
        if (known == null || !value.equals(values[at])) {
            known = current.field(flow, flow.mappings().get(place), side, value);
            values[at] = value;
            fingerprints[at] = known;
        }
        return known;
    }
}
