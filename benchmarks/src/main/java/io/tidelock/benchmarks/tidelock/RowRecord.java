package io.tidelock.benchmarks.tidelock;

import io.tidelock.benchmarks.workload.Column;
import io.tidelock.benchmarks.workload.Row;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A row of either side as a record.
 *
 * @param ref the record
 * @param row what it shows; an empty cell shows as empty
 * @param called how its columns are called
 */
@SuppressWarnings("JavaLangClash") // the SPI's name
record RowRecord(RecordRef ref, Row row, Fields called) implements Record {

    @Override
    public Set<String> fields() {
        return called.names();
    }

    @Override
    public Value value(String field) {
        Column column = called.column(field);
        return column == null ? Value.absent() : Value.text(row.cell(column));
    }

    @Override
    public Optional<Instant> changedAt() {
        return Optional.empty();
    }

    @Override
    public Optional<Instant> createdAt() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return ref.toString();
    }
}
