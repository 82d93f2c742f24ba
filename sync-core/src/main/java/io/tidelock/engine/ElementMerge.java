package io.tidelock.engine;

import io.tidelock.engine.SetMerge.Merged;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Strength;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Base.Settled;
import io.tidelock.store.Fingerprint;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Decides about the mappings whose fields hold sets: takes the values apart, in the target's words, lets {@link SetMerge}
 * decide element by element, and puts together what each side is to show.
 */
final class ElementMerge {

    private final Flow flow;
    private final Fingerprinter fingerprinter;

    ElementMerge(Flow flow, Fingerprinter fingerprinter) {
        this.flow = flow;
        this.fingerprinter = fingerprinter;
    }

    /** Decides about one mapping; what both sides show is given as the fields' types. */
    FieldChange decide(Item item, FieldMapping mapping, Value source, Value target, ThreeWayMerge.Rules rules) {
        Optional<Settled> base = item.base(mapping);
        boolean sourceMoved = moved(mapping, Side.SOURCE, source, base);
        boolean targetMoved = moved(mapping, Side.TARGET, target, base);
        if (source.isAbsent() || (target.isAbsent() && !sourceMoved)) {
            return FieldChange.none(mapping);
        }
        Elements elements = new Elements(item.words(mapping), source, target);
        Predicate<String> common = common(mapping, elements, base);
        Predicate<String> undone = undone(item, mapping, base);
        Set<String> aside = elements.setAside(common.or(undone));
        boolean always = item.isRequested() || mapping.linkedBy().isPresent(); // links come and go without an edit
        SetMerge.Rules counting = counting(source, target, sourceMoved || always, targetMoved || always, rules);
        boolean one = hasRoomForOne(mapping);
        UndoneElements left =
                UndoneElements.of(elements, undone, one && sourceMoved, one && targetMoved && rules.writesSource());
        Merged<String> merged = left.merge(elements, common, counting);
        aside.stream().filter(common).forEach(merged.common()::add);
        aside.stream().filter(undone).forEach(left.resting()::add);
        SortedSet<Fingerprint> members = members(mapping, merged.common());
        left.resting().forEach(element -> members.add(fingerprinter.undone(flow, mapping, element)));
        boolean moved = sourceMoved || targetMoved;
        boolean known =
                !moved && base.map(last -> last.members().equals(members)).orElse(false);
        return change(mapping, elements, merged, members, known);
    }

    /** Tells which elements an undo left at one side only. Whoever asks for a write has decided otherwise. */
    private Predicate<String> undone(Item item, FieldMapping mapping, Optional<Settled> base) {
        Set<Fingerprint> members = base.map(Settled::members).orElseGet(Collections::emptySortedSet);
        return members.isEmpty() || mapping.linkedBy().isEmpty() || item.isRequested()
                ? element -> false
                : element -> members.contains(fingerprinter.undone(flow, mapping, element));
    }

    /** Tells whether what the source gets takes the place of what it held. */
    private static boolean hasRoomForOne(FieldMapping mapping) {
        return mapping.field(Side.SOURCE).filter(field -> !field.type().isSet()).isPresent();
    }

    private static FieldChange change(
            FieldMapping mapping,
            Elements elements,
            Merged<String> merged,
            SortedSet<Fingerprint> members,
            boolean known) {
        boolean toSource = !merged.source().equals(elements.atSource());
        boolean toTarget = !merged.target().equals(elements.atTarget());
        if (known && !toSource && !toTarget) {
            return FieldChange.none(mapping);
        }
        Optional<Value> source =
                toSource ? elements.sourceValue(mapping, merged.source()) : Optional.of(Value.absent());
        if (source.isEmpty()) { // the source has room for one of them only
            return FieldChange.of(mapping, FieldDecision.HOLD, Value.absent());
        }
        Value target = toTarget ? elements.targetValue(merged.target()) : Value.absent();
        return new FieldChange(mapping, FieldDecision.writing(toSource, toTarget), source.get(), target, members);
    }

    /** Returns the members of the next base: a two-way field has in common only what each side really took. */
    SortedSet<Fingerprint> settled(Item item, FieldChange change) {
        FieldMapping mapping = change.mapping();
        if (!mapping.mergesElements()
                || !mapping.direction().writesSource()
                || !mapping.direction().writesTarget()) {
            return change.members();
        }
        SortedSet<Fingerprint> taken = new TreeSet<>(change.members());
        for (Side side : Side.values()) {
            if (change.writes(side)) {
                Set<String> refused = new LinkedHashSet<>(Elements.items(change.value(side)));
                item.record(side).ifPresent(now -> refused.removeAll(Elements.items(mapping.shown(side, now))));
                Words words = item.words(mapping);
                refused.forEach(element -> taken.removeAll(
                        members(mapping, side == Side.TARGET ? Set.of(element) : words.toTarget(element))));
            }
        }
        return taken;
    }

    private boolean moved(FieldMapping mapping, Side side, Value value, Optional<Settled> base) {
        if (value.isAbsent()) {
            return false;
        }
        Fingerprint now = fingerprinter.field(flow, mapping, side, value);
        return base.map(settled -> !now.equals(side == Side.SOURCE ? settled.source() : settled.target()))
                .orElse(true);
    }

    private static SetMerge.Rules counting(
            Value source, Value target, boolean sourceMoved, boolean targetMoved, ThreeWayMerge.Rules rules) {
        boolean clears = rules.whenEmptied() == EmptyPolicy.CLEAR;
        boolean fills = rules.strength() != Strength.ONLY_IF_EMPTY || target.isNull();
        boolean toTarget = rules.writesTarget() && fills && sourceMoved;
        boolean toSource = rules.writesSource() && targetMoved;
        return new SetMerge.Rules(
                toTarget,
                toTarget && (clears || source.isPresent()),
                toSource,
                toSource && (clears || target.isPresent()),
                rules.writesTarget() && !rules.writesSource() && rules.strength() == Strength.ALWAYS);
    }

    /** An empty side that was left had nothing in common: what it shows again, it adds. */
    private Predicate<String> common(FieldMapping mapping, Elements elements, Optional<Settled> base) {
        if (base.isEmpty()) {
            return element -> false;
        }
        Settled settled = base.get();
        boolean sourceWasEmpty =
                settled.source().equals(fingerprinter.field(flow, mapping, Side.SOURCE, Value.empty()));
        boolean targetWasEmpty =
                settled.target().equals(fingerprinter.field(flow, mapping, Side.TARGET, Value.empty()));
        return element -> {
            boolean atSource = elements.atSource().contains(element);
            boolean atTarget = elements.atTarget().contains(element);
            boolean added = (sourceWasEmpty && atSource && !atTarget) || (targetWasEmpty && atTarget && !atSource);
            return !added && settled.members().contains(fingerprinter.member(flow, mapping, element));
        };
    }

    private SortedSet<Fingerprint> members(FieldMapping mapping, Set<String> elements) {
        SortedSet<Fingerprint> members = new TreeSet<>();
        elements.forEach(element -> members.add(fingerprinter.member(flow, mapping, element)));
        return members;
    }
}
