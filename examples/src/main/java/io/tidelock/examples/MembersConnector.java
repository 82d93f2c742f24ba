package io.tidelock.examples;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.examples.MembersTable.Row;
import io.tidelock.record.AccountId;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The members table as one side of a sync, both ways. */
record MembersConnector(MembersTable table) implements Connector, ChangeFeed {

    @Override
    public AccountId account() {
        return AccountId.of("members", "main");
    }

    @Override
    public RecordAccess access(RecordType type) {
        CreateIdentity lookAgain = new CreateIdentity.Probe(List.of(MembersTable.EMAIL), Duration.ZERO);
        return !type.equals(MembersTable.TYPE)
                ? RecordAccess.none(type)
                : RecordAccess.of(type)
                        .feed(this)
                        .reader(RecordReader.each(id -> table.byId(id).map(this::record)))
                        .finder(RecordFinder.each(MembersTable.EMAIL, this::byEmail))
                        .writer(RecordWriter.each(lookAgain, this::insert, this::update))
                        .build();
    }

    @Override
    public Cursor since(Instant start) {
        return Cursor.of("0"); // a table without stamps shows everything once
    }

    @Override
    public ChangePage changesAfter(Cursor after, Set<String> fields) {
        List<Row> rows = table.changedAfter(Long.parseLong(after.text()));
        String last =
                rows.isEmpty() ? after.text() : "" + rows.get(rows.size() - 1).version();
        List<Change> changes =
                rows.stream().map(row -> Change.upsert(record(row))).toList();
        return new ChangePage(changes, Cursor.of(last), rows.size() == MembersTable.PAGE);
    }

    private List<Record> byEmail(String email) {
        return table.byEmail(email).stream().map(this::record).toList();
    }

    private WriteOutcome insert(WriteOperation.Create create) {
        return WriteOutcome.written(record(table.insert(Row.of(create.values()))), true);
    }

    private WriteOutcome update(WriteOperation.Update update) {
        return table.update(update.ref().id(), row -> row.with(update.values()))
                .map(row -> WriteOutcome.written(record(row), false))
                .orElseGet(() -> new WriteOutcome.Gone(update.ref()));
    }

    private Record record(Row row) {
        return Record.of(RecordRef.of(MembersTable.TYPE, row.id()))
                .setAll(row.values())
                .build();
    }
}
