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
 */
public record StoreSnapshot(
        Map<RecordRef, StoredLink> links,
        Map<RecordRef, Parked> parked,
        Map<RecordRef, StoredVerdict> verdicts,
        Map<ClaimKey, Claim> claims) {

    /** Returns the link of a record. */
    public Optional<StoredLink> link(RecordRef ref) {
        return Optional.ofNullable(links.get(ref));
    }
}
