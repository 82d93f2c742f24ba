package io.tidelock.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What each side showed, field by field, when a pair of records last settled; the hinge of the three-way merge.
 *
 * @param fields by what a mapping says ({@code FieldMapping.basis}); one that never settled is missing
 */
public record Base(Map<String, Settled> fields) {

    /** Copies the map, into little room: there are as many bases as links. */
    public Base {
        fields = SettledFields.of(fields);
    }

    /** Returns the base of a pair that never settled. */
    public static Base none() {
        return new Base(Map.of());
    }

    /** Starts a base of exactly so many mappings, for a store that reads many: no map of them is made on the way. */
    public static Reading reading(int mappings) {
        return new Reading(mappings);
    }

    /** Returns what both sides showed in a mapping's fields. */
    public Optional<Settled> of(String mapping) {
        return Optional.ofNullable(fields.get(mapping));
    }

    /** Returns this base with other fingerprints for some mappings. */
    public Base with(Map<String, Settled> changed) {
        if (changed.isEmpty()) {
            return this;
        } else if (fields.isEmpty()) {
            return new Base(changed);
        }
        Map<String, Settled> all = new LinkedHashMap<>(fields);
        all.putAll(changed);
        return new Base(all);
    }

    /** Returns this base without the mappings that are not named. */
    public Base only(Set<String> mappings) {
        if (mappings.containsAll(fields.keySet())) {
            return this;
        }
        Map<String, Settled> kept = new LinkedHashMap<>(fields);
        kept.keySet().retainAll(mappings);
        return new Base(kept);
    }

    /**
     * What both sides showed in one mapping's fields. The two differ where a conversion loses something.
     *
     * @param source the source's fingerprint
     * @param target the target's fingerprint
     * @param members the elements of a set that both had in common, as the target shows them, and of references the marks of
     *     those that an undo left at one side only; empty for a field that is no set
     */
    public record Settled(Fingerprint source, Fingerprint target, SortedSet<Fingerprint> members) {

        /** Copies the members. */
        public Settled {
            members = members.isEmpty()
                    ? Collections.emptySortedSet()
                    : Collections.unmodifiableSortedSet(new TreeSet<>(members));
        }

        /** Stands for a field that is no set. */
        public Settled(Fingerprint source, Fingerprint target) {
            this(source, target, Collections.emptySortedSet());
        }
    }

    /** A base as a store reads it, mapping by mapping. Not thread-safe. */
    public static final class Reading {
        private final SettledFields.Filling fields;

        private Reading(int mappings) {
            this.fields = new SettledFields.Filling(mappings);
        }

        /**
         * Adds what a mapping settled on, in the order in which the base was stored.
         *
         * @param members the elements of a set that both had in common; nobody changes the set after that
         * @throws IndexOutOfBoundsException if there are more than was said
         */
        public Reading add(String mapping, Fingerprint source, Fingerprint target, SortedSet<Fingerprint> members) {
            fields.add(mapping, source, target, members);
            return this;
        }

        /**
         * Returns the base.
         *
         * @throws IllegalStateException if there are fewer than was said
         */
        public Base done() {
            return new Base(fields.fields());
        }
    }
}
