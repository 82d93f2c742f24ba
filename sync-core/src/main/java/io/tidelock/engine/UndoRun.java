package io.tidelock.engine;

import io.tidelock.answers.Ceilings;
import io.tidelock.answers.UndoPlan;
import io.tidelock.answers.UndoPlan.Item;
import io.tidelock.answers.UndoPlan.Left;
import io.tidelock.answers.UndoPlan.Why;
import io.tidelock.answers.Undone;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.Parked;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One undo: what it may do, and what became of each record. */
final class UndoRun {

    private final Set<Item> planned;
    private final UndoTrails trails;
    private final Map<Verb, Integer> room = new EnumMap<>(Verb.class);
    private final Set<Item> written = new LinkedHashSet<>();
    private final List<Left> left = new ArrayList<>();

    UndoRun(UndoPlan plan, Ceilings ceilings, UndoTrails trails) {
        this.planned = new LinkedHashSet<>(plan.items());
        this.trails = trails;
        room.putAll(ceilings.most());
    }

    /**
     * Undoes what the plan says of one flow, some records at a time, each read right before it is written.
     *
     * @param another tells whether there is time for some more
     */
    void of(Flow flow, UndoReading reading, UndoWrites writes, BooleanSupplier another) {
        Set<Object> named = new LinkedHashSet<>();
        planned.forEach(item -> named.add(List.of(item.flow(), item.side(), item.record())));
        for (Side side : Side.values()) {
            List<Trail> due = trails.of(flow, side).stream()
                    .filter(trail -> named.contains(List.of(flow.id(), side, trail.record())))
                    .toList();
            Set<Parked.Key> underWay = due.isEmpty() ? Set.of() : reading.underWay();
            for (int start = 0; start < due.size() && another.getAsBoolean(); start += WriteJournal.CHUNK) {
                List<Trail> some = due.subList(start, Math.min(start + WriteJournal.CHUNK, due.size()));
                List<Undoing> found = reading.of(side, some, underWay);
                left.addAll(reading.left());
                writes.write(side, found.stream().filter(this::isPlanned).toList(), this);
            }
        }
    }

    /** What is no longer as it was planned is the next plan's. */
    private boolean isPlanned(Undoing undoing) {
        boolean asPlanned = planned.contains(undoing.item());
        if (!asPlanned) {
            leave(undoing, Why.CHANGED_SINCE);
        }
        return asPlanned;
    }

    boolean hasRoom(Undoing undoing) {
        return room.getOrDefault(undoing.verb(), 0) > 0;
    }

    void takeRoom(Undoing undoing) {
        room.merge(undoing.verb(), -1, Integer::sum);
    }

    void done(Undoing undoing) {
        written.add(undoing.item());
    }

    void leave(Undoing undoing, Why why) {
        left.add(new Left(undoing.trail().flow(), undoing.trail().record(), "", why));
    }

    /** What nobody came to is left, too. */
    Undone undone(SyncReport report) {
        Set<Object> told = new HashSet<>();
        left.forEach(what -> told.add(List.of(what.flow(), what.record())));
        planned.stream()
                .filter(item -> !written.contains(item) && !told.contains(List.of(item.flow(), item.record())))
                .forEach(item -> left.add(new Left(item.flow(), item.record(), "", Why.KEPT_BACK)));
        return new Undone(List.copyOf(written), left, Rehearsal.obstacles(report));
    }
}
