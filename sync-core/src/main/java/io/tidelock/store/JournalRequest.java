package io.tidelock.store;

import io.tidelock.record.IntegrationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for entries of the journal, oldest first; of one pass by the id of their intent.
 *
 * @param integration whose
 * @param origin the record that the writes came from; null for all records
 * @param from the passes that began at this moment or later
 * @param until and before this one
 * @param after the last entry of the page before; null for the first page
 * @param max the most to return; fewer are the last
 */
public record JournalRequest(
        IntegrationId integration,
        Parked.@Nullable Key origin,
        Instant from,
        Instant until,
        @Nullable StoredWrite after,
        int max) {

    /** Asks for the first entries of the passes within a time. */
    public static JournalRequest between(IntegrationId integration, Instant from, Instant until, int max) {
        return new JournalRequest(integration, null, from, until, null, max);
    }

    /** Asks for the same of the writes that came from one record. */
    public JournalRequest from(Parked.Key record) {
        return new JournalRequest(integration, record, from, until, after, max);
    }

    /** Asks for the page after an entry. */
    public JournalRequest after(StoredWrite last) {
        return new JournalRequest(integration, origin, from, until, last, max);
    }
}
