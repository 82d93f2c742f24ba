package io.tidelock.engine;

import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;
import io.tidelock.store.Base;
import io.tidelock.store.Base.Settled;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.StoredLink;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a record shows once a write was undone the base of its pair: neither side differs from its own base then, so the
 * undone value holds until a side is edited.
 */
final class UndoBase {

    private final FlowContext context;
    private final Flow flow;
    private final UndoneReferences references;

    UndoBase(FlowContext context, UndoneReferences references) {
        this.context = context;
        this.flow = context.flow();
        this.references = references;
    }

    /** Returns what both sides show once the write is applied, in case nobody hears that it was. */
    Base expected(Undoing undoing) {
        return new Base(fields(undoing, undoing.restored()));
    }

    /** Returns the link as it holds once the write is known to be applied. */
    StoredLink held(Undoing undoing, Record after) {
        StoredLink link = undoing.link();
        Side side = undoing.trail().side();
        Fingerprint here = digest(undoing, after);
        Fingerprint there = link.digest(side.other());
        return link.settled(
                        link.base().with(fields(undoing, after)),
                        side == Side.SOURCE ? here : there,
                        side == Side.SOURCE ? there : here)
                .stamped(side, after.changedAt().orElse(null));
    }

    private @Nullable Fingerprint digest(Undoing undoing, Record after) {
        StoredLink link = undoing.link();
        Side side = undoing.trail().side();
        Fingerprint settled = link.digest(side);
        if (settled == null || !context.keys().isCurrent(link)) {
            return null;
        }
        try { // an edit that no pass has seen yet is not settled by an undo
            boolean unedited = settled.equals(context.fingerprinter().digest(flow, side, undoing.now()));
            return unedited ? context.fingerprinter().digest(flow, side, after) : null;
        } catch (UnreadableValueException unreadable) {
            return null;
        }
    }

    private Map<String, Settled> fields(Undoing undoing, Record after) {
        StoredLink link = undoing.link();
        Side side = undoing.trail().side();
        Fingerprinter prints = context.keys().of(link);
        Map<String, Settled> fields = new LinkedHashMap<>();
        for (Field field : undoing.values().keySet()) {
            for (FieldMapping mapping : UndoReading.mappings(flow, side, field.name())) {
                Optional<Settled> base = link.base().of(mapping.basis());
                if (base.isPresent()) {
                    Settled last = base.get();
                    Value shown = mapping.shown(side, after);
                    Fingerprint print = prints.field(flow, mapping, side, shown);
                    SortedSet<Fingerprint> members = UndoneReferences.areIn(mapping)
                            ? references.members(prints, mapping, undoing, after, last.members())
                            : members(prints, mapping, side, shown, last.members());
                    fields.put(
                            mapping.basis(),
                            side == Side.SOURCE
                                    ? new Settled(print, last.target(), members)
                                    : new Settled(last.source(), print, members));
                }
            }
        }
        return fields;
    }

    /** Returns which elements of a set both sides still have in common. */
    private SortedSet<Fingerprint> members(
            Fingerprinter prints, FieldMapping mapping, Side side, Value shown, SortedSet<Fingerprint> before) {
        if (before.isEmpty()) {
            return before;
        }
        Words words = Words.of(mapping.converter());
        Set<Fingerprint> there = new HashSet<>();
        for (String element : Elements.items(shown)) {
            Set<String> called = side == Side.TARGET ? Set.of(element) : words.toTarget(element);
            called.forEach(word -> there.add(prints.member(flow, mapping, word)));
        }
        SortedSet<Fingerprint> common = new TreeSet<>(before);
        common.retainAll(there);
        return common;
    }
}
