package io.tidelock.engine;

import io.tidelock.answers.UndoPlan.Item;
import io.tidelock.answers.UndoPlan.Left;
import io.tidelock.answers.UndoPlan.Why;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.record.Verb;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One record of which writes are to be undone: what it and its pair show now, and what it would get back. */
final class Undoing {

    private final Trail trail;
    private final String flow;
    private final Map<Field, WrittenValue> values = new LinkedHashMap<>();
    private final List<Left> left = new ArrayList<>();
    private final StoredLink link;
    private final Record now;
    private boolean removes;

    Undoing(Trail trail, StoredLink link, Record now) {
        this.trail = trail;
        this.flow = trail.flow();
        this.link = link;
        this.now = now;
    }

    Trail trail() {
        return trail;
    }

    /** Returns the record of the other side that stands for it. */
    Parked.Key origin() {
        Side other = trail.side().other();
        return new Parked.Key(flow, other, link.ref(other));
    }

    StoredLink link() {
        return link;
    }

    Record now() {
        return now;
    }

    /** Lets a field get back what it held. */
    void restore(Field field, Value showsNow, Value before) {
        values.put(field, new WrittenValue(showsNow, before));
    }

    /** Returns the fields that get back what they held, as the record shows them then. */
    Record restored() {
        Record.Builder restored = Record.of(trail.record());
        values.forEach((field, value) -> restored.set(field.name(), value.after()));
        return restored.build();
    }

    void leave(String field, Why why) {
        left.add(new Left(flow, trail.record(), field, why));
    }

    /** Has the record removed. */
    void remove() {
        removes = true;
    }

    boolean removes() {
        return removes;
    }

    /** Returns what each field shows now, and what it would get back. */
    Map<Field, WrittenValue> values() {
        return values;
    }

    List<Left> left() {
        return left;
    }

    boolean isDue() {
        return removes || !values.isEmpty();
    }

    Verb verb() {
        boolean clears =
                values.values().stream().anyMatch(value -> value.after().isNull());
        return removes ? Verb.REMOVE : clears ? Verb.CLEAR : Verb.UPDATE;
    }

    Item item() {
        List<String> fields = values.keySet().stream().map(Field::name).toList();
        return new Item(flow, trail.side(), trail.record(), verb(), fields);
    }
}
