package io.tidelock.mapping;

import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class EnumMapConverter implements Converter {

    private final String name;
    private final int version;
    private final Map<String, String> forward;
    private final Map<String, String> back;
    private final Map<String, String> backward = new LinkedHashMap<>();

    /** The targets of several sources for which nothing says which of them is meant. */
    private final Set<String> ambiguous = new LinkedHashSet<>();

    EnumMapConverter(String name, int version, Map<String, String> table, Map<String, String> back) {
        this.name = name;
        this.version = version;
        this.forward = new LinkedHashMap<>(table);
        this.back = new LinkedHashMap<>(back);
        table.forEach((source, target) -> {
            if (backward.putIfAbsent(target, source) != null && !back.containsKey(target)) {
                ambiguous.add(target);
            }
        });
        backward.putAll(back);
    }

    /** Returns what can be converted to a side, as the table writes it. */
    Set<String> known(Side to) {
        return Collections.unmodifiableSet((to == Side.TARGET ? forward : backward).keySet());
    }

    Set<String> ambiguous() {
        return Collections.unmodifiableSet(ambiguous);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public Map<String, String> table() {
        return Collections.unmodifiableMap(forward);
    }

    @Override
    public Map<String, String> back() {
        return Collections.unmodifiableMap(back);
    }

    @Override
    public Value toTarget(Value value) {
        return found(forward.get(value.plain().strip()));
    }

    @Override
    public Value toSource(Value value) {
        return found(backward.get(value.plain().strip()));
    }

    private Value found(@Nullable String option) {
        if (option == null) {
            throw new UnmappedValueException(name);
        }
        return Value.text(option);
    }
}
