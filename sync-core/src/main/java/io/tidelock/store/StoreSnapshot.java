package io.tidelock.store;

import io.tidelock.record.RecordRef;
import java.util.Map;
import java.util.Optional;

/**
 * What the store knew when it was asked.
 *
 * @param links by the ref that was asked about
 * @param parked by the ref that was asked about
 * @param verdicts by the ref that was asked about
 * @param claims by key
 * @param aliases the record that each merged-away ref that was asked about is now
 */
public record StoreSnapshot(
        Map<RecordRef, StoredLink> links,
        Map<RecordRef, Parked> parked,
        Map<RecordRef, StoredVerdict> verdicts,
        Map<ClaimKey, Claim> claims,
        Map<RecordRef, RecordRef> aliases) {

    /** Returns a snapshot of nothing. */
    public static StoreSnapshot empty() {
        return new StoreSnapshot(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** Returns the link of a record. */
    public Optional<StoredLink> link(RecordRef ref) {
        return Optional.ofNullable(links.get(ref));
    }
}
