package io.tidelock.engine;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.util.Optional;

/**
 * What became of an observed record, and why. Unchanged records have none. Holds refs, codes and field names, never values.
 *
 * @param flow the flow
 * @param side the side it was observed on
 * @param ref the record
 * @param other the record it is linked to; empty when it is not
 * @param kind what became of it
 * @param code the stable reason; empty where the kind says it all
 * @param reason a sentence for a person; empty where the kind says it all
 */
public record Verdict(
        String flow, Side side, RecordRef ref, Optional<RecordRef> other, Kind kind, String code, String reason) {

    /** What became of a record. */
    public enum Kind {
        /** A record was created for it on the other side. */
        CREATED,
        /** It was linked to a record that was there; what differed was written. */
        LINKED,
        /** Something was written, on either side. */
        UPDATED,
        /** It changed, and nothing had to be written. */
        SETTLED,
        /** It was created beside a record with the same key that is somebody else's, without that key. */
        KEPT_APART,
        /** Both sides changed a field differently, and a person is to decide. */
        HELD,
        /** It does not take part. */
        EXCLUDED,
        /** It waits for another record to be linked. */
        DEFERRED,
        /** It waits for its turn: the limit, a claim, a system that was not there. */
        PENDING,
        /** It was refused or could not be understood; the reason says what to do. */
        QUARANTINED,
        /** Several records match; a person is to choose. */
        DISPUTED,
        /** It is gone; its counterpart is left alone, or is to be removed as the reason says. */
        GONE,
        /** It is gone, and so its counterpart was removed. */
        REMOVED,
        /** It was merged into another record, and the link moved there. */
        MOVED
    }

    @Override
    public String toString() {
        return flow + ": " + ref + " " + kind + other.map(o -> " with " + o).orElse("")
                + (code.isEmpty() ? "" : " (" + code + ") " + reason);
    }
}
