package io.tidelock.testkit;

import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import io.tidelock.testkit.Table.Conflict;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes operation by operation; one that is refused leaves the others alone. */
final class MemoryWriter implements RecordWriter {

    static final int BATCH_LIMIT = 100;

    private final MemoryStore store;
    private final Table table;
    private final Gateway gateway;
    private final Refusals refusals;
    private final boolean receipts;

    MemoryWriter(MemoryStore store, Table table, Gateway gateway, Refusals refusals, boolean receipts) {
        this.store = store;
        this.table = table;
        this.gateway = gateway;
        this.refusals = refusals;
        this.receipts = receipts;
    }

    @Override
    public int batchLimit() {
        return BATCH_LIMIT;
    }

    @Override
    public CreateIdentity createIdentity(@Nullable Field idField) {
        return idField == null ? new CreateIdentity.None() : new CreateIdentity.UniqueKey(idField);
    }

    @Override
    public List<WriteOutcome> write(List<WriteOperation> batch) {
        check(batch);
        return gateway.pass(new Call(Call.Kind.WRITE, table.type(), batch.size()), fault -> {
            if (fault.isPresent() && fault.get() instanceof Fault.Retryable retryable) {
                return all(batch, new WriteOutcome.Retryable(retryable.after()));
            }
            List<WriteOutcome> outcomes = apply(batch);
            return fault.isPresent() ? all(batch, new WriteOutcome.Unknown()) : outcomes;
        });
    }

    private void check(List<WriteOperation> batch) {
        if (batch.isEmpty() || batch.size() > BATCH_LIMIT) {
            throw new IllegalArgumentException(
                    "A batch has 1 to " + BATCH_LIMIT + " operations, this one " + batch.size());
        }
        Set<RecordRef> seen = new HashSet<>();
        for (WriteOperation operation : batch) {
            if (operation instanceof WriteOperation.Update update && !seen.add(update.ref())) {
                throw new IllegalArgumentException("A batch has no two operations on " + update.ref());
            }
            if (operation instanceof WriteOperation.Update update
                    && !update.ref().type().equals(table.type())) {
                throw new IllegalArgumentException(update.ref() + " was sent to the writer of " + table.type());
            }
        }
    }

    private static List<WriteOutcome> all(List<WriteOperation> batch, WriteOutcome outcome) {
        return batch.stream().map(operation -> outcome).toList();
    }

    private List<WriteOutcome> apply(List<WriteOperation> batch) {
        synchronized (store) {
            return batch.stream().map(this::apply).toList();
        }
    }

    private WriteOutcome apply(WriteOperation operation) {
        Optional<WriteOutcome> refused = refusals.of(operation);
        if (refused.isPresent()) {
            return refused.get();
        }
        return operation instanceof WriteOperation.Create create
                ? create(create)
                : update((WriteOperation.Update) operation);
    }

    private WriteOutcome create(WriteOperation.Create create) {
        Admission admission = Admission.of(table, create.values(), null);
        if (admission.refusal().isPresent()) {
            return admission.refusal().get();
        }
        Field idField = create.idField();
        if (idField == null) {
            return insert(create.values(), admission);
        }
        Optional<Definition> key = table.definition(idField.name()).filter(Definition::unique);
        String id = admission.values().getOrDefault(idField.name(), "");
        if (key.isEmpty() || id.isEmpty()) {
            String reason = key.isEmpty() ? "is not a unique property" : "is missing";
            return new WriteOutcome.Rejected("INVALID_ID_PROPERTY", Map.of(idField.name(), reason));
        }
        Optional<Row> there = table.holder(key.get(), id);
        return there.isEmpty()
                ? insert(create.values(), admission)
                : table.conflict(admission.values(), there.get())
                        .map(MemoryWriter::alreadyExists)
                        .orElseGet(() -> change(there.get(), create.values(), admission));
    }

    private WriteOutcome insert(Map<String, Value> values, Admission admission) {
        Optional<Conflict> conflict = table.conflict(admission.values(), null);
        return conflict.isPresent()
                ? alreadyExists(conflict.get())
                : written(table.insert(admission.values()), true, values);
    }

    private WriteOutcome update(WriteOperation.Update update) {
        Optional<Row> row = table.row(update.ref().id());
        if (row.isEmpty() || !row.get().finalSurvivor().isLive()) {
            return new WriteOutcome.Gone(update.ref());
        }
        if (row.get().isMerged()) {
            return new WriteOutcome.MergedInto(row.get().finalSurvivor().ref());
        }
        Admission admission = Admission.of(table, update.values(), row.get());
        if (admission.refusal().isPresent()) {
            return admission.refusal().get();
        }
        Optional<Conflict> conflict = table.conflict(admission.values(), row.get());
        return conflict.isPresent() ? alreadyExists(conflict.get()) : change(row.get(), update.values(), admission);
    }

    private WriteOutcome change(Row row, Map<String, Value> values, Admission admission) {
        table.change(row, admission.values());
        return written(row, false, values);
    }

    private WriteOutcome written(Row row, boolean created, Map<String, Value> values) {
        Optional<Record> receipt =
                receipts ? Optional.of(table.show(row, row.current(), values.keySet())) : Optional.empty();
        return new WriteOutcome.Written(row.ref(), created, receipt);
    }

    private static WriteOutcome alreadyExists(Conflict conflict) {
        return new WriteOutcome.AlreadyExists(conflict.holder().ref());
    }
}
