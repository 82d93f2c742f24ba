package io.tidelock.testkit.engine;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.crm.Contact;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
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

    private final Random random;
    private final History history;
    private final Map<RecordType, List<Change>> shown = new HashMap<>();
    private boolean faults;
    private boolean keptBack;

    Deliveries(Random random, History history) {
        this.random = random;
        this.history = history;
    }

    void faults(boolean on) {
        this.faults = on;
    }

    boolean keptBack() {
        boolean before = keptBack;
        keptBack = false;
        return before;
    }

    ChangeFeed around(RecordType type, ChangeFeed feed) {
        return new ChangeFeed() {
            @Override
            public Cursor since(Instant start) {
                return feed.since(start);
            }

            @Override
            public ChangePage changesAfter(Cursor after, Set<String> fields) {
                ChangePage page = feed.changesAfter(after, fields);
                List<Change> delivered = delivered(type, page.changes());
                history.show(type, delivered.stream().map(Change::ref).toList(), page.next());
                return new ChangePage(delivered, page.next(), page.more());
            }
        };
    }

    private List<Change> delivered(RecordType type, List<Change> changes) {
        List<Change> before = shown.computeIfAbsent(type, t -> new ArrayList<>());
        List<Change> delivered = new ArrayList<>();
        changes.forEach(change -> delivered.add(faults && random.nextInt(20) == 0 ? lacking(change) : change));
        if (faults && !before.isEmpty()) {
            for (int more = random.nextInt(4); more > 0; more--) {
                Change old = before.get(random.nextInt(before.size()));
                Change other = before.get(random.nextInt(before.size()));
                delivered.add(again(old, other.ref()));
            }
            if (random.nextInt(3) == 0) {
                Collections.shuffle(delivered, random);
            }
        }
        before.addAll(changes);
        delivered.forEach(change -> history.tell("  shown " + described(change)));
        return delivered;
    }

    private Change again(Change old, RecordRef other) {
        return switch (random.nextInt(6)) {
            case 0 -> Change.hint(old.ref());
            case 1 -> Change.tombstone(old.ref());
            case 2 -> other.equals(old.ref()) ? old : Change.merge(old.ref(), List.of(other));
            default -> old;
        };
    }

    /** A vendor that says nothing about a field says it later. */
    private Change lacking(Change change) {
        if (!(change instanceof Change.Upsert upsert)) {
            return change;
        }
        Record whole = upsert.record();
        Record.Builder lacking = Record.of(whole.ref())
                .changedAt(whole.changedAt().orElse(null))
                .createdAt(whole.createdAt().orElse(null));
        whole.fields().stream()
                .filter(field -> !field.equals(Clinic.CITY.name()) && !field.equals(Contact.CITY.name()))
                .forEach(field -> lacking.set(field, whole.value(field)));
        keptBack = true;
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
