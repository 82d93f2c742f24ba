package io.tidelock.testkit.simulation;

import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;
import io.tidelock.store.StoredLink;
import io.tidelock.testkit.simulation.Chronicle.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a pair shows in two mapped fields, and what people put there, all as the target shows it.
 *
 * @param pair the pair
 * @param mapping the mapping
 * @param here what the source shows
 * @param there what the target shows
 * @param mine what was put into the source's field, oldest first
 * @param theirs what was put into the target's field, oldest first
 */
record Shown(StoredLink pair, FieldMapping mapping, String here, String there, List<Event> mine, List<Event> theirs) {

    /** Stands for what cannot be converted. */
    private static final String NOTHING_THERE = "\u0000";

    static Shown of(
            StoredLink pair, FieldMapping mapping, Record source, Record target, List<Event> mine, List<Event> theirs) {
        Field from = mapping.field(Side.SOURCE).orElseThrow();
        Field to = mapping.field(Side.TARGET).orElseThrow();
        List<Event> converted = new ArrayList<>();
        mine.forEach(event -> converted.add(
                new Event(event.at(), converted(mapping, from, to, Value.text(event.text())), event.kept())));
        List<Event> formed = new ArrayList<>();
        theirs.forEach(event -> formed.add(new Event(event.at(), form(to, Value.text(event.text())), event.kept())));
        return new Shown(
                pair,
                mapping,
                converted(mapping, from, to, source.value(from.name())),
                form(to, target.value(to.name())),
                converted,
                formed);
    }

    private static String converted(FieldMapping mapping, Field from, Field to, Value raw) {
        try {
            Value value = from.type().read(raw);
            return form(to, value.isPresent() ? mapping.converter().toTarget(value) : value);
        } catch (RuntimeException unmapped) { // the record is held then
            return NOTHING_THERE;
        }
    }

    /** The CRM may store capitals. */
    private static String form(Field to, Value raw) {
        try {
            Value value = to.type().read(raw);
            return value.isPresent() ? to.type().canonical(value).toLowerCase(Locale.ROOT) : "";
        } catch (UnreadableValueException unreadable) {
            return NOTHING_THERE;
        }
    }

    boolean isEqual() {
        return here.equals(there);
    }

    Optional<Event> lastOfMine() {
        return last(mine);
    }

    Optional<Event> lastOfTheirs() {
        return last(theirs);
    }

    private static Optional<Event> last(List<Event> events) {
        return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
    }

    /** Tells whether one side shows nothing or was emptied last, and the other side is to keep what it has. */
    boolean isLeft() {
        boolean empty = here.isEmpty() || there.isEmpty() || isEmpty(lastOfMine()) || isEmpty(lastOfTheirs());
        return mapping.whenEmptied() == EmptyPolicy.LEAVE && empty;
    }

    private static boolean isEmpty(Optional<Event> event) {
        return event.filter(last -> last.text().isEmpty()).isPresent();
    }

    /** Tells whether people emptied one side last. */
    boolean isEmptied() {
        return isEmpty(lastOfMine()) || isEmpty(lastOfTheirs());
    }

    boolean showsMine(String text) {
        return lastOfMine().map(last -> text.equals(last.text())).orElse(true);
    }

    boolean showsTheirs(String text) {
        return lastOfTheirs().map(last -> text.equals(last.text())).orElse(true);
    }

    boolean mineIsLast() {
        return isLast(lastOfMine(), lastOfTheirs());
    }

    boolean theirsIsLast() {
        return isLast(lastOfTheirs(), lastOfMine());
    }

    private static boolean isLast(Optional<Event> one, Optional<Event> other) {
        return one.filter(event -> !event.kept()).isPresent()
                && other.map(event -> event.at() < one.get().at()).orElse(true);
    }

    /** Tells whether a text was put on a side that put something else there later, and is not the other side's last. */
    boolean isOlder(String text) {
        boolean current = (!mine.isEmpty() && showsMine(text)) || (!theirs.isEmpty() && showsTheirs(text));
        boolean emptied = isEmpty(lastOfMine()) || isEmpty(lastOfTheirs());
        boolean left = mapping.whenEmptied() == EmptyPolicy.LEAVE && emptied;
        return !text.isEmpty() && !current && !left && (isAmong(text, mine) || isAmong(text, theirs));
    }

    private static boolean isAmong(String text, List<Event> events) {
        return events.stream().anyMatch(event -> event.text().equals(text));
    }

    @Override
    public String toString() {
        return pair.source() + " and " + pair.target() + " show \"" + here + "\" and \"" + there + "\" in " + mapping
                + " after " + told(mine) + " and " + told(theirs);
    }

    private static List<String> told(List<Event> events) {
        return events.stream()
                .map(event -> event.at() + " \"" + event.text() + "\"" + (event.kept() ? " kept" : ""))
                .toList();
    }
}
