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
import java.util.Set;
import java.util.SortedSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
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

    private SettledFields(Map<String, Settled> fields) {
        this.names = fields.keySet().toArray(String[]::new);
        this.prints = new long[names.length * HALVES];
        List<SortedSet<Fingerprint>> sets = new ArrayList<>();
        int at = 0;
        for (Settled field : fields.values()) {
            prints[at++] = field.source().high();
            prints[at++] = field.source().low();
            prints[at++] = field.target().high();
            prints[at++] = field.target().low();
            if (!field.members().isEmpty()) {
                sets.addAll(Collections.nCopies((at / HALVES) - 1 - sets.size(), Collections.emptySortedSet()));
                sets.add(field.members());
            }
        }
        this.members = List.copyOf(sets);
    }

    /** Copies a map. */
    static Map<String, Settled> of(Map<String, Settled> fields) {
        return fields instanceof SettledFields ? fields : new SettledFields(fields);
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
            return IntStream.range(0, names.length).mapToObj(each).iterator();
        }
    }
}
