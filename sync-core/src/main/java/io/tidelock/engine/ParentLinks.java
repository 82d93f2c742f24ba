package io.tidelock.engine;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.StoredLink;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the links that records have in another flow, in bulk; of one that was merged away those of its survivor. */
final class ParentLinks {

    private final FlowContext context;

    ParentLinks(FlowContext context) {
        this.context = context;
    }

    /** Returns the link of each record, in whatever state; a record without one is missing. */
    Map<RecordRef, StoredLink> of(String flow, Side side, Collection<RecordRef> refs) {
        if (refs.isEmpty()) {
            return Map.of();
        }
        StoreSnapshot known = load(flow, side, refs);
        Map<RecordRef, StoredLink> found = new LinkedHashMap<>(known.links());
        Map<RecordRef, RecordRef> merged = new LinkedHashMap<>(known.aliases());
        merged.keySet().removeAll(found.keySet());
        if (!merged.isEmpty()) {
            Map<RecordRef, StoredLink> survivors =
                    load(flow, side, merged.values()).links();
            merged.forEach((absorbed, survivor) -> {
                StoredLink link = survivors.get(survivor);
                if (link != null) {
                    found.put(absorbed, link);
                }
            });
        }
        return found;
    }

    private StoreSnapshot load(String flow, Side side, Collection<RecordRef> refs) {
        return context.store().load(StoreRequest.about(context.integration(), flow, side, refs));
    }
}
