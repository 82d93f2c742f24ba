package io.tidelock.engine;

import io.tidelock.mapping.GonePolicy;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredLink;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Decides about the removals of one flow once they are collected: all of them or none, by their whole number; then slice by
 * slice, each source read once more.
 */
final class Removals {

    private static final int SLICE = 100;

    /** So many that cannot be done now end the pass's attempt; the next pass begins with the oldest again. */
    private static final int MOST_LEFT = 1_000;

    private final FlowContext context;
    private final Ledger ledger;
    private final PendingRemovals pending;
    private final RemovalWrites writes;
    private final Links links;
    private final Brakes brakes;
    private final Set<Parked.Key> underWay;

    Removals(
            FlowContext context,
            Ledger ledger,
            PendingRemovals pending,
            RemovalWrites writes,
            Links links,
            Brakes brakes,
            Set<Parked.Key> underWay) {
        this.context = context;
        this.ledger = ledger;
        this.pending = pending;
        this.writes = writes;
        this.links = links;
        this.brakes = brakes;
        this.underWay = underWay;
    }

    boolean areWaiting() {
        return context.flow().whenSourceGone() == GonePolicy.REMOVE && pending.count() > 0;
    }

    /**
     * Removes what waits, if the brake lets all of it through.
     *
     * @param revisit reads source records again and takes on those that are back; what is gone is confirmed on the way
     * @param full tells whether the pass takes no further slice
     */
    void run(Consumer<List<RecordRef>> revisit, BooleanSupplier full) {
        if (isHeldBack()) {
            return;
        }
        Set<Parked.Key> left = new HashSet<>(underWay);
        List<Parked> slice = pending.some(SLICE, left);
        while (!slice.isEmpty() && left.size() < MOST_LEFT + underWay.size() && !full.getAsBoolean()) {
            remove(slice, revisit);
            left.addAll(keys(pending.among(refs(slice))));
            slice = pending.some(SLICE, left);
        }
    }

    /** Removes the counterparts of some sources, as far as they wait, if the brake lets all through that waits. */
    void run(List<RecordRef> sources, Consumer<List<RecordRef>> revisit) {
        if (isHeldBack()) {
            return;
        }
        for (int start = 0; start < sources.size(); start += SLICE) {
            List<RecordRef> some = sources.subList(start, Math.min(start + SLICE, sources.size()));
            List<Parked> slice = pending.among(some).stream()
                    .filter(parked -> !underWay.contains(parked.key()))
                    .toList();
            remove(slice, revisit);
        }
    }

    private boolean isHeldBack() {
        int waiting = pending.count();
        boolean free = brakes.allows(Verb.REMOVE, waiting, waiting);
        if (!free) {
            pending.withhold(SLICE);
        }
        return !free;
    }

    private void remove(List<Parked> slice, Consumer<List<RecordRef>> revisit) {
        pending.confirmed();
        revisit.accept(refs(slice));
        writes.remove(confirmed(slice));
        ledger.commit();
    }

    private static List<Parked.Key> keys(List<Parked> rows) {
        return rows.stream().map(Parked::key).toList();
    }

    private static List<RecordRef> refs(List<Parked> rows) {
        return rows.stream().map(parked -> parked.key().ref()).toList();
    }

    private Map<StoredLink, Parked> confirmed(List<Parked> slice) {
        Map<RecordRef, Parked> rows = new LinkedHashMap<>();
        slice.forEach(parked -> rows.put(parked.key().ref(), parked));
        Map<StoredLink, Parked> confirmed = new LinkedHashMap<>();
        Map<RecordRef, StoredLink> standing = links.of(Side.SOURCE, rows.keySet());
        for (StoredLink link : pending.confirmed()) {
            Parked row = rows.get(link.source());
            boolean free = !underWay.contains(context.key(Side.TARGET, link.target()));
            boolean stands = link.equals(standing.get(link.source())) && link.state() == LinkState.SOURCE_GONE;
            if (row != null && free && stands) {
                confirmed.put(link, row);
            }
        }
        return confirmed;
    }
}
