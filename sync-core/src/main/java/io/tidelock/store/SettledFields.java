package io.tidelock.store;

import io.tidelock.store.Base.Settled;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a base, in the order in which they came. Fingerprints lie side by side and are objects only while somebody
 * looks: a third of the room that a hash map takes, and a flow has few enough fields to look through them.
 */
final class SettledFields extends AbstractMap<String, Settled> {

    private static final int HALVES = 4;

    private final String[] names;
    private final long[] prints;
    private final List<SortedSet<Fingerprint>> members;

    private SettledFields(String[] names, long[] prints, List<SortedSet<Fingerprint>> members) {
        this.names = names;
        this.prints = prints;
        this.members = List.copyOf(members);
    }

    /** Copies a map. */
    static Map<String, Settled> of(Map<String, Settled> fields) {
        if (fields instanceof SettledFields) {
            return fields;
        }
        Filling filling = new Filling(fields.size());
        fields.forEach((name, field) -> filling.add(name, field.source(), field.target(), field.members()));
        return filling.fields();
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public boolean containsKey(Object name) {
        return place(name) >= 0;
    }

    @Override
    public @Nullable Settled get(Object name) {
        int place = place(name);
        return place < 0 ? null : settled(place);
    }

    @Override
    public Set<String> keySet() {
        return new View<>(place -> names[place]) {
            @Override
            public boolean contains(Object name) {
                return containsKey(name);
            }
        };
    }

    @Override
    public Set<Entry<String, Settled>> entrySet() {
        return new View<>(place -> Map.entry(names[place], settled(place)));
    }

    @Override
    public boolean equals(Object other) {
        if (other instanceof SettledFields same && Arrays.equals(names, same.names)) {
            return Arrays.equals(prints, same.prints) && members.equals(same.members);
        }
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    private int place(Object name) {
        for (int place = 0; place < names.length; place++) {
            if (names[place].equals(name)) {
                return place;
            }
        }
        return -1;
    }

    private Settled settled(int place) {
        int at = place * HALVES;
        return new Settled(
                new Fingerprint(prints[at], prints[at + 1]),
                new Fingerprint(prints[at + 2], prints[at + 3]),
                place < members.size() ? members.get(place) : Collections.emptySortedSet());
    }

    /** The fields, one after the other, each as somebody wants to see it. */
    private class View<T> extends AbstractSet<T> {
        private final IntFunction<T> each;

        View(IntFunction<T> each) {
            this.each = each;
        }

        @Override
        public int size() {
            return names.length;
        }

        @Override
        public Iterator<T> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < names.length;
                }

                @Override
                public T next() {
                    if (next == names.length) {
                        throw new NoSuchElementException();
                    }
                    return each.apply(next++);
                }
            };
        }
    }

    /** Fields that are still coming, so many as were said. */
    static final class Filling {
        private final String[] names;
        private final long[] prints;
        private final List<SortedSet<Fingerprint>> members = new ArrayList<>(0);
        private int filled;

        Filling(int fields) {
            this.names = new String[fields];
            this.prints = new long[fields * HALVES];
        }

        void add(String name, Fingerprint source, Fingerprint target, SortedSet<Fingerprint> common) {
            int at = filled * HALVES;
            prints[at] = source.high();
            prints[at + 1] = source.low();
            prints[at + 2] = target.high();
            prints[at + 3] = target.low();
            if (!common.isEmpty()) {
                members.addAll(Collections.nCopies(filled - members.size(), Collections.emptySortedSet()));
                members.add(common);
            }
            names[filled++] = name;
        }

        SettledFields fields() {
            if (filled < names.length) {
                throw new IllegalStateException("There are " + filled + " of " + names.length + " fields");
            }
            return new SettledFields(names, prints, members);
        }
    }
}
