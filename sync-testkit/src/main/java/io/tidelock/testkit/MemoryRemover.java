package io.tidelock.testkit;

import io.tidelock.connector.RecordRemover;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.RecordRef;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Archives record by record; one that is locked leaves the others alone. */
final class MemoryRemover implements RecordRemover {

    private final MemoryStore store;
    private final Table table;
    private final Gateway gateway;
    private final Refusals refusals;

    MemoryRemover(MemoryStore store, Table table, Gateway gateway, Refusals refusals) {
        this.store = store;
        this.table = table;
        this.gateway = gateway;
        this.refusals = refusals;
    }

    @Override
    public int batchLimit() {
        return MemoryWriter.BATCH_LIMIT;
    }

    @Override
    public List<WriteOutcome> remove(List<RecordRef> refs) {
        check(refs);
        return gateway.pass(new Call(Call.Kind.WRITE, table.type(), refs.size()), fault -> {
            if (fault.isPresent() && fault.get() instanceof Fault.Retryable retryable) {
                return all(refs, new WriteOutcome.Retryable(retryable.after()));
            }
            List<WriteOutcome> outcomes = archive(refs);
            return fault.isPresent() ? all(refs, new WriteOutcome.Unknown()) : outcomes;
        });
    }

    private void check(List<RecordRef> refs) {
        if (refs.isEmpty() || refs.size() > MemoryWriter.BATCH_LIMIT || new HashSet<>(refs).size() < refs.size()) {
            throw new IllegalArgumentException("A batch has 1 to " + MemoryWriter.BATCH_LIMIT
                    + " different records, this one " + refs.size() + " refs");
        }
        refs.stream()
                .filter(ref -> !ref.type().equals(table.type()))
                .findFirst()
                .ifPresent(ref -> {
                    throw new IllegalArgumentException(ref + " was sent to the remover of " + table.type());
                });
    }

    private static List<WriteOutcome> all(List<RecordRef> refs, WriteOutcome outcome) {
        return refs.stream().map(ref -> outcome).toList();
    }

    private List<WriteOutcome> archive(List<RecordRef> refs) {
        synchronized (store) {
            return refs.stream().map(this::archive).toList();
        }
    }

    private WriteOutcome archive(RecordRef ref) {
        Optional<Row> row = table.row(ref.id());
        if (row.isEmpty() || !row.get().finalSurvivor().isLive()) {
            return new WriteOutcome.Gone(ref);
        }
        if (row.get().isMerged()) {
            return new WriteOutcome.MergedInto(row.get().finalSurvivor().ref());
        }
        Optional<WriteOutcome> locked = refusals.ofRemoval(ref);
        if (locked.isEmpty()) {
            table.setLive(row.get(), false);
        }
        return locked.orElseGet(() -> new WriteOutcome.Written(ref, false, Optional.empty()));
    }
}
