package io.tidelock.engine;

import io.tidelock.mapping.FieldMapping;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Fingerprint;
import java.util.Collections;
import java.util.SortedSet;

/**
 * What was decided about one field mapping of one pair, and the values to write if there are any.
 *
 * @param mapping the mapping
 * @param decision what to do
 * @param source what to write to the source; absent where nothing is written there
 * @param target what to write to the target; absent where nothing is written there
 * @param members the elements of a set that are common once that is done; empty for a field that is no set
 */
record FieldChange(
        FieldMapping mapping, FieldDecision decision, Value source, Value target, SortedSet<Fingerprint> members) {

    /** Leaves a field as it is. */
    static FieldChange none(FieldMapping mapping) {
        return of(mapping, FieldDecision.UNCHANGED, Value.absent());
    }

    /** Decides about a field that is no set. */
    static FieldChange of(FieldMapping mapping, FieldDecision decision, Value value) {
        return new FieldChange(
                mapping,
                decision,
                decision.writes(Side.SOURCE) ? value : Value.absent(),
                decision.writes(Side.TARGET) ? value : Value.absent(),
                Collections.emptySortedSet());
    }

    boolean writes(Side side) {
        return decision.writes(side);
    }

    /** Tells whether the field is settled, for the part of both that is about it, once this side is written. */
    boolean settlesWith(Side written) {
        return writes(written) && (written == Side.TARGET || decision != FieldDecision.WRITE_BOTH);
    }

    Value value(Side side) {
        return side == Side.SOURCE ? source : target;
    }
}
