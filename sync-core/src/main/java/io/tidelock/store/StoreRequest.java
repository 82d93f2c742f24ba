package io.tidelock.store;

import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Asks for what the store knows about some records of a flow, in one go.
 *
 * @param integration whose
 * @param flow which flow
 * @param side the side on which the records are
 * @param refs the records
 * @param claims the claims to look up besides
 */
public record StoreRequest(
        IntegrationId integration, String flow, Side side, Set<RecordRef> refs, List<ClaimKey> claims) {

    /** Asks about records of one side. */
    public static StoreRequest about(IntegrationId integration, String flow, Side side, Collection<RecordRef> refs) {
        return new StoreRequest(integration, flow, side, Set.copyOf(refs), List.of());
    }

    /** Asks about claims only. */
    public static StoreRequest claims(IntegrationId integration, String flow, Collection<ClaimKey> keys) {
        return new StoreRequest(integration, flow, Side.SOURCE, Set.of(), List.copyOf(keys));
    }
}
