package io.tidelock.store;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write announced before it is made. An intent that is still open when a pass starts belongs to a write whose outcome
 * nobody knows.
 *
 * @param id unique; creations of one origin share it over retries
 * @param origin the observation that led to it
 * @param written the side that is written
 * @param record the record to change; null for a creation
 * @param claims the match keys that a creation claims; empty for a change
 * @param expected what both sides show in the fields that are written, if the write is applied
 * @param at when it was announced
 */
public record Intent(
        String id,
        Parked.Key origin,
        Side written,
        @Nullable RecordRef record,
        List<ClaimKey> claims,
        Base expected,
        Instant at) {

    /** Copies the list. */
    public Intent {
        claims = List.copyOf(claims);
    }

    /** Tells whether a record is to be created. */
    public boolean creates() {
        return record == null;
    }
}
