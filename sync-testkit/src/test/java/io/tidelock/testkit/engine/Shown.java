package io.tidelock.testkit.engine;

import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.record.Field;
import io.tidelock.store.StoredLink;
import io.tidelock.testkit.engine.History.Event;
import java.util.List;
import java.util.Optional;

/**
 * What a pair shows in a field, and what people put there.
 *
 * @param pair the pair
 * @param field the patient's field
 * @param here what the patient shows
 * @param there what the contact shows
 * @param allMine what was put into the patient's field, oldest first
 * @param allTheirs what was put into the contact's field, oldest first
 */
record Shown(StoredLink pair, Field field, String here, String there, List<Event> allMine, List<Event> allTheirs) {

    static Shown of(StoredLink pair, int number, Clinic stage, History history) {
        Field field = World.EDITED.get(number);
        Field fieldThere = World.EDITED_THERE.get(number);
        return new Shown(
                pair,
                field,
                Optional.ofNullable(stage.clinic.value(pair.source(), field)).orElse(""),
                Optional.ofNullable(stage.crm.value(pair.target(), fieldThere)).orElse(""),
                history.of(pair.source(), field),
                history.of(pair.target(), fieldThere));
    }

    Optional<Event> mine() {
        return last(allMine);
    }

    Optional<Event> theirs() {
        return last(allTheirs);
    }

    private static Optional<Event> last(List<Event> events) {
        return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
    }

    /** Tells whether one side shows nothing or was emptied last. */
    boolean isEmptied() {
        return here.isEmpty() || there.isEmpty() || isEmpty(mine()) || isEmpty(theirs());
    }

    private static boolean isEmpty(Optional<Event> event) {
        return event.filter(last -> last.value().isEmpty()).isPresent();
    }

    boolean showsMine(String text) {
        return mine().map(last -> same(text, last.value())).orElse(true);
    }

    boolean showsTheirs(String text) {
        return theirs().map(last -> same(text, last.value())).orElse(true);
    }

    /** Tells whether a text was put on a side that put something else there later, and is not the other side's last. */
    boolean isOlder(String text, EmptyPolicy emptied) {
        boolean current = (mine().isPresent() && showsMine(text)) || (theirs().isPresent() && showsTheirs(text));
        return !text.isEmpty()
                && !current
                && (isSuperseded(text, allMine, emptied) || isSuperseded(text, allTheirs, emptied));
    }

    private static boolean isSuperseded(String text, List<Event> events, EmptyPolicy emptied) {
        boolean left = emptied == EmptyPolicy.LEAVE && isEmpty(last(events));
        return !left && events.stream().anyMatch(event -> same(event.value(), text));
    }

    /** The CRM may store capitals. */
    private static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }

    @Override
    public String toString() {
        return pair.source() + " and " + pair.target() + " show \"" + here + "\" and \"" + there + "\" in " + field
                + " after " + allMine + " and " + allTheirs;
    }
}
