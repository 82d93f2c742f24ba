package io.tidelock.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Names that stand in a table once and elsewhere as numbers; what was committed is remembered. As many as plans and tenants
 * have, not as records. Thread-safe.
 */
final class Dictionary {

    private final String table;
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<Integer, String> names = new ConcurrentHashMap<>();

    Dictionary(String table) {
        this.table = table;
    }

    String table() {
        return table;
    }

    @Nullable
    Integer number(String name) {
        return numbers.get(name);
    }

    @Nullable
    String name(int number) {
        return names.get(number);
    }

    /** Remembers what stands in the table for good. */
    void learn(String name, int number) {
        numbers.put(name, number);
        names.put(number, name);
    }
}
