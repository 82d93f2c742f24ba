package io.tidelock.engine;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.LinkState;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoredLink;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Knows which records of a flow are linked: as the store says, and as this pass decided and has not committed yet. */
final class Links {

    private final FlowContext context;
    private final Ledger ledger;

    Links(FlowContext context, Ledger ledger) {
        this.context = context;
        this.ledger = ledger;
    }

    /**
     * Returns the links of records of a side, in every state; a record without one is missing. A target that is shared belongs
     * to nobody, so it has none.
     */
    Map<RecordRef, StoredLink> of(Side side, Collection<RecordRef> refs) {
        if (refs.isEmpty()) {
            return Map.of();
        }
        String flow = context.flow().id();
        Set<RecordRef> asked = new LinkedHashSet<>(refs);
        Map<RecordRef, StoredLink> known = new LinkedHashMap<>(context.store()
                .load(StoreRequest.about(context.integration(), flow, side, asked))
                .links());
        StoreCommit open = ledger.open();
        open.removedLinks().stream()
                .filter(removed -> removed.flow().equals(flow))
                .forEach(removed -> known.computeIfPresent(
                        removed.ref(side), (ref, link) -> isSamePair(link, removed) ? null : link));
        for (StoredLink put : open.links()) {
            if (put.flow().equals(flow)) {
                known.values().removeIf(link -> link.source().equals(put.source()));
                boolean isOneOfSeveral = put.shared() && side == Side.TARGET;
                if (asked.contains(put.ref(side)) && !isOneOfSeveral) {
                    known.put(put.ref(side), put);
                }
            }
        }
        return known;
    }

    /** Returns the link of one record. */
    Optional<StoredLink> of(Side side, RecordRef ref) {
        return Optional.ofNullable(of(side, Set.of(ref)).get(ref));
    }

    /** Opens targets to others: one that a source has for itself, from before the flow shared them, becomes one of several. */
    void share(Collection<RecordRef> targets) {
        of(Side.TARGET, targets).values().forEach(link -> ledger.open().put(link.sharing()));
    }

    /** Tells whether the record at a side of a link may be linked anew, because the one it was linked to is gone. */
    static boolean isAbandoned(StoredLink link, Side side) {
        return isGone(link, side.other());
    }

    /** Tells whether the record at a side of a link is gone, as far as we know. */
    static boolean isGone(StoredLink link, Side side) {
        return link.state() == goneAt(side) || link.state() == LinkState.BOTH_GONE;
    }

    /** Returns the state of a link whose record at a side is gone. */
    static LinkState goneAt(Side side) {
        return side == Side.SOURCE ? LinkState.SOURCE_GONE : LinkState.TARGET_GONE;
    }

    /** Returns a link whose record at a side was removed by us. */
    static StoredLink without(StoredLink link, Side side) {
        return link.in(isGone(link, side.other()) ? LinkState.BOTH_GONE : goneAt(side));
    }

    private static boolean isSamePair(StoredLink one, StoredLink other) {
        return one.source().equals(other.source()) && one.target().equals(other.target());
    }
}
