package io.tidelock.testkit.engine;

import io.tidelock.record.Cursor;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that happened in a simulation, in order, and what had to come of it. */
final class History {

    private final List<String> trace = new ArrayList<>();
    private final Map<List<Object>, List<Event>> values = new HashMap<>();
    private final Map<String, Event> latest = new HashMap<>();
    private final Map<RecordRef, String> owners = new HashMap<>();
    private final Set<String> departed = new LinkedHashSet<>();
    private final Set<Set<RecordRef>> settled = new HashSet<>();
    private final List<Shown> shown = new ArrayList<>();
    private int now;
    private int settledAt;
    private int owed;

    /**
     * A value that people put into a field.
     *
     * @param at when; later ones are higher
     * @param value the text, {@code ""} where they emptied it
     * @param kept whether it was there before, and a merge kept it
     */
    record Event(int at, String value, boolean kept) {}

    void tell(String line) {
        trace.add(line);
    }

    List<String> trace() {
        return trace;
    }

    void put(RecordRef ref, Field field, String value) {
        boolean kept =
                last(ref, field).filter(event -> event.value().equals(value)).isPresent();
        Event event = new Event(++now, value, kept);
        latest.put(value, event);
        put(ref, field, event);
    }

    /** Notes that the engine carried a value into a field: it is as old as people's own doing. */
    void carried(RecordRef ref, Field field, String value) {
        Event event = latest.get(value);
        if (event != null && !of(ref, field).contains(event)) {
            put(ref, field, value.isEmpty() ? new Event(now, value, false) : event);
        }
    }

    private void put(RecordRef ref, Field field, Event event) {
        List<Event> all = values.computeIfAbsent(List.of(ref, field.name()), key -> new ArrayList<>());
        all.add(event);
        all.sort(Comparator.comparingInt(Event::at));
    }

    /** Returns what people put into a field of a record, oldest first. */
    List<Event> of(RecordRef ref, Field field) {
        return values.getOrDefault(List.of(ref, field.name()), List.of());
    }

    Optional<Event> last(RecordRef ref, Field field) {
        List<Event> all = of(ref, field);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Notes who a record is about; a merge does not change that. */
    void belongs(RecordRef ref, String who) {
        owners.put(ref, who);
    }

    /** Returns who a record is about; {@code ""} where nobody knows. */
    String owner(RecordRef ref) {
        return owners.getOrDefault(ref, "");
    }

    /** Notes that people took somebody's record away which the engine knew as the counterpart of the other one. */
    void departed(String who) {
        departed.add(who);
    }

    /** Notes that people brought somebody's record back, or made another one. */
    void returned(String who) {
        departed.remove(who);
    }

    Set<String> departed() {
        return departed;
    }

    private record Shown(RecordType type, List<RecordRef> refs, Cursor next) {}

    /** Notes that a feed shows a page that the engine has yet to move past. */
    void show(RecordType type, List<RecordRef> refs, Cursor next) {
        shown.add(new Shown(type, refs, next));
    }

    /** Forgets what was shown: a pass begins. */
    void forgetShown() {
        shown.clear();
    }

    /** Returns, once, what a feed showed before its new position; all of it where no page led there. */
    Set<RecordRef> shownBefore(RecordType type, Cursor position) {
        List<Shown> pages =
                shown.stream().filter(page -> page.type().equals(type)).toList();
        List<Cursor> cursors = pages.stream().map(Shown::next).toList();
        int last = cursors.contains(position) ? cursors.lastIndexOf(position) + 1 : pages.size();
        Set<RecordRef> refs = new LinkedHashSet<>();
        pages.subList(0, last).forEach(page -> refs.addAll(page.refs()));
        shown.removeAll(pages.subList(0, last));
        return refs;
    }

    /** Allows the engine some more writes. */
    void owe(int writes) {
        owed += writes;
    }

    int owed() {
        return owed;
    }

    /** Notes that everything is at rest, and which pairs are equal by the rules. */
    void settle(Set<Set<RecordRef>> pairs) {
        settledAt = now;
        settled.clear();
        settled.addAll(pairs);
    }

    /** Tells whether a pair was at rest when everything was for the last time. */
    boolean wasSettled(RecordRef one, RecordRef other) {
        return settled.contains(Set.of(one, other));
    }

    /** Tells whether something happened after everything was at rest for the last time. */
    boolean isLater(Event event) {
        return event.at() > settledAt;
    }

    @Override
    public String toString() {
        return String.join("\n", trace);
    }
}
