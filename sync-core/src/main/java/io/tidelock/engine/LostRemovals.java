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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks what became of removals whose answer was lost. What is out of sight counts as removed by us; what is still there waits
 * to be removed as before, or until somebody asks for the undo again. The record it was the counterpart of is read again: it
 * may have been restored meanwhile.
 */
final class LostRemovals {

    /** What the ids of removals by an undo begin with. */
    private static final String UNDO = "undo:";

    private final FlowContext context;
    private final Ledger ledger;
    private final Parking parking;
    private final Links links;
    private final Brakes brakes;
    private final RemovalWrites writes;
    private final WriteJournal journal;

    LostRemovals(
            FlowContext context,
            Ledger ledger,
            Parking parking,
            Links links,
            Brakes brakes,
            RemovalWrites writes,
            WriteJournal journal) {
        this.context = context;
        this.ledger = ledger;
        this.parking = parking;
        this.links = links;
        this.brakes = brakes;
        this.writes = writes;
        this.journal = journal;
    }

    /** Returns the id for one attempt to remove a record that was created. */
    static String undo(UUID attempt) {
        return UNDO + attempt;
    }

    private static boolean isUndo(Intent intent) {
        return intent.id().startsWith(UNDO);
    }

    /** Tells whether an intent announced a removal. */
    boolean isRemoval(Intent intent) {
        RecordRef origin = intent.origin().ref();
        return !intent.creates()
                && (isUndo(intent)
                        || intent.id().equals(AttemptId.ofRemoval(context.integration(), context.flow(), origin)));
    }

    /** Settles what can be told; returns the removals that cannot be told now. */
    List<Intent> settle(List<Intent> removals) {
        List<Intent> open = new ArrayList<>();
        for (Side side : Side.values()) {
            open.addAll(settle(
                    side,
                    removals.stream().filter(intent -> intent.written() == side).toList()));
        }
        return open;
    }

    private List<Intent> settle(Side written, List<Intent> removals) {
        List<Intent> open = new ArrayList<>();
        Set<RecordRef> origins = new LinkedHashSet<>();
        removals.forEach(intent -> origins.add(intent.origin().ref()));
        Map<RecordRef, StoredLink> linked = links.of(written.other(), origins);
        Map<String, ReadOutcome> there = Reads.each(
                context.reader(written),
                removals.stream().map(intent -> record(intent).id()).toList(),
                context.flow().fields(written));
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
        ledger.open().close(intent);
        boolean removed = outcome instanceof ReadOutcome.Archived || outcome instanceof ReadOutcome.Missing;
        if (!removed) {
            brakes.count(Verb.REMOVE, -1);
            return;
        }
        journal.removed(intent.id(), record(intent));
        if (link != null && link.ref(intent.written()).equals(record(intent))) {
            if (isUndo(intent)) {
                ledger.open().put(Links.without(link, intent.written()));
            } else {
                writes.removed(link);
            }
            parking.revisit(intent.origin().side(), intent.origin().ref());
        }
    }

    private static RecordRef record(Intent intent) {
        return Objects.requireNonNull(intent.record());
    }
}
