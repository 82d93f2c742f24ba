package io.tidelock.record;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a plan touches in one of its systems. A connector names by it what that takes at its vendor: permissions, or
 * subscriptions to changes.
 *
 * @param uses one for each record type, in the order of the flows
 * @param schema what has to be there besides the standard fields
 */
public record Footprint(List<Use> uses, Schema schema) {

    /** Copies the list. */
    public Footprint {
        uses = List.copyOf(uses);
    }

    /**
     * What happens to the records of a type.
     *
     * @param type the type
     * @param linked whether its records are linked with others, rather than only looked up
     * @param watched the names of the fields whose changes count by themselves; empty if none do
     * @param read the names of all fields that are read, the watched ones among them
     * @param written the names of the fields that are written
     * @param changed whether its records are created, written or removed
     */
    public record Use(
            RecordType type,
            boolean linked,
            Set<String> watched,
            Set<String> read,
            Set<String> written,
            boolean changed) {

        /** Copies the sets, keeping their order. */
        public Use {
            watched = Collections.unmodifiableSet(new LinkedHashSet<>(watched));
            read = Collections.unmodifiableSet(new LinkedHashSet<>(read));
            written = Collections.unmodifiableSet(new LinkedHashSet<>(written));
        }

        /** Returns the associations among the fields that are read or written. */
        public Set<Association> associations() {
            Set<Association> all = new LinkedHashSet<>();
            read.forEach(field -> Association.of(field).ifPresent(all::add));
            written.forEach(field -> Association.of(field).ifPresent(all::add));
            return all;
        }
    }
}
