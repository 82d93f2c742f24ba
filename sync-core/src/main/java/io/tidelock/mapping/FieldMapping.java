package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that a field of the source and a field of the target hold the same, which way values travel and who wins.
 *
 * <p>{@code from(Patient.EMAIL).to(Contact.EMAIL).twoWay().onConflict(SOURCE_WINS)}
 */
public interface FieldMapping {

    /** Returns the id, unique within the flow and stable over every revision of the plan. */
    String id();

    /** Returns the field on a side; empty for the source side of a constant. */
    Optional<Field> field(Side side);

    /** Returns which way values travel. */
    Direction direction();

    /** Returns how values are converted. */
    Converter converter();

    /** Returns how strongly the mapping holds. */
    Strength strength();

    /** Returns whether the target's field is written only when the target record is created. */
    boolean createOnly();

    /** Returns who wins when both sides changed. */
    ConflictPolicy onConflict();

    /** Returns who wins when two records are linked whose values differ. A one-way mapping's origin always wins. */
    ConflictPolicy onFirstLink();

    /** Returns what happens when a side empties the field. */
    EmptyPolicy whenEmptied();

    /** Returns when the mapping holds; empty for always. */
    Optional<Condition> condition();

    /**
     * Tells whether the fields are sets that are merged element by element: what each side added or dropped reaches the
     * other, and what was never common stays where it is.
     */
    boolean mergesElements();

    /** Returns the flow by whose links the field's ids are translated; empty for a field that holds no ids of records. */
    Optional<String> linkedBy();

    /** Tells whether the target is written without ids that have no link yet. */
    boolean isOptional();

    /** Returns the constant, or what stands in for an empty source, as the plan says it; absent where there is neither. */
    Value standIn();

    /** Tells whether something stands in for an empty source. */
    boolean hasDefault();

    /**
     * Returns what a record of a side shows in the field, read as its type; a constant shows the same for every record, and
     * a default stands in for an empty source.
     */
    Value shown(Side side, Record record);

    /**
     * Returns in short what the mapping says, such as {@code firstname<preferred_name~trim@2}: the stored base hangs on it,
     * so that a base of another source field, converter, default or condition is never compared with.
     */
    String basis();

    /** Starts a mapping from a field of the source. */
    static Origin from(Field source) {
        return new Origin(source, null);
    }

    /** Starts a mapping that puts the same value on every target record. */
    static Origin constant(Value value) {
        return new Origin(null, value);
    }

    /** The first half of a mapping. */
    final class Origin {
        private final @Nullable Field source;
        private final @Nullable Value constant;

        private Origin(@Nullable Field source, @Nullable Value constant) {
            this.source = source;
            this.constant = constant;
        }

        /** Names the target's field. The mapping goes one way, source to target, until said otherwise. */
        public Builder to(Field target) {
            return new Builder(source, constant, target);
        }
    }

    /**
     * Builds a mapping. Without further calls: source to target, on change, converted by nothing, also on later updates;
     * emptying leaves the other side alone.
     */
    final class Builder {
        final @Nullable Field source;
        final @Nullable Value constant;
        final Field target;

        @Nullable
        String id;

        Direction direction = Direction.TO_TARGET;
        Converter converter = Converter.identity();
        Strength strength = Strength.ON_CHANGE;
        boolean createOnly;
        ConflictPolicy onConflict = ConflictPolicy.HOLD;
        ConflictPolicy onFirstLink = ConflictPolicy.HOLD;
        EmptyPolicy whenEmptied = EmptyPolicy.LEAVE;
        boolean wholeSet;
        boolean optional;

        @Nullable
        String linkedBy;

        Value instead = Value.empty();

        @Nullable
        Condition condition;

        private Builder(@Nullable Field source, @Nullable Value constant, Field target) {
            this.source = source;
            this.constant = constant;
            this.target = target;
        }

        /** Sets the id; the default is the target field's name. */
        public Builder named(String mappingId) {
            this.id = mappingId;
            return this;
        }

        /** Lets values travel both ways. */
        public Builder twoWay() {
            this.direction = Direction.BOTH;
            return this;
        }

        /** Lets values travel from the target to the source only. */
        public Builder backwards() {
            this.direction = Direction.TO_SOURCE;
            return this;
        }

        /** Converts values. */
        public Builder converted(Converter by) {
            this.converter = by;
            return this;
        }

        /** Sets how strongly the mapping holds; the default is {@link Strength#ON_CHANGE}. */
        public Builder strength(Strength how) {
            this.strength = how;
            return this;
        }

        /** Writes the target's field only when the target record is created. */
        public Builder createOnly() {
            this.createOnly = true;
            return this;
        }

        /**
         * Sets who wins when both sides changed a field that travels both ways; the default holds for a person. One-way
         * fields follow their origin.
         */
        public Builder onConflict(ConflictPolicy policy) {
            this.onConflict = policy;
            return this;
        }

        /**
         * Sets who wins when two records are linked whose values differ and travel both ways; the default holds for a
         * person. One-way fields follow their origin.
         */
        public Builder onFirstLink(ConflictPolicy policy) {
            this.onFirstLink = policy;
            return this;
        }

        /** Sets what happens when a side empties the field; the default leaves the other side alone. */
        public Builder whenEmptied(EmptyPolicy policy) {
            this.whenEmptied = policy;
            return this;
        }

        /**
         * Takes a set for one value, as any other field: whoever wins replaces it, elements of others included. Without this,
         * sets are merged element by element.
         */
        public Builder wholeSet() {
            this.wholeSet = true;
            return this;
        }

        /**
         * Translates ids of records by the links of a flow that stands before this one: what is there a patient's id is here
         * the id of the contact that the patient is linked with, and the other way round. A record that refers to one without
         * a link yet waits for it; one whose link rests, since a record of it is gone, is neither added nor dropped.
         */
        public Builder linkedBy(String flow) {
            this.linkedBy = flow;
            return this;
        }

        /** Lets the target be written without the ids that have no link yet; they are added as soon as they have one. */
        public Builder optional() {
            this.optional = true;
            return this;
        }

        /**
         * Lets the mapping hold for some source records only. For the others it says nothing: the target keeps what it
         * shows, and what was settled before stays so. For fields that travel to the target only.
         */
        public Builder onlyWhen(Condition when) {
            this.condition = when;
            return this;
        }

        /**
         * Sets what an empty source stands for, as the source would show it; the converter applies to it. A source that
         * says nothing stays absent. For fields that travel to the target only.
         */
        public Builder defaultsTo(Value value) {
            this.instead = value;
            return this;
        }

        /** Builds the mapping. */
        public FieldMapping build() {
            return new PlainFieldMapping(this);
        }
    }
}
