package io.tidelock.record;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class MapRecord implements Record {

    private final RecordRef ref;
    private final Map<String, Value> values;
    private final @Nullable Instant changedAt;
    private final @Nullable Instant createdAt;

    /** Holds values that nobody changes any more. */
    MapRecord(RecordRef ref, Map<String, Value> values, @Nullable Instant changedAt, @Nullable Instant createdAt) {
        this.ref = ref;
        this.values = Collections.unmodifiableMap(values);
        this.changedAt = changedAt;
        this.createdAt = createdAt;
    }

    @Override
    public RecordRef ref() {
        return ref;
    }

    @Override
    public Set<String> fields() {
        return values.keySet();
    }

    @Override
    public Value value(String field) {
        return values.getOrDefault(field, Value.absent());
    }

    @Override
    public Optional<Instant> changedAt() {
        return Optional.ofNullable(changedAt);
    }

    @Override
    public Optional<Instant> createdAt() {
        return Optional.ofNullable(createdAt);
    }

    @Override
    public String toString() {
        return ref + " with " + values.keySet();
    }
}
