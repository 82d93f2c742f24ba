package io.tidelock.examples;

import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.examples.MembersTable.Row;
import io.tidelock.record.Field;
import io.tidelock.record.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes members. Within one database a write that failed was not applied, so no outcome stays unknown. */
record MembersWriter(MembersTable table) implements RecordWriter {

    @Override
    public int batchLimit() {
        return 100;
    }

    @Override
    public CreateIdentity createIdentity(@Nullable Field idField) {
        return new CreateIdentity.None();
    }

    @Override
    public List<WriteOutcome> write(List<WriteOperation> batch) {
        return batch.stream().map(this::write).toList();
    }

    private WriteOutcome write(WriteOperation operation) {
        if (operation instanceof WriteOperation.Create create) {
            return written(
                    table.insert(
                            text(create.values(), MembersTable.NAME, ""),
                            text(create.values(), MembersTable.EMAIL, "")),
                    true);
        }
        WriteOperation.Update update = (WriteOperation.Update) operation;
        Optional<Row> row = table.byId(update.ref().id());
        return row.map(member -> written(
                        table.update(
                                member.id(),
                                text(update.values(), MembersTable.NAME, member.name()),
                                text(update.values(), MembersTable.EMAIL, member.email())),
                        false))
                .orElseGet(() -> new WriteOutcome.Gone(update.ref()));
    }

    private WriteOutcome written(String id, boolean created) {
        return table.byId(id)
                .map(MembersConnector::record)
                .<WriteOutcome>map(record -> new WriteOutcome.Written(record.ref(), created, Optional.of(record)))
                .orElseThrow();
    }

    private static String text(Map<String, Value> values, Field field, String otherwise) {
        Value value = values.getOrDefault(field.name(), Value.absent());
        return value.isAbsent() ? otherwise : value.plain();
    }
}
