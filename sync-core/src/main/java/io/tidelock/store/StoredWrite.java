package io.tidelock.store;

import io.tidelock.record.RecordRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write of ours, as the journal keeps it. Announced together with its intent, it counts once it is settled.
 *
 * @param intent the id of the intent behind it
 * @param at when the pass began that made it; with the intent's id it names the entry
 * @param origin the record that it came from, at the other side of the one that was written
 * @param record the record that was written; null until a creation is settled
 * @param creates whether the record was created
 * @param settled whether it is known to be done
 * @param fields the fields whose values are in it, by their names at the written side
 * @param leftOut the written fields whose values are not in it
 * @param keyId the host's name for the key that opens it; empty for a removal, which holds no values
 * @param values what the fields held before and what was written
 */
public record StoredWrite(
        String intent,
        Instant at,
        Parked.Key origin,
        @Nullable RecordRef record,
        boolean creates,
        boolean settled,
        List<String> fields,
        List<String> leftOut,
        String keyId,
        Sealed values) {

    /** Copies the lists. */
    public StoredWrite {
        fields = List.copyOf(fields);
        leftOut = List.copyOf(leftOut);
    }

    /** Returns the removal of a record, not settled yet. */
    public static StoredWrite removal(String intent, Instant at, Parked.Key origin, RecordRef record) {
        Sealed nothing = Sealed.of(new byte[0]);
        return new StoredWrite(intent, at, origin, record, false, false, List.of(), List.of(), "", nothing);
    }

    /** Tells whether the record was removed. */
    public boolean removes() {
        return keyId.isEmpty();
    }

    /** Returns this write as one that is done. */
    public StoredWrite settled(RecordRef written, boolean created) {
        return new StoredWrite(intent, at, origin, written, created, true, fields, leftOut, keyId, values);
    }
}
