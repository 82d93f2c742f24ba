package io.tidelock.mapping;

import io.tidelock.record.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class EnumMapConverter implements Converter {

    private final String name;
    private final int version;
    private final Map<String, String> forward;
    private final Map<String, String> backward = new LinkedHashMap<>();

    EnumMapConverter(String name, int version, Map<String, String> table) {
        this.name = name;
        this.version = version;
        this.forward = new LinkedHashMap<>(table);
        table.forEach((source, target) -> backward.putIfAbsent(target, source));
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
