package io.tidelock.testkit.simulation;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * How changes reach the engine when nothing is as it should be: shown twice, late as they were long ago, in another order,
 * as mere hints, as deletions and merges that did not happen, without a field.
 */
final class Deliveries {

    private final Weather weather;
    private final Layout layout;
    private final Chronicle chronicle;
    private final Map<Kind, List<Change>> past = new HashMap<>();
    private final Map<Kind, ShownPages> shown = new HashMap<>();
    private boolean keptBack;

    Deliveries(Weather weather, Layout layout, Chronicle chronicle) {
        this.weather = weather;
        this.layout = layout;
        this.chronicle = chronicle;
    }

    /** Tells, once, whether a feed kept something back that it has to show again. */
    boolean keptBack() {
        boolean before = keptBack;
        keptBack = false;
        return before;
    }

    /** Returns the pages that a feed showed since they were last forgotten. */
    ShownPages shown(Kind kind) {
        return shown.computeIfAbsent(kind, none -> new ShownPages());
    }

    /** Forgets what was shown: a pass begins. */
    void forget() {
        shown.clear();
    }

    ChangeFeed around(Kind kind, ChangeFeed feed) {
        return new ChangeFeed() {
            @Override
            public Cursor since(Instant start) {
                return feed.since(start);
            }

            @Override
            public ChangePage changesAfter(Cursor after, Set<String> fields) {
                ChangePage page = feed.changesAfter(after, fields);
                List<Change> delivered = delivered(kind, page.changes());
                shown(kind).add(delivered.stream().map(Change::ref).toList(), page.next());
                return new ChangePage(delivered, page.next(), page.more());
            }
        };
    }

    private List<Change> delivered(Kind kind, List<Change> changes) {
        List<Change> before = past.computeIfAbsent(kind, none -> new ArrayList<>());
        List<Change> delivered = new ArrayList<>();
        changes.forEach(change -> delivered.add(less(kind, change)));
        if (!before.isEmpty()) {
            repeat(before, delivered);
        }
        if (weather.happens(Mishap.REORDERED, 3)) {
            Collections.shuffle(delivered, weather.random(Mishap.REORDERED));
        }
        before.addAll(changes);
        delivered.forEach(change -> chronicle.tell("    shown: " + described(change)));
        return delivered;
    }

    private void repeat(List<Change> before, List<Change> delivered) {
        for (int more = weather.draw(Mishap.OLD_NEWS, 4); more > 0 && weather.happens(Mishap.OLD_NEWS, 2); more--) {
            Change old = before.get(weather.draw(Mishap.OLD_NEWS, before.size()));
            if (isTold(old, before)) {
                delivered.add(old);
            }
        }
        if (weather.happens(Mishap.FALSE_NEWS, 3)) {
            RecordRef one =
                    before.get(weather.draw(Mishap.FALSE_NEWS, before.size())).ref();
            RecordRef other =
                    before.get(weather.draw(Mishap.FALSE_NEWS, before.size())).ref();
            boolean merge = weather.draw(Mishap.FALSE_NEWS, 2) == 0 && !one.equals(other);
            delivered.add(merge ? Change.merge(one, List.of(other)) : Change.tombstone(one));
        }
    }

    /** A stamp tells an old version from what is there now, or it is what is there now. */
    private static boolean isTold(Change old, List<Change> before) {
        if (!(old instanceof Change.Upsert upsert)) {
            return true;
        }
        for (int i = before.size() - 1; i >= 0; i--) {
            if (before.get(i) instanceof Change.Upsert last && last.ref().equals(old.ref())) {
                return last == old
                        || !last.record().changedAt().equals(upsert.record().changedAt());
            }
        }
        return true;
    }

    /** Forgets what a record was before it changed without its stamp telling so. */
    void changedUnseen(Kind kind, RecordRef ref) {
        past.computeIfAbsent(kind, none -> new ArrayList<>())
                .removeIf(change -> change.ref().equals(ref));
    }

    private Change less(Kind kind, Change change) {
        if (weather.happens(Mishap.HINTS, 8)) {
            return change instanceof Change.Upsert ? Change.hint(change.ref()) : change;
        }
        return weather.happens(Mishap.LACKING, 12) && change instanceof Change.Upsert upsert
                ? lacking(kind, upsert.record())
                : change;
    }

    /** A vendor that says nothing about a field says it later. */
    private Change lacking(Kind kind, Record whole) {
        List<String> candidates = whole.fields().stream()
                .filter(name -> layout.isPlain(kind, name))
                .sorted()
                .toList();
        if (candidates.isEmpty()) {
            return Change.upsert(whole);
        }
        Random random = weather.random(Mishap.LACKING);
        String left = candidates.get(random.nextInt(candidates.size()));
        Record.Builder lacking = Record.of(whole.ref())
                .changedAt(whole.changedAt().orElse(null))
                .createdAt(whole.createdAt().orElse(null));
        whole.fields().stream()
                .filter(name -> !name.equals(left))
                .forEach(name -> lacking.set(name, whole.value(name)));
        keptBack = true;
        chronicle.tell("    nothing is said about " + left + " of " + whole.ref());
        return Change.upsert(lacking.build());
    }

    private static String described(Change change) {
        return change.match(
                upsert -> upsert.ref() + " of " + upsert.record().changedAt().orElse(Instant.MIN),
                tombstone -> tombstone.ref() + " gone",
                merge -> merge.absorbed() + " merged into " + merge.ref(),
                hint -> hint.ref() + " hint");
    }
}
