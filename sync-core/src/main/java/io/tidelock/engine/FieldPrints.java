package io.tidelock.engine;

import io.tidelock.mapping.FieldMapping;
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

    private final @Nullable Print[] atSource;
    private final @Nullable Print[] atTarget;

    /** Holds none yet, for so many mappings. */
    FieldPrints(int mappings) {
        this.atSource = new Print[mappings];
        this.atTarget = new Print[mappings];
    }

    private record Print(Value value, Fingerprint fingerprint) {}

    /**
     * Returns the fingerprint of a value.
     *
     * @param place which of the flow's mappings it is, counted from 0
     */
    Fingerprint of(Fingerprinter current, Flow flow, int place, Side side, Value value) {
        @Nullable Print[] prints = side == Side.SOURCE ? atSource : atTarget;
        Print known = prints[place];
        if (known == null || !known.value().equals(value)) {
            FieldMapping mapping = flow.mappings().get(place);
            known = new Print(value, current.field(flow, mapping, side, value));
            prints[place] = known;
        }
        return known.fingerprint();
    }
}
