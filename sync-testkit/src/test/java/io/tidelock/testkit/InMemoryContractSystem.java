package io.tidelock.testkit;

import io.tidelock.connector.Connector;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Contacts of the in-memory CRM, with an index that lags and pages of five. */
final class InMemoryContractSystem implements ContractSystem {

    static final Field KEY = Field.text("clinic_id");
    static final Field DUE_ON = Field.date("due_on");
    static final Field FLAG = Field.choice("send_to_clinic");

    private final ManualClock clock = new ManualClock();
    private final InMemoryCrm crm = InMemoryCrm.builder()
            .clock(clock)
            .searchLag(Duration.ofSeconds(30))
            .pageSize(5)
            .property(Schema.Property.of(Contact.TYPE, KEY, "Clinic ID").asUnique())
            .property(Schema.Property.of(Contact.TYPE, DUE_ON, "Due"))
            .property(Schema.Property.of(Contact.TYPE, FLAG, "Send").withOptions("Yes", "No"))
            .build();

    private final UnaryOperator<Connector> connecting;

    InMemoryContractSystem() {
        this(UnaryOperator.identity());
    }

    /** Puts something between the contracts and the CRM. */
    InMemoryContractSystem(UnaryOperator<Connector> connecting) {
        this.connecting = connecting;
    }

    @Override
    public Connector connector() {
        return connecting.apply(crm);
    }

    @Override
    public RecordType type() {
        return Contact.TYPE;
    }

    @Override
    public ManualClock clock() {
        return clock;
    }

    @Override
    public Map<Field, String> sample(int number) {
        return Map.of(
                Contact.EMAIL, "person" + number + "@example.com",
                Contact.LAST_NAME, "Person " + number,
                Contact.CITY, "City " + number);
    }

    @Override
    public Field textField() {
        return Contact.CITY;
    }

    @Override
    public RecordRef create(Map<Field, String> values) {
        return crm.create(Contact.TYPE, values);
    }

    InMemoryCrm crm() {
        return crm;
    }

    RecordRef deal(int number) {
        return crm.create(Deal.TYPE, Map.of(Deal.NAME, "Deal " + number));
    }

    @Override
    public void edit(RecordRef ref, Field field, @Nullable String text) {
        crm.edit(ref, field, text);
    }

    @Override
    public void remove(RecordRef ref) {
        crm.archive(ref);
    }

    RecordRef merge(RecordRef survivor, RecordRef absorbed) {
        crm.merge(survivor, absorbed);
        return survivor;
    }

    RecordRef mergeIntoNew(RecordRef first, RecordRef second) {
        return crm.mergeIntoNew(first, second);
    }

    @Override
    public List<RecordRef> records() {
        return crm.records(Contact.TYPE).stream().map(Record::ref).toList();
    }

    @Override
    public int requests() {
        return crm.calls().total();
    }

    @Override
    public void loseNextAnswer() {
        crm.failNext(Fault.answerLost());
    }

    @Override
    public int pageSize() {
        return 5;
    }
}
