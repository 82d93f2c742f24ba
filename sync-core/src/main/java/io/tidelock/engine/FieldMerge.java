package io.tidelock.engine;

import io.tidelock.engine.ThreeWayMerge.Rules;
import io.tidelock.engine.ThreeWayMerge.Showing;
import io.tidelock.mapping.Condition;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Strength;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Base.Settled;
import io.tidelock.store.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides field by field what to do about a pair of records. Makes no calls and stores nothing. */
final class FieldMerge {

    private final Flow flow;
    private final Fingerprinter fingerprinter;
    private final ElementMerge elements;

    FieldMerge(Flow flow, Fingerprinter fingerprinter) {
        this.flow = flow;
        this.fingerprinter = fingerprinter;
        this.elements = new ElementMerge(flow, fingerprinter);
    }

    /** Decides about every mapping of the item's flow. */
    void decide(Item item) {
        List<FieldChange> changes = new ArrayList<>(flow.mappings().size());
        for (int place = 0; place < flow.mappings().size(); place++) {
            changes.add(decide(item, place));
        }
        item.decided(List.copyOf(changes));
    }

    private FieldChange decide(Item item, int place) {
        FieldMapping mapping = flow.mappings().get(place);
        if (item.isWithheld(mapping) || !holds(item, mapping)) {
            return FieldChange.none(mapping);
        }
        Value source = shown(item, mapping, Side.SOURCE);
        Value target = shown(item, mapping, Side.TARGET);
        if (!mapping.mergesElements() && !item.missingParents(mapping).isEmpty()) {
            return FieldChange.none(mapping);
        }
        return mapping.mergesElements()
                ? elements.decide(item, mapping, source, target, rules(item, mapping))
                : decide(item, place, source, target);
    }

    private FieldChange decide(Item item, int place, Value source, Value target) {
        FieldMapping mapping = flow.mappings().get(place);
        Settled base = item.base(mapping).orElse(null);
        Showing atSource = showing(item, place, Side.SOURCE, source, base == null ? null : base.source());
        Showing atTarget = showing(item, place, Side.TARGET, target, base == null ? null : base.target());
        boolean hasBase = base != null;
        boolean agree = asksForAgreement(hasBase, atSource, atTarget) && agree(item, mapping, source, target);
        FieldDecision decision = ThreeWayMerge.decide(hasBase, atSource, atTarget, agree, rules(item, mapping));
        if (decision == FieldDecision.SETTLE && waitsForARequest(item, mapping, hasBase, atSource, atTarget)) {
            return FieldChange.none(mapping);
        }
        Value value = toWrite(item, mapping, decision, source, target);
        boolean unknown = decision.settles() && decision != FieldDecision.SETTLE && value.isAbsent();
        return unknown ? FieldChange.none(mapping) : FieldChange.of(mapping, decision, value);
    }

    /** What nobody asked to write to the source yet is not settled by a look at it: it is still an edit when somebody asks. */
    private boolean waitsForARequest(Item item, FieldMapping mapping, boolean hasBase, Showing source, Showing target) {
        return flow.requestFlag().isPresent()
                && !item.isRequested()
                && mapping.direction().writesSource()
                && hasBase
                && target.moved()
                && !source.moved();
    }

    private static boolean holds(Item item, FieldMapping mapping) {
        Optional<Condition> condition = mapping.condition();
        return condition.isEmpty()
                || item.record(Side.SOURCE).filter(condition.get()::holds).isPresent();
    }

    private static Value shown(Item item, FieldMapping mapping, Side side) {
        Value shown = item.shown(mapping, side);
        boolean toBeCreated = !item.isLinked()
                && side != item.side
                && mapping.field(side).isPresent()
                && item.record(side).isEmpty();
        return toBeCreated ? Value.empty() : shown;
    }

    private Showing showing(Item item, int place, Side side, Value value, @Nullable Fingerprint base) {
        if (value.isAbsent()) {
            return Showing.NOTHING;
        }
        boolean changed = base == null
                ? value.isPresent()
                : !base.equals(item.prints.of(fingerprinter, flow, place, side, value));
        return new Showing(true, changed, value.isNull());
    }

    private static boolean asksForAgreement(boolean hasBase, Showing source, Showing target) {
        return source.shown() && target.shown() && (!hasBase || (source.changed() && target.changed()));
    }

    /** Tells whether both show the same, converted one way or the other: a lossy conversion agrees in one of them. */
    private static boolean agree(Item item, FieldMapping mapping, Value source, Value target) {
        return same(typeOf(mapping, Side.TARGET), convert(item, mapping, Side.TARGET, source), target)
                || (mapping.direction().writesSource()
                        && same(typeOf(mapping, Side.SOURCE), convert(item, mapping, Side.SOURCE, target), source));
    }

    private static boolean same(FieldType type, Value one, Value other) {
        if (one.isNull() || other.isNull()) {
            return one.isNull() && other.isNull();
        }
        return !one.isAbsent() && type.comparable(one).equals(type.comparable(other));
    }

    private static Value toWrite(Item item, FieldMapping mapping, FieldDecision decision, Value source, Value target) {
        return switch (decision) {
            case WRITE_TARGET -> convert(item, mapping, Side.TARGET, source);
            case WRITE_SOURCE -> convert(item, mapping, Side.SOURCE, target);
            default -> Value.absent();
        };
    }

    private static Value convert(Item item, FieldMapping mapping, Side to, Value value) {
        if (!value.isPresent()) {
            return value;
        }
        Value converted =
                mapping.linkedBy().isPresent() ? translated(item, mapping, to, value) : converted(mapping, to, value);
        return typeOf(mapping, to).read(converted);
    }

    private static Value converted(FieldMapping mapping, Side to, Value value) {
        return to == Side.TARGET
                ? mapping.converter().toTarget(value)
                : mapping.converter().toSource(value);
    }

    /** What has no link is left out. */
    private static Value translated(Item item, FieldMapping mapping, Side to, Value value) {
        Words words = item.words(mapping);
        String id = value.plain().strip();
        return (to == Side.TARGET ? words.toTarget(id) : words.toSource(id))
                .stream().findFirst().map(Value::text).orElse(Value.absent());
    }

    private static FieldType typeOf(FieldMapping mapping, Side side) {
        Optional<Field> field = mapping.field(side);
        return field.isPresent() ? field.get().type() : FieldType.TEXT;
    }

    private Rules rules(Item item, FieldMapping mapping) {
        boolean creates = !item.isLinked() && item.side == Side.SOURCE;
        boolean asked = flow.requestFlag().isEmpty() || item.isRequested();
        boolean onCreationOnly = mapping.createOnly() || flow.versions().isPresent();
        boolean writesTarget = mapping.direction().writesTarget() && (creates || !onCreationOnly);
        boolean writesSource = mapping.direction().writesSource() && asked;
        return new Rules(
                writesTarget,
                writesSource,
                strength(item, mapping),
                policy(item, mapping.onConflict()),
                policy(item, mapping.onFirstLink()),
                mapping.whenEmptied());
    }

    /** A record that is found and shared keeps what it shows; what it lacks is filled in. */
    private Strength strength(Item item, FieldMapping mapping) {
        boolean joins = flow.ensured().isPresent()
                && item.link()
                        .filter(link -> link.base().of(mapping.basis()).isEmpty())
                        .isPresent();
        return joins ? Strength.ONLY_IF_EMPTY : mapping.strength();
    }

    /** Whoever asks for a write has decided what the plan leaves to a person. */
    private static ConflictPolicy policy(Item item, ConflictPolicy planned) {
        return item.isRequested() && planned == ConflictPolicy.HOLD ? ConflictPolicy.TARGET_WINS : planned;
    }
}
