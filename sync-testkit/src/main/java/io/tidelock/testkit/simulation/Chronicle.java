package io.tidelock.testkit.simulation;

import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that happened in a story, in order, and what had to come of it. */
final class Chronicle {

    private final List<String> lines = new ArrayList<>();
    private final Map<Place, List<Event>> values = new HashMap<>();
    private final Map<Known, Integer> subjects = new HashMap<>();
    private final Map<Known, RecordRef> merged = new HashMap<>();
    private final Set<Departed> departed = new HashSet<>();
    private final Set<List<Object>> settled = new HashSet<>();
    private final Set<Known> asked = new HashSet<>();
    private final Map<Place, Integer> edited = new HashMap<>();
    private final Map<Place, Event> undone = new HashMap<>();
    private int now;
    private int settledAt;
    private int owed;

    /**
     * A value that people put into a field.
     *
     * @param at when; later ones are higher
     * @param text the text, {@code ""} where they emptied it
     * @param kept whether it was there before, and a merge kept it
     */
    record Event(int at, String text, boolean kept) {}

    /** A record of a kind. */
    record Known(Kind kind, RecordRef ref) {}

    /** A field of a record. */
    record Place(Kind kind, RecordRef ref, String field) {}

    /** A record of a flow whose counterpart people took away. */
    record Departed(String flow, RecordRef stays, Known left) {}

    void tell(String line) {
        lines.add(line);
    }

    List<String> lines() {
        return lines;
    }

    void put(Kind kind, RecordRef ref, Field field, String text) {
        Place place = new Place(kind, ref, field.name());
        boolean kept = last(place).map(Event::text).orElse("").equals(text);
        add(place, new Event(++now, text, kept));
        Event back = undone.get(place);
        boolean same = back != null && !edited.containsKey(place) && back.text().equals(text);
        if (!kept && !same) {
            edited.put(place, now);
        }
    }

    /** Notes that the engine carried a value from one field into another: it is as old as where it comes from. */
    void carried(Place from, Place to, String text) {
        last(from)
                .filter(event -> !of(to).contains(new Event(event.at(), text, event.kept())))
                .ifPresent(event -> add(to, new Event(event.at(), text, event.kept())));
    }

    /** Notes that a write was undone: the field holds this text until somebody edits it, or its counterpart. */
    void undone(Place place, String text) {
        undone.put(place, new Event(now, text, true));
        edited.remove(place);
    }

    /** Tells whether a field was put back, and neither it nor its counterpart was edited since. */
    boolean rests(Place place, Place counterpart) {
        Event back = undone.get(place);
        return back != null && Stream.of(place, counterpart).allMatch(one -> edited.getOrDefault(one, 0) <= back.at());
    }

    /** Returns what a field was put back to, if nothing at all happened to it and its counterpart since. */
    Optional<String> putBack(Place place, Place counterpart) {
        return Optional.ofNullable(undone.get(place))
                .filter(back -> Stream.of(place, counterpart)
                        .allMatch(one -> of(one).stream().allMatch(event -> event.at() <= back.at())))
                .map(Event::text);
    }

    /** Notes that a person took a record from its counterpart: it may get another one. */
    void takenApart(String flow, RecordRef source) {
        departed.removeIf(one -> one.flow().equals(flow) && one.stays().equals(source));
    }

    /** Notes that a merge keeps an absorbed record's value in a field that the survivor has empty. */
    void inherit(Kind kind, RecordRef absorbed, RecordRef survivor, Field field) {
        last(new Place(kind, absorbed, field.name()))
                .ifPresent(event -> add(new Place(kind, survivor, field.name()), event));
    }

    private void add(Place place, Event event) {
        List<Event> all = values.computeIfAbsent(place, none -> new ArrayList<>());
        all.add(event);
        all.sort(Comparator.comparingInt(Event::at));
    }

    /** Returns what was put into a field of a record, oldest first. */
    List<Event> of(Place place) {
        return values.getOrDefault(place, List.of());
    }

    Optional<Event> last(Place place) {
        List<Event> all = of(place);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Notes what a record is about; a merge does not change that. */
    void isAbout(Kind kind, RecordRef ref, int subject) {
        subjects.put(new Known(kind, ref), subject);
    }

    /** Returns what a record is about; 0 where nobody knows. */
    int subject(Kind kind, RecordRef ref) {
        return subjects.getOrDefault(new Known(kind, ref), 0);
    }

    void merged(Kind kind, RecordRef absorbed, RecordRef survivor) {
        merged.put(new Known(kind, absorbed), survivor);
    }

    /** Returns what a record is now, by what people merged. */
    RecordRef survivor(Kind kind, RecordRef ref) {
        RecordRef next = merged.get(new Known(kind, ref));
        return next == null ? ref : survivor(kind, next);
    }

    /** Notes that people took away the counterpart of a record. */
    void departed(String flow, RecordRef stays, Known left) {
        departed.add(new Departed(flow, stays, left));
    }

    /** Notes that a record has another counterpart than the one that people took away. */
    void relinked(String flow, RecordRef stays, RecordRef other) {
        departed.removeIf(one -> one.flow().equals(flow)
                && one.stays().equals(stays)
                && !one.left().ref().equals(other));
    }

    /** Notes that people brought a record back. */
    void returned(Known back) {
        departed.removeIf(one -> one.left().equals(back));
    }

    /** Tells whether people took away the counterpart that a record had. */
    boolean hasDeparted(String flow, RecordRef stays) {
        return departed.stream()
                .anyMatch(one -> one.flow().equals(flow) && one.stays().equals(stays));
    }

    /** Notes that people asked for a record to be written to the other side. */
    void asked(Kind kind, RecordRef ref) {
        asked.add(new Known(kind, ref));
    }

    boolean wasAsked(Kind kind, RecordRef ref) {
        return asked.contains(new Known(kind, ref));
    }

    /** Allows the engine some more writes. */
    void owe(int writes) {
        owed += writes;
    }

    int owed() {
        return owed;
    }

    /** Notes that everything is at rest, and which pairs are equal by the rules. */
    void settle(Set<List<Object>> pairs) {
        settledAt = now;
        settled.clear();
        settled.addAll(pairs);
    }

    /** Tells whether a pair was at rest when everything was for the last time. */
    boolean wasSettled(List<Object> pair) {
        return settled.contains(pair);
    }

    /** Tells whether something happened after everything was at rest for the last time. */
    boolean isLater(Event event) {
        return event.at() > settledAt;
    }
}
