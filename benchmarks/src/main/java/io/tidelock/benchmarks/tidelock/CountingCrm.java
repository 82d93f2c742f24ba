package io.tidelock.benchmarks.tidelock;

import io.tidelock.benchmarks.workload.Column;
import io.tidelock.benchmarks.workload.Patients;
import io.tidelock.benchmarks.workload.WrongResultException;
import io.tidelock.connector.Connector;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.crm.Contact;
import io.tidelock.record.AccountId;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A CRM that holds one bit for each contact, and makes up the rest from the patient whose number the contact's id is. Takes
 * creations only: what it once took never changes.
 */
final class CountingCrm implements Connector, RecordWriter {

    /** The unique property that holds the patient's id. */
    static final Field PATIENT_ID = Field.text("patient_id");

    private static final int BATCH = 100;
    private static final String MAILBOX = "patient";

    private final BitSet there = new BitSet();

    int size() {
        return there.cardinality();
    }

    @Override
    public AccountId account() {
        return AccountId.of("counting-crm", "main");
    }

    @Override
    public RecordAccess access(RecordType type) {
        return !type.equals(Contact.TYPE)
                ? RecordAccess.none(type)
                : RecordAccess.of(type)
                        .reader((ids, fields) -> ids.stream().map(this::read).toList())
                        .finder(this::finder)
                        .writer(this)
                        .build();
    }

    private Optional<RecordLookup> finder(List<Field> key) {
        if (key.equals(List.of(PATIENT_ID))) {
            return Optional.of(new ByNumber(CountingCrm::ofPatientId));
        }
        return key.equals(List.of(Contact.EMAIL)) ? Optional.of(new ByNumber(CountingCrm::ofEmail)) : Optional.empty();
    }

    private ReadOutcome read(String id) {
        int number = Integer.parseInt(id.substring(1));
        return there.get(number) ? new ReadOutcome.Present(contact(number)) : new ReadOutcome.Missing(id);
    }

    @Override
    public int batchLimit() {
        return BATCH;
    }

    @Override
    public CreateIdentity createIdentity(@Nullable Field idField) {
        return new CreateIdentity.UniqueKey(PATIENT_ID);
    }

    @Override
    public List<WriteOutcome> write(List<WriteOperation> batch) {
        return batch.stream().map(this::create).toList();
    }

    private WriteOutcome create(WriteOperation operation) {
        if (!(operation instanceof WriteOperation.Create create)) {
            throw new WrongResultException("Nothing should be changed here");
        }
        Map<String, Value> values = create.values();
        Value id = values.getOrDefault(PATIENT_ID.name(), Value.absent());
        int number = ofPatientId(id.plain());
        boolean created = !there.get(number);
        there.set(number);
        return WriteOutcome.written(
                Record.of(RecordRef.of(Contact.TYPE, "c" + number))
                        .setAll(values)
                        .build(),
                created);
    }

    private static int ofPatientId(String id) {
        return Integer.parseInt(id.substring(1));
    }

    private static int ofEmail(String email) {
        return Integer.parseInt(email.substring(MAILBOX.length(), email.indexOf('@')));
    }

    private static Record contact(int number) {
        Record.Builder contact = Record.of(RecordRef.of(Contact.TYPE, "c" + number));
        for (Column column : Column.values()) {
            contact.set(
                    Fields.OF_CONTACTS.field(column),
                    Patients.patient(number, 0).row().cell(column));
        }
        return contact.set(PATIENT_ID, Value.text("p" + number)).build();
    }

    private final class ByNumber implements RecordLookup {
        private final ToIntFunction<String> number;

        ByNumber(ToIntFunction<String> number) {
            this.number = number;
        }

        @Override
        public boolean authoritative() {
            return true;
        }

        @Override
        public List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
            return keys.stream()
                    .map(key -> number.applyAsInt(key.get(0)))
                    .map(this::find)
                    .toList();
        }

        private List<Record> find(int contact) {
            return there.get(contact) ? List.of(contact(contact)) : List.of();
        }
    }
}
