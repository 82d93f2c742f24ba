package io.tidelock.testkit;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All records of one in-memory system, its clock and its ids. Whoever uses it or its tables synchronizes on it.
 *
 * <p>Stamps are whole milliseconds and never go back, whatever the clock does: a vendor's do not either.
 */
final class MemoryStore {

    private final Map<RecordType, Table> tables = new LinkedHashMap<>();
    private final Edges edges = new Edges();
    private final MemoryPipelines pipelines = new MemoryPipelines();
    private final Clock clock;
    private final Duration lag;
    private long latestMillis;
    private long lastNumber;

    MemoryStore(Clock clock, Duration lag, long firstId) {
        this.clock = clock;
        this.lag = lag;
        this.lastNumber = firstId - 1;
    }

    Table addTable(RecordType type, boolean readOnly) {
        Table table = new Table(type, readOnly, this);
        tables.put(type, table);
        return table;
    }

    Optional<Table> find(RecordType type) {
        return Optional.ofNullable(tables.get(type));
    }

    MemoryPipelines pipelines() {
        return pipelines;
    }

    Edges edges() {
        return edges;
    }

    List<RecordType> types() {
        return List.copyOf(tables.keySet());
    }

    /**
     * Returns the table of a type.
     *
     * @throws IllegalArgumentException if the system has no such type
     */
    Table table(RecordType type) {
        return find(type)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There are no records of type " + type + " here; there are " + tables.keySet()));
    }

    /**
     * Returns a live record.
     *
     * @throws IllegalArgumentException if it is not there, archived or merged away
     */
    Row live(RecordRef ref) {
        Row row = row(ref);
        if (!row.isLive()) {
            throw new IllegalArgumentException(ref + " is "
                    + (row.isMerged() ? "merged into " + row.finalSurvivor().ref() : "archived"));
        }
        return row;
    }

    /**
     * Returns a record, also one that is archived or merged away.
     *
     * @throws IllegalArgumentException if there is none
     */
    Row row(RecordRef ref) {
        return table(ref.type()).row(ref.id()).orElseThrow(() -> new IllegalArgumentException("There is no " + ref));
    }

    /** Reads one id from the primary store. */
    ReadOutcome read(Table table, String id, Set<String> fields) {
        Optional<Row> row = table.row(id);
        if (row.isEmpty()) {
            return new ReadOutcome.Missing(id);
        }
        Row now = row.get().finalSurvivor();
        if (!now.isLive()) {
            return new ReadOutcome.Archived(id);
        }
        var record = table.show(now, now.current(), fields);
        return row.get().isMerged() ? new ReadOutcome.MergedInto(id, record) : new ReadOutcome.Present(record);
    }

    long nextNumber() {
        return ++lastNumber;
    }

    Instant now() {
        latestMillis = Math.max(latestMillis, clock.millis());
        return Instant.ofEpochMilli(latestMillis);
    }

    /** Returns up to when the index has seen everything. */
    Instant horizon() {
        return now().minus(lag);
    }
}
