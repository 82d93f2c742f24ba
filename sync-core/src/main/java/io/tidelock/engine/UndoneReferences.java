package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Knows which references an undo leaves at one side only, and marks them in the base of their pair. For that it reads the other
 * records of some pairs, and the links of what both lead to, in bulk.
 */
final class UndoneReferences {

    private final FlowContext context;
    private final Flow flow;
    private final RefReader reads;
    private final ParentLinks links;
    private final Map<FieldMapping, LinkedWords> words = new LinkedHashMap<>();
    private final Map<RecordRef, ReadOutcome> others = new LinkedHashMap<>();

    UndoneReferences(FlowContext context) {
        this.context = context;
        this.flow = context.flow();
        this.reads = new RefReader(context, new TakingApart(context));
        this.links = new ParentLinks(context);
    }

    /** Tells whether the fields of a mapping hold references that are merged one by one. */
    static boolean areIn(FieldMapping mapping) {
        return mapping.mergesElements() && mapping.linkedBy().isPresent();
    }

    /**
     * Learns what it has to know about some records of a side.
     *
     * @return those whose other records the system refuses to show
     */
    Set<Undoing> learn(Side side, List<Undoing> undoings) {
        others.clear();
        words.clear();
        List<Undoing> concerned =
                undoings.stream().filter(undoing -> concerns(side, undoing)).toList();
        read(
                side.other(),
                concerned.stream().map(UndoneReferences::other).distinct().toList());
        Set<Undoing> unread = new LinkedHashSet<>(concerned);
        unread.removeIf(this::isReadable);
        List<Undoing> readable = new ArrayList<>(concerned);
        readable.removeAll(unread);
        flow.mappings().stream()
                .filter(mapping -> areIn(mapping) && !readable.isEmpty())
                .forEach(mapping -> words.put(mapping, words(mapping, side, readable)));
        return unread;
    }

    private boolean isReadable(Undoing undoing) {
        try {
            Record there = shown(undoing);
            flow.mappings().stream()
                    .filter(UndoneReferences::areIn)
                    .forEach(mapping -> ids(mapping, undoing.trail().side().other(), there));
            return others.containsKey(other(undoing));
        } catch (UnreadableValueException unreadable) {
            return false;
        }
    }

    private boolean concerns(Side side, Undoing undoing) {
        return undoing.values().keySet().stream()
                .flatMap(field -> UndoReading.mappings(flow, side, field.name()).stream())
                .anyMatch(UndoneReferences::areIn);
    }

    private static RecordRef other(Undoing undoing) {
        return undoing.origin().ref();
    }

    private void read(Side side, List<RecordRef> refs) {
        if (refs.isEmpty()) {
            return;
        }
        try {
            others.putAll(reads.of(side, refs));
        } catch (RequestRejectedException spoiled) {
            if (refs.size() > 1) {
                read(side, refs.subList(0, refs.size() / 2));
                read(side, refs.subList(refs.size() / 2, refs.size()));
            }
        }
    }

    private LinkedWords words(FieldMapping mapping, Side side, List<Undoing> undoings) {
        Set<String> here = new LinkedHashSet<>();
        Set<String> there = new LinkedHashSet<>();
        for (Undoing undoing : undoings) {
            here.addAll(ids(mapping, side, undoing.now()));
            here.addAll(ids(mapping, side, undoing.restored()));
            there.addAll(ids(mapping, side.other(), shown(undoing)));
        }
        LinkedWords learned = new LinkedWords();
        learn(learned, mapping, side, here);
        learn(learned, mapping, side.other(), there);
        return learned;
    }

    private void learn(LinkedWords learned, FieldMapping mapping, Side side, Set<String> ids) {
        Flow parents = context.flow(mapping.linkedBy().orElseThrow());
        List<RecordRef> refs =
                ids.stream().map(id -> RecordRef.of(parents.type(side), id)).toList();
        Map<RecordRef, StoredLink> known = links.of(parents.id(), side, refs);
        known.forEach((ref, link) -> learned.learn(side, ref.id(), link));
    }

    private static Set<String> ids(FieldMapping mapping, Side side, Record record) {
        return Elements.items(mapping.shown(side, record));
    }

    /** What is gone shows nothing. */
    private Record shown(Undoing undoing) {
        RecordRef other = other(undoing);
        return others.get(other) instanceof ReadOutcome.Present present
                ? present.record()
                : Record.of(other).build();
    }

    /**
     * Returns the members of the next base: of the references that the undo changes, those that both sides show are common, and
     * those that one side shows are marked.
     */
    SortedSet<Fingerprint> members(
            Fingerprinter prints, FieldMapping mapping, Undoing undoing, Record after, Collection<Fingerprint> before) {
        Side side = undoing.trail().side();
        Set<String> shown = inTheTargetsWords(mapping, side, undoing.now());
        Set<String> here = inTheTargetsWords(mapping, side, after);
        Set<String> there = inTheTargetsWords(mapping, side.other(), shown(undoing));
        SortedSet<Fingerprint> members = new TreeSet<>(before);
        List<String> changed = new ArrayList<>(here);
        changed.removeAll(shown);
        shown.stream().filter(element -> !here.contains(element)).forEach(changed::add);
        for (String element : changed) {
            Fingerprint common = prints.member(flow, mapping, element);
            Fingerprint mark = prints.undone(flow, mapping, element);
            members.removeAll(Set.of(common, mark));
            if (here.contains(element) || there.contains(element)) {
                members.add(here.contains(element) && there.contains(element) ? common : mark);
            }
        }
        return members;
    }

    private Set<String> inTheTargetsWords(FieldMapping mapping, Side side, Record record) {
        Words known = words.get(mapping);
        Set<String> elements = new LinkedHashSet<>();
        if (known != null) {
            for (String id : ids(mapping, side, record)) {
                elements.addAll(side == Side.TARGET ? Set.of(known.renamed(id)) : known.toTarget(id));
            }
        }
        return elements;
    }
}
