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
import io.tidelock.store.StoredLink;
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

    /** The mark of removals in plans that were saved when removals were only shown. */
    private static final String UNMARKED = "-";

    private final Ceilings ceilings;
    private final Map<Parked.Key, SavedPlan.Item> items = new LinkedHashMap<>();
    private final Map<Parked.Key, Why> refused = new LinkedHashMap<>();
    private final Set<Parked.Key> permitted = new HashSet<>();
    private final Set<Parked.Key> written = new HashSet<>();
    private final Map<Verb, Integer> left = new EnumMap<>(Verb.class);

    Application(SavedPlan plan, Ceilings ceilings) {
        plan.items().forEach(item -> items.put(key(item), item));
        this.ceilings = ceilings;
        left.putAll(ceilings.most());
    }

    private static Parked.Key key(SavedPlan.Item item) {
        return new Parked.Key(item.flow(), item.side(), item.ref());
    }

    private static Parked.Key key(StoredLink link) {
        return new Parked.Key(link.flow(), Side.SOURCE, link.source());
    }

    private static Parked.Key key(Item item) {
        return new Parked.Key(item.flow.id(), item.side, item.ref());
    }

    /** Returns the records to look at, flow by flow in the order of the plan. */
    List<Pass.Visit> visits() {
        Map<List<Object>, List<RecordRef>> refs = new LinkedHashMap<>();
        items.values().stream()
                .filter(item -> item.verb() != Verb.REMOVE || isDue(item))
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

    /** Returns the sources whose counterparts are to be removed, by flow. */
    Map<String, List<RecordRef>> leaving() {
        Map<String, List<RecordRef>> leaving = new LinkedHashMap<>();
        items.values().stream()
                .filter(this::isDue)
                .forEach(item -> leaving.computeIfAbsent(item.flow(), flow -> new ArrayList<>())
                        .add(item.ref()));
        return leaving;
    }

    /** A removal that may not be made, or of which nobody noted what it was about, leaves everything as it is. */
    private boolean isDue(SavedPlan.Item item) {
        return item.verb() == Verb.REMOVE && !item.mark().equals(UNMARKED) && left.getOrDefault(Verb.REMOVE, 0) > 0;
    }

    @Override
    public boolean permits(Item item, Supplier<List<PlannedWrite>> planned) {
        return items.containsKey(key(item)) && permits(key(item), Marks.of(planned.get()));
    }

    @Override
    public boolean permits(StoredLink leaving) {
        return permits(key(leaving), Marks.of(leaving));
    }

    private boolean permits(Parked.Key key, String mark) {
        SavedPlan.Item expected = items.get(key);
        if (expected == null) {
            return false;
        } else if (!expected.mark().equals(mark)) {
            refused.put(key, Why.MOVED);
            return false;
        } else if (permitted.contains(key) || left.getOrDefault(expected.verb(), 0) > 0) {
            if (permitted.add(key)) {
                left.merge(expected.verb(), -1, Integer::sum);
            }
            return true;
        }
        refused.put(key, Why.CEILING);
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

    @Override
    public void removed(StoredLink link) {
        written.add(key(link));
    }

    Applied applied(SyncReport report) {
        List<Skipped> skipped = new ArrayList<>();
        items.forEach((key, item) -> {
            if (!written.contains(key)) {
                skipped.add(new Skipped(item, refused.getOrDefault(key, why(item, key, report))));
            }
        });
        return new Applied(written.size(), skipped, Rehearsal.obstacles(report));
    }

    /** Says of an item that nobody refused why nothing became of it. */
    private Why why(SavedPlan.Item item, Parked.Key key, SyncReport report) {
        boolean removes = item.verb() == Verb.REMOVE;
        if (removes && item.mark().equals(UNMARKED)) {
            return Why.REMOVAL;
        } else if (removes && ceilings.of(Verb.REMOVE) == 0) {
            return Why.CEILING;
        } else if (removes && isBraked(item.flow(), report)) {
            return Why.KEPT_BACK;
        }
        return permitted.contains(key) ? Why.KEPT_BACK : Why.NOT_DUE;
    }

    private static boolean isBraked(String flow, SyncReport report) {
        return report.braked().stream()
                .anyMatch(
                        braked -> braked.flow().equals(flow) && braked.braked().contains(Verb.REMOVE));
    }
}
