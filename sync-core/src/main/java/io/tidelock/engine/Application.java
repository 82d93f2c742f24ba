package io.tidelock.engine;

import io.tidelock.answers.Applied;
import io.tidelock.answers.Applied.Skipped;
import io.tidelock.answers.Applied.Why;
import io.tidelock.answers.Ceilings;
import io.tidelock.answers.SavedPlan;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.Parked;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Lets a pass write what a saved plan says, where the same would still be written, and no more often than the ceilings say. */
final class Application implements Witness {

    private static final int CHUNK = 100;

    private final Map<Parked.Key, SavedPlan.Item> items = new LinkedHashMap<>();
    private final Map<Parked.Key, Why> refused = new LinkedHashMap<>();
    private final Set<Parked.Key> permitted = new HashSet<>();
    private final Set<Parked.Key> written = new HashSet<>();
    private final Map<Verb, Integer> left = new EnumMap<>(Verb.class);

    Application(SavedPlan plan, Ceilings ceilings) {
        plan.items().forEach(item -> items.put(key(item), item));
        left.putAll(ceilings.most());
    }

    private static Parked.Key key(SavedPlan.Item item) {
        return new Parked.Key(item.flow(), item.side(), item.ref());
    }

    private static Parked.Key key(Item item) {
        return new Parked.Key(item.flow.id(), item.side, item.ref());
    }

    /** Returns the records to look at, flow by flow in the order of the plan. */
    List<Pass.Visit> visits() {
        Map<List<Object>, List<RecordRef>> refs = new LinkedHashMap<>();
        items.values().stream()
                .filter(item -> item.verb() != Verb.REMOVE)
                .forEach(item -> refs.computeIfAbsent(List.of(item.flow(), item.side()), group -> new ArrayList<>())
                        .add(item.ref()));
        List<Pass.Visit> visits = new ArrayList<>();
        refs.forEach((group, all) -> {
            for (int start = 0; start < all.size(); start += CHUNK) {
                List<RecordRef> some = all.subList(start, Math.min(start + CHUNK, all.size()));
                visits.add(new Pass.Visit((String) group.get(0), (Side) group.get(1), some));
            }
        });
        return visits;
    }

    @Override
    public boolean permits(Item item, Supplier<List<PlannedWrite>> planned) {
        SavedPlan.Item expected = items.get(key(item));
        if (expected == null) {
            return false;
        } else if (!expected.mark().equals(Marks.of(planned.get()))) {
            refused.put(key(item), Why.MOVED);
            return false;
        } else if (permitted.contains(key(item)) || left.getOrDefault(expected.verb(), 0) > 0) {
            if (permitted.add(key(item))) {
                left.merge(expected.verb(), -1, Integer::sum);
            }
            return true;
        }
        refused.put(key(item), Why.CEILING);
        return false;
    }

    /** Writes what the plan says, and nothing besides. */
    @Override
    public boolean permitsStatus() {
        return false;
    }

    @Override
    public void wrote(Side side, PlannedWrite write, RecordRef record) {
        written.add(key(write.item()));
    }

    Applied applied(SyncReport report) {
        List<Skipped> skipped = new ArrayList<>();
        items.forEach((key, item) -> {
            if (item.verb() == Verb.REMOVE) {
                skipped.add(new Skipped(item, Why.REMOVAL));
            } else if (!written.contains(key)) {
                Why otherwise = permitted.contains(key) ? Why.KEPT_BACK : Why.NOT_DUE;
                skipped.add(new Skipped(item, refused.getOrDefault(key, otherwise)));
            }
        });
        return new Applied(written.size(), skipped, Rehearsal.obstacles(report));
    }
}
