package io.tidelock.examples;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordLookup;
import io.tidelock.examples.MembersTable.Row;
import io.tidelock.record.AccountId;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The members table as one side of a sync. */
record MembersConnector(MembersTable table) implements Connector, ChangeFeed, RecordLookup {

    @Override
    public AccountId account() {
        return AccountId.of("members", "main");
    }

    @Override
    public RecordAccess access(RecordType type) {
        return !type.equals(MembersTable.TYPE)
                ? RecordAccess.none(type)
                : RecordAccess.of(type)
                        .feed(this)
                        .reader(this::read)
                        .finder(key -> key.equals(List.of(MembersTable.EMAIL)) ? Optional.of(this) : Optional.empty())
                        .writer(new MembersWriter(table))
                        .build();
    }

    @Override
    public Cursor since(Instant start) {
        return Cursor.of("0"); // a table without stamps shows everything once
    }

    @Override
    public ChangePage changesAfter(Cursor after, Set<String> fields) {
        List<Row> rows = table.changedAfter(Long.parseLong(after.text()));
        long last = rows.isEmpty()
                ? Long.parseLong(after.text())
                : rows.get(rows.size() - 1).version();
        List<Change> changes =
                rows.stream().map(row -> Change.upsert(record(row))).toList();
        return new ChangePage(changes, Cursor.of(Long.toString(last)), rows.size() == MembersTable.PAGE);
    }

    private List<ReadOutcome> read(Collection<String> ids, Set<String> fields) {
        return ids.stream()
                .map(id -> table.byId(id)
                        .<ReadOutcome>map(row -> new ReadOutcome.Present(record(row)))
                        .orElseGet(() -> new ReadOutcome.Missing(id)))
                .toList();
    }

    @Override
    public boolean authoritative() {
        return false; // the table allows an e-mail twice
    }

    @Override
    public List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
        return keys.stream()
                .map(key -> table.byEmail(key.get(0)).stream()
                        .map(MembersConnector::record)
                        .toList())
                .toList();
    }

    static Record record(Row row) {
        RecordRef ref = RecordRef.of(MembersTable.TYPE, row.id());
        return Record.of(ref)
                .set(MembersTable.NAME, row.name())
                .set(MembersTable.EMAIL, row.email())
                .build();
    }
}
