package io.tidelock.connector;

import io.tidelock.record.Field;
import io.tidelock.record.Record;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Looks records up by what their fields hold. */
public interface RecordFinder {

    /**
     * Returns the way to look up by these fields together, or empty when the system cannot. Makes no call, so a custom
     * property need not exist yet: a plan is checked before its properties are provisioned. Until one exists, a look-up by
     * it finds nothing or fails as the system does.
     *
     * @param key one field, or several that must all match
     */
    Optional<RecordLookup> by(List<Field> key);

    /**
     * Makes a finder of a function that finds records by what one field holds, for systems close at hand such as the
     * host's own tables. Its answers count as not authoritative: several records may hold a key.
     *
     * @param find gives the whole records that hold the text, none for none
     */
    static RecordFinder each(Field field, Function<String, List<Record>> find) {
        RecordLookup lookup = new RecordLookup() {
            @Override
            public boolean authoritative() {
                return false;
            }

            @Override
            public List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
                return keys.stream().map(key -> find.apply(key.get(0))).toList();
            }
        };
        return key -> key.equals(List.of(field)) ? Optional.of(lookup) : Optional.empty();
    }
}
