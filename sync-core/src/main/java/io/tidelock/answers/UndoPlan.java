package io.tidelock.answers;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What would be written back, and what would not and why. Holds names and no values.
 *
 * @param scope what it was asked for
 * @param items the records that would be written, in the order of our first write to them
 * @param left what stays as it is
 * @param keptSince when the oldest entry was made that is still kept: what was written before is not known any more
 * @param more whether there is more than {@link #MOST} records: apply this, then ask again
 */
public record UndoPlan(UndoScope scope, List<Item> items, List<Left> left, Instant keptSince, boolean more) {

    /** How many records a plan holds at most. */
    public static final int MOST = 10_000;

    /** Copies the lists. */
    public UndoPlan {
        items = List.copyOf(items);
        left = List.copyOf(left);
    }

    /**
     * A record that would be written.
     *
     * @param flow the flow
     * @param side the side it stands at
     * @param record the record
     * @param verb UPDATE, CLEAR where a field is emptied again, or REMOVE
     * @param fields the fields that get back what they held; none for a record that is removed
     */
    public record Item(String flow, Side side, RecordRef record, Verb verb, List<String> fields) {
        /** Copies the list. */
        public Item {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Something that stays as it is.
     *
     * @param flow the flow
     * @param record the record that we wrote; of a creation whose outcome nobody knows yet, the one it came from
     * @param field the field; {@code ""} for the record as a whole
     * @param why why
     */
    public record Left(String flow, RecordRef record, String field, Why why) {}

    /** Why something stays as it is. */
    public enum Why {
        /** It shows what it showed before. */
        AS_BEFORE("It shows what it showed before; there is nothing to undo"),
        /** It no longer shows what we wrote. */
        CHANGED_SINCE("It no longer shows what we wrote; whoever changed it since decides"),
        /** Nobody knows what it held. */
        BEFORE_UNKNOWN("Nobody knows what it held before"),
        /** Its values are left out of the journal. */
        NOT_JOURNALLED("The journal leaves its values out"),
        /** We created the record. */
        CREATED("We created it; undo it with removingCreated() to have it removed"),
        /** We removed the record. */
        REMOVED("We removed it, and only its system can restore it; restore or create it there, and link the two"),
        /** The record is gone. */
        GONE("It is gone, or was merged into another record"),
        /** The two records are no longer linked with each other. */
        NOT_LINKED("It is no longer linked with the record that this came from"),
        /** The plan no longer writes the field. */
        NOT_MAPPED("The plan no longer writes this field"),
        /** It leads to other records, on a record that is shared. */
        REFERENCE("It leads to other records, and each of those that share this one adds its own; change it there"),
        /** We created the record, and others share it. */
        SHARED("We created it, and other records of the other side share it by now"),
        /** The pair has not settled the field, or a write to it is under way. */
        NOT_SETTLED("It is not settled, or a write to it is under way; let a pass go by and ask again"),
        /** The system cannot remove such records. */
        NOT_REMOVABLE("Records of its type cannot be removed by us"),
        /** The ceiling was reached. */
        CEILING("The ceiling was reached"),
        /** A brake or the flow's limit holds it back. */
        KEPT_BACK("A brake or the flow's limit holds it back, or the engine was stopped"),
        /** The system refused it. */
        REFUSED("The system refused it"),
        /** The system takes no more now. */
        NOT_SENT("The system takes no more now; ask again"),
        /** Nobody knows whether it arrived. */
        UNKNOWN_OUTCOME("Nobody knows whether it arrived; the next pass finds out");

        private final String sentence;

        Why(String sentence) {
            this.sentence = sentence;
        }

        /** Returns it as a sentence for people. */
        public String sentence() {
            return sentence;
        }
    }

    /** Counts the records that would be written, by verb; one that is not used is missing. */
    public Map<Verb, Integer> counts() {
        Map<Verb, Integer> counts = new EnumMap<>(Verb.class);
        items.forEach(item -> counts.merge(item.verb(), 1, Integer::sum));
        return Collections.unmodifiableMap(counts);
    }

    /** Tells whether the scope reaches back beyond what is kept. */
    public boolean reachesBeyond() {
        return scope.from().isBefore(keptSince);
    }
}
