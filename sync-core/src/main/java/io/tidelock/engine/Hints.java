package io.tidelock.engine;

import io.tidelock.engine.Feeds.End;
import io.tidelock.mapping.Flow;
import io.tidelock.record.RecordRef;
import io.tidelock.store.StoredHint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes the hints of the inbox: the records are read and go through the loop, and once they have a durable fate in every flow
 * their hints are taken out. One that is said again meanwhile stays.
 */
final class Hints {

    private static final int MOST = 1_000;
    private static final int CHUNK = 100;

    private final PassContext context;

    /** The feeds whose hints stay where they are in this pass: one of its flows is not open, or its records cannot be read. */
    private final Set<String> resting = new HashSet<>();

    private boolean gotAll;
    private boolean left;

    Hints(PassContext context) {
        this.context = context;
    }

    /** Takes a bounded number of hints, those first that wait longest. What cannot be taken now does not hold up the rest. */
    void take() {
        int taken = 0;
        boolean again = true;
        while (again) {
            int restingBefore = resting.size();
            List<StoredHint> waiting = waiting(MOST - taken);
            gotAll = waiting.size() < MOST - taken;
            for (Map.Entry<String, List<StoredHint>> feed : byFeed(waiting).entrySet()) {
                taken += take(feed.getKey(), feed.getValue());
            }
            again = resting.size() > restingBefore && taken < MOST;
        }
    }

    /** Tells whether there are hints that a pass could take right away. */
    boolean areWaiting() {
        return !waiting(1).isEmpty();
    }

    /** Tells whether there were hints when somebody last looked, whether a pass could take them or not. */
    boolean areLeft() {
        return left;
    }

    /** Tells whether all hints about a flow's records, those that were there when the pass looked, were taken. */
    boolean sawAll(Flow flow) {
        return gotAll
                && resting.stream()
                        .flatMap(key -> Feeds.ends(context.plan(), key).stream())
                        .noneMatch(end -> end.flow().id().equals(flow.id()));
    }

    /** Looks past what rests, however much that is. */
    private List<StoredHint> waiting(int most) {
        for (int max = most; ; max *= 4) {
            List<StoredHint> all = context.store().hints(context.integration(), max);
            left = !all.isEmpty();
            List<StoredHint> waiting =
                    all.stream().filter(hint -> !rests(hint.feed())).limit(most).toList();
            if (all.size() < max || waiting.size() == most) {
                return waiting;
            }
        }
    }

    private boolean rests(String feed) {
        return resting.contains(feed)
                || (Feeds.ends(context.plan(), feed).stream().anyMatch(end -> !isOpen(end)) && resting.add(feed));
    }

    private boolean isOpen(End end) {
        return context.flows().containsKey(end.flow().id());
    }

    /** Sorts hints by feed, in the order in which the plan's flows need them. */
    private Map<String, List<StoredHint>> byFeed(List<StoredHint> hints) {
        Map<String, List<StoredHint>> byFeed = new LinkedHashMap<>();
        Feeds.keys(context.plan()).forEach(key -> byFeed.put(key, new ArrayList<>()));
        hints.forEach(hint ->
                byFeed.computeIfAbsent(hint.feed(), key -> new ArrayList<>()).add(hint));
        byFeed.values().removeIf(List::isEmpty);
        return byFeed;
    }

    private int take(String feed, List<StoredHint> hints) {
        resting.add(feed);
        context.guarded("hints of " + feed, () -> {
            List<End> ends = Feeds.ends(context.plan(), feed);
            int start = 0;
            while (start < hints.size() && context.cutoff().another()) {
                take(feed, ends, hints.subList(start, Math.min(start + CHUNK, hints.size())));
                start += CHUNK;
            }
            gotAll &= start >= hints.size();
            resting.remove(feed);
        });
        return resting.contains(feed) ? 0 : hints.size();
    }

    /** What no flow follows is nobody's. What exceeds a limit is parked by the loop, so that no hint is lost with it. */
    private void take(String feed, List<End> ends, List<StoredHint> hints) {
        List<RecordRef> refs = hints.stream().map(StoredHint::ref).toList();
        ends.forEach(end -> context.open(end.flow()).revisit(end.side(), refs, Channel.WEBHOOK));
        hints.forEach(context.ledger().open()::take);
        context.ledger().commit();
        context.ledger().page("inbox/" + feed, hints.size());
    }
}
