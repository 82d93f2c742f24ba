package io.tidelock.benchmarks.tidelock;

import io.tidelock.benchmarks.workload.Column;
import io.tidelock.benchmarks.workload.Contact;
import io.tidelock.benchmarks.workload.Crm;
import io.tidelock.benchmarks.workload.Row;
import io.tidelock.connector.Connector;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.AccountId;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The target as one side of a sync.
 *
 * @param crm the target
 */
record CrmConnector(Crm crm) implements Connector, RecordReader, RecordLookup, RecordWriter {

    @Override
    public AccountId account() {
        return AccountId.of("crm", "main");
    }

    @Override
    public RecordAccess access(RecordType type) {
        return !type.equals(io.tidelock.crm.Contact.TYPE)
                ? RecordAccess.none(type)
                : RecordAccess.of(type)
                        .reader(this)
                        .finder(key -> key.equals(List.of(io.tidelock.crm.Contact.EMAIL))
                                ? Optional.of(this)
                                : Optional.empty())
                        .writer(this)
                        .build();
    }

    @Override
    public List<ReadOutcome> read(Collection<String> ids, Set<String> fields) {
        List<String> asked = List.copyOf(ids);
        List<ReadOutcome> outcomes = new ArrayList<>(asked.size());
        for (int start = 0; start < asked.size(); start += Crm.BATCH) {
            List<String> batch = asked.subList(start, Math.min(start + Crm.BATCH, asked.size()));
            List<Optional<Contact>> found = crm.byId(batch);
            for (int i = 0; i < batch.size(); i++) {
                String id = batch.get(i);
                outcomes.add(found.get(i)
                        .<ReadOutcome>map(contact -> new ReadOutcome.Present(record(contact)))
                        .orElseGet(() -> new ReadOutcome.Missing(id)));
            }
        }
        return outcomes;
    }

    @Override
    public boolean authoritative() {
        return true;
    }

    @Override
    public List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
        List<List<Record>> hits = new ArrayList<>(keys.size());
        for (int start = 0; start < keys.size(); start += Crm.BATCH) {
            List<List<String>> batch = keys.subList(start, Math.min(start + Crm.BATCH, keys.size()));
            crm.byEmail(batch.stream().map(key -> key.get(0)).toList())
                    .forEach(found -> hits.add(
                            found.map(contact -> List.of(record(contact))).orElse(List.of())));
        }
        return hits;
    }

    @Override
    public int batchLimit() {
        return Crm.BATCH;
    }

    @Override
    public CreateIdentity createIdentity(@Nullable Field idField) {
        return new CreateIdentity.Probe(List.of(io.tidelock.crm.Contact.EMAIL), Duration.ZERO);
    }

    @Override
    public List<WriteOutcome> write(List<WriteOperation> batch) {
        List<Contact> written =
                crm.write(batch.stream().map(CrmConnector::translated).toList());
        List<WriteOutcome> outcomes = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            outcomes.add(WriteOutcome.written(record(written.get(i)), batch.get(i) instanceof WriteOperation.Create));
        }
        return outcomes;
    }

    private static Crm.Write translated(WriteOperation operation) {
        return operation instanceof WriteOperation.Update update
                ? new Crm.Write(update.ref().id(), row(update.values()))
                : new Crm.Write(null, row(((WriteOperation.Create) operation).values()));
    }

    private static Row row(Map<String, Value> values) {
        @Nullable String[] cells = new @Nullable String[Column.COUNT];
        values.forEach((name, value) -> {
            Column column = Fields.OF_CONTACTS.column(name);
            if (column == null) {
                throw new IllegalArgumentException("Contacts have no " + name);
            }
            cells[column.place()] = value.plain();
        });
        return Row.of(cells);
    }

    private static Record record(Contact contact) {
        return new RowRecord(
                RecordRef.of(io.tidelock.crm.Contact.TYPE, contact.id()), contact.row(), Fields.OF_CONTACTS);
    }
}
