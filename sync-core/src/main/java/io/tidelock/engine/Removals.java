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
        int waiting = pending.count();
        if (!brakes.allows(Verb.REMOVE, waiting, waiting)) {
            pending.withhold(SLICE);
            return;
        }
        Set<Parked.Key> left = new HashSet<>(underWay);
        List<Parked> slice = pending.some(SLICE, left);
        while (!slice.isEmpty() && left.size() < MOST_LEFT + underWay.size() && !full.getAsBoolean()) {
            Map<RecordRef, Parked> rows = new LinkedHashMap<>();
            slice.forEach(parked -> rows.put(parked.key().ref(), parked));
            pending.confirmed();
            revisit.accept(List.copyOf(rows.keySet()));
            writes.remove(confirmed(rows));
            ledger.commit();
            left.addAll(pending.stillAmong(rows.keySet()));
            slice = pending.some(SLICE, left);
        }
    }

    private Map<StoredLink, Parked> confirmed(Map<RecordRef, Parked> rows) {
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
