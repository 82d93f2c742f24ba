package io.tidelock.engine;

import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A record with the fields that others lend it. */
record EnrichedRecord(Record record, Map<String, Value> lent) implements Record {

    @Override
    public RecordRef ref() {
        return record.ref();
    }

    @Override
    public Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>(record.fields());
        lent.forEach((name, value) -> {
            if (!value.isAbsent()) {
                fields.add(name);
            }
        });
        return fields;
    }

    @Override
    public Value value(String field) {
        Value own = lent.get(field);
        return own == null ? record.value(field) : own;
    }

    @Override
    public Optional<Instant> changedAt() {
        return record.changedAt();
    }

    @Override
    public Optional<Instant> createdAt() {
        return record.createdAt();
    }

    @Override
    public String toString() {
        return ref() + " with " + fields();
    }
}
