package io.tidelock.testkit;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Reads by id what is stored now. */
final class MemoryReader implements RecordReader {

    private final MemoryStore store;
    private final Table table;
    private final Gateway gateway;

    MemoryReader(MemoryStore store, Table table, Gateway gateway) {
        this.store = store;
        this.table = table;
        this.gateway = gateway;
    }

    @Override
    public List<ReadOutcome> read(Collection<String> ids, Set<String> fields) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return gateway.pass(new Call(Call.Kind.READ, table.type(), ids.size()), () -> {
            synchronized (store) {
                return ids.stream().map(id -> store.read(table, id, fields)).toList();
            }
        });
    }
}
