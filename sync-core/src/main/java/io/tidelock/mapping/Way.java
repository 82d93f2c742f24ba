package io.tidelock.mapping;

import io.tidelock.record.FieldType;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;

/** Takes values one way through a mapping, as a pass does: converted, then read as the type of the field they go to. */
final class Way {

    private final FieldMapping mapping;
    private final Side to;
    private final FieldType type;

    private Way(FieldMapping mapping, Side to) {
        this.mapping = mapping;
        this.to = to;
        this.type = typeOf(mapping, to);
    }

    static Way to(Side to, FieldMapping mapping) {
        return new Way(mapping, to);
    }

    /** What is compared: sets are converted and compared element by element. */
    static FieldType typeOf(FieldMapping mapping, Side side) {
        FieldType type = mapping.field(side).map(field -> field.type()).orElse(FieldType.TEXT);
        return mapping.mergesElements() ? FieldType.CHOICE : type;
    }

    FieldType type() {
        return type;
    }

    /** How a value fared. */
    enum Fate {
        /** It can be written. */
        ARRIVED,
        /** It became empty. */
        EMPTIED,
        /** The converter has no counterpart for it, and said so. */
        REFUSED,
        /** The field's type cannot hold what the converter made of it. */
        UNREADABLE,
        /** The converter failed. */
        FAILED
    }

    /**
     * What became of a value.
     *
     * @param value what is written, if it arrived
     * @param failure the simple name of what was thrown, if it failed
     */
    record Step(Fate fate, Value value, String failure) {

        static final Step NOWHERE = of(Fate.REFUSED);

        boolean arrived() {
            return fate == Fate.ARRIVED;
        }

        private static Step of(Fate fate) {
            return new Step(fate, Value.empty(), "");
        }
    }

    @SuppressWarnings("NullAway") // a host's converter may give what it must not
    Step go(Value value) {
        Value converted;
        try {
            converted = to == Side.TARGET
                    ? mapping.converter().toTarget(value)
                    : mapping.converter().toSource(value);
        } catch (UnmappedValueException | UnreadableValueException refused) {
            return Step.of(Fate.REFUSED);
        } catch (RuntimeException broken) { // whatever it is: the finding names it
            return new Step(Fate.FAILED, Value.empty(), broken.getClass().getSimpleName());
        }
        return converted == null ? new Step(Fate.FAILED, Value.empty(), "null instead of a value") : read(converted);
    }

    private Step read(Value converted) {
        try {
            Value read = type.read(converted);
            return read.isPresent() ? new Step(Fate.ARRIVED, read, "") : Step.of(Fate.EMPTIED);
        } catch (UnreadableValueException unreadable) {
            return Step.of(Fate.UNREADABLE);
        }
    }

    /** Returns what equal values share. */
    String canonical(Value value) {
        return type.canonical(value);
    }
}
