package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.Intent;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks what became of removals whose answer was lost. What is out of sight counts as removed by us; what is still there waits
 * to be removed as before. Either way the source is read again: it may have been restored meanwhile.
 */
final class LostRemovals {

    private final FlowContext context;
    private final Ledger ledger;
    private final Parking parking;
    private final Links links;
    private final Brakes brakes;
    private final RemovalWrites writes;

    LostRemovals(
            FlowContext context, Ledger ledger, Parking parking, Links links, Brakes brakes, RemovalWrites writes) {
        this.context = context;
        this.ledger = ledger;
        this.parking = parking;
        this.links = links;
        this.brakes = brakes;
        this.writes = writes;
    }

    /** Tells whether an intent announced a removal. */
    boolean isRemoval(Intent intent) {
        return !intent.creates()
                && intent.id()
                        .equals(AttemptId.ofRemoval(
                                context.integration(),
                                context.flow(),
                                intent.origin().ref()));
    }

    /** Settles what can be told; returns the removals that cannot be told now. */
    List<Intent> settle(List<Intent> removals) {
        List<Intent> open = new ArrayList<>();
        Set<RecordRef> sources = new LinkedHashSet<>();
        removals.forEach(intent -> sources.add(intent.origin().ref()));
        Map<RecordRef, StoredLink> linked = links.of(Side.SOURCE, sources);
        Map<String, ReadOutcome> there = Reads.each(
                context.reader(Side.TARGET),
                removals.stream().map(intent -> record(intent).id()).toList(),
                context.flow().fields(Side.TARGET));
        for (Intent intent : removals) {
            ReadOutcome outcome = there.get(record(intent).id());
            if (outcome == null) {
                open.add(intent);
            } else {
                settle(intent, linked.get(intent.origin().ref()), outcome);
            }
        }
        return open;
    }

    private void settle(Intent intent, @Nullable StoredLink link, ReadOutcome outcome) {
        ledger.open().close(intent.id());
        boolean removed = outcome instanceof ReadOutcome.Archived || outcome instanceof ReadOutcome.Missing;
        if (!removed) {
            brakes.count(Verb.REMOVE, -1);
        } else if (link != null && link.target().equals(intent.record())) {
            writes.removed(link);
            parking.revisit(Side.SOURCE, link.source());
        }
    }

    private static RecordRef record(Intent intent) {
        return Objects.requireNonNull(intent.record());
    }
}
