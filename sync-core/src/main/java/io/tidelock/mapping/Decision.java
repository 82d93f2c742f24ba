package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.Record;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Decides once what a source record becomes, by what the other system holds at that moment: which flows project it, and onto
 * which existing records. Shared by all flows of one source type that make something of its records.
 *
 * <p>The answer is stored before anything is written, so that what we write ourselves cannot change it; later observations of
 * the record only map its fields anew. A rule with a higher version decides about records that come after it.
 */
public final class Decision {

    private final String name;
    private final int version;
    private final Set<Field> reads;
    private final Set<Field> notes;
    private final List<LookUp> lookUps;
    private final BiFunction<Record, Found, Decided> rule;

    private Decision(Builder builder, BiFunction<Record, Found, Decided> rule) {
        this.name = builder.name;
        this.version = builder.version;
        this.reads = new LinkedHashSet<>(builder.reads);
        this.notes = new LinkedHashSet<>(builder.notes);
        this.lookUps = List.copyOf(builder.lookUps);
        this.rule = rule;
        lookUps.forEach(lookUp -> reads.addAll(lookUp.reads()));
    }

    /**
     * Starts a decision.
     *
     * @param name the stable name: what was decided is stored under it
     * @param version rises when the rule decides otherwise than before
     */
    public static Builder named(String name, int version) {
        return new Builder(name, version);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the version of the rule. */
    public int version() {
        return version;
    }

    /** Returns the fields of the source record that are read. */
    public Set<Field> reads() {
        return Collections.unmodifiableSet(reads);
    }

    /** Returns the fields that the decision itself gives to the records it is about. */
    public Set<Field> notes() {
        return Collections.unmodifiableSet(notes);
    }

    /** Tells whether a field of the source is one that the decision gives. */
    public boolean notes(String field) {
        return notes.stream().anyMatch(note -> note.name().equals(field));
    }

    /** Returns the look-ups, in order. */
    public List<LookUp> lookUps() {
        return lookUps;
    }

    /** Decides about a record. */
    public Decided decide(Record source, Found found) {
        return Objects.requireNonNull(rule.apply(source, found), "a decision");
    }

    @Override
    public String toString() {
        return "decision " + name + " v" + version;
    }

    /** Collects what a decision looks at. */
    public static final class Builder {
        private final String name;
        private final int version;
        private final List<Field> reads = new ArrayList<>();
        private final List<Field> notes = new ArrayList<>();
        private final List<LookUp> lookUps = new ArrayList<>();

        private Builder(String name, int version) {
            this.name = name;
            this.version = version;
        }

        /** Reads fields of the source record, besides those that look-ups match by. */
        public Builder reads(Field... fields) {
            reads.addAll(List.of(fields));
            return this;
        }

        /**
         * Names fields that the rule itself may give a record ({@link Decided#noting}), besides what the source shows. Map them
         * {@code createOnly()}: a record shows them until it is linked, and no more after that.
         */
        public Builder notes(Field... fields) {
            notes.addAll(List.of(fields));
            return this;
        }

        /** Adds a look-up in the other system, after those added before. */
        public Builder lookUp(LookUp next) {
            lookUps.add(next);
            return this;
        }

        /**
         * Builds the decision.
         *
         * @param rule deterministic and without side effects: gets the source record and what was found
         */
        public Decision by(BiFunction<Record, Found, Decided> rule) {
            return new Decision(this, rule);
        }
    }
}
