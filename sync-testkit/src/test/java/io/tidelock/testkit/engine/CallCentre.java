package io.tidelock.testkit.engine;

import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.PhoneNumbers;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.Parked;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.InMemorySystem;
import io.tidelock.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A call centre beside a CRM: callers are contacts by their numbers, whoever else calls from them. */
final class CallCentre implements KilledAnywhere.Stage {

    static final RecordType CALL = RecordType.of("call");
    static final Field NUMBER = Field.phone("number");
    static final Field CALLER = Field.text("caller");
    static final Field STATUS = Field.text("status");
    static final Field EMPLOYEE = Field.text("employee");

    /** Calls show their own id, as they do on the wire. */
    static final Field SELF = Field.text("uniqueid");

    static final RecordType CONTACT = RecordType.of("contact");
    static final Field PHONE = Field.phone("phone");
    static final Field MAIL = Field.email("mail");
    static final Field NAME = Field.text("name");

    static final UnaryOperator<String> E164 = PhoneNumbers.e164("UA");

    static final Converter INTERNATIONAL =
            Converter.of("e164", 1, number -> Value.text(E164.apply(number.plain())), number -> number);

    /** A contact is known by its number, however it is written. */
    static final MatchRule BY_NUMBER = MatchRule.on(NUMBER, PHONE, E164);

    final ManualClock clock = new ManualClock();
    final InMemorySystem calls;
    final InMemorySystem crm;
    final SyncStore store;
    SyncEngine engine;

    private List<Flow> flows;
    private int revision = 1;
    private boolean journalled;

    private CallCentre(SyncStore store, Duration lag, List<Flow> flows) {
        this.store = store;
        this.flows = flows;
        this.calls = InMemorySystem.builder("calls")
                .type(CALL, List.of(NUMBER, CALLER, STATUS, EMPLOYEE, SELF))
                .clock(clock)
                .build();
        this.crm = InMemorySystem.builder("crm")
                .type(CONTACT, List.of(PHONE, MAIL, NAME), MAIL)
                .type(CallPlan.DEAL, List.of(CallPlan.DEAL_PHONE, CallPlan.STAGE))
                .type(CallPlan.CRM_CALL, List.of(CallPlan.CALL_ID, CallPlan.OUTCOME), CallPlan.CALL_ID)
                .type(CallPlan.TASK, List.of(CallPlan.CALL_ID, CallPlan.SUBJECT), CallPlan.CALL_ID)
                .clock(clock)
                .searchLag(lag)
                .idsFrom(1_001)
                .build();
        this.engine = engine();
    }

    /** Every caller is a contact. */
    static CallCentre callers(Duration lag) {
        return callers(new InMemoryStore(), lag);
    }

    static CallCentre callers(SyncStore store, Duration lag) {
        return new CallCentre(store, lag, List.of(contacts().build()));
    }

    static CallCentre of(SyncStore store, Duration lag, Flow... flows) {
        return new CallCentre(store, lag, List.of(flows));
    }

    static Flow.Builder contacts() {
        return Flow.toCrm("contacts", CALL, CONTACT)
                .ensured(BY_NUMBER)
                .map(
                        FieldMapping.from(NUMBER).to(PHONE).converted(INTERNATIONAL),
                        FieldMapping.from(CALLER).to(NAME));
    }

    /** Starts the process anew on the same store. */
    @Override
    public void restart() {
        engine = engine();
    }

    /** Keeps a journal from now on. */
    CallCentre journalled() {
        journalled = true;
        restart();
        return this;
    }

    /** Goes on with another plan. */
    void changeTo(Flow... others) {
        flows = List.of(others);
        revision++;
        restart();
    }

    private SyncEngine engine() {
        AtomicLong last = new AtomicLong();
        Plan.Builder plan = Plan.named("calls").revision(revision);
        flows.forEach(plan::flow);
        SyncEngine.Builder builder = SyncEngine.builder()
                .integration("calls-1")
                .plan(plan.build())
                .business(calls)
                .crm(crm)
                .store(store)
                .fingerprintKey("sixteen bytes or more".getBytes(StandardCharsets.UTF_8))
                .clock(clock)
                .ids(() -> new UUID(0, last.incrementAndGet()));
        return (journalled ? builder.journal(UndoContract.journal()) : builder).build();
    }

    RecordRef call(String number, String caller) {
        return calls.create(CALL, Map.of(NUMBER, number, CALLER, caller));
    }

    RecordRef call(String number, String caller, String status) {
        RecordRef call = calls.create(CALL, Map.of(NUMBER, number, CALLER, caller, STATUS, status));
        calls.edit(call, SELF, call.id());
        return call;
    }

    /** Tells how many contacts, deals, calls and tasks there are. */
    List<Integer> counts() {
        return Stream.of(CONTACT, CallPlan.DEAL, CallPlan.CRM_CALL, CallPlan.TASK)
                .map(type -> crm.records(type).size())
                .toList();
    }

    RecordRef contact(String number, String name) {
        return crm.create(CONTACT, Map.of(PHONE, number, NAME, name));
    }

    @Override
    public SyncReport pass() {
        clock.advance(Duration.ofMinutes(1));
        return engine.runNow();
    }

    List<Record> contacts(String number) {
        return crm.records(CONTACT).stream()
                .filter(contact ->
                        E164.apply(contact.value(PHONE.name()).plain()).equals(E164.apply(number)))
                .toList();
    }

    List<String> names() {
        return crm.records(CONTACT).stream()
                .map(contact -> contact.value(NAME.name()).plain())
                .toList();
    }

    List<String> parked() {
        return flows.stream()
                .flatMap(flow -> engine.parked(flow.id()).stream())
                .map(Parked::code)
                .toList();
    }

    @Override
    public void waitAWhile() {
        clock.advance(Duration.ofMinutes(20));
    }

    @Override
    public void watch(Steps steps) {
        calls.watch(steps);
        crm.watch(steps);
    }

    @Override
    public String state() {
        List<String> all = new ArrayList<>();
        types().forEach(type -> crm.records(type).forEach(record -> all.add(type + " " + shown(record))));
        all.sort(null);
        return String.join("\n", all) + "\n" + parked();
    }

    private Stream<RecordType> types() {
        return flows.stream().map(flow -> flow.type(Side.TARGET)).distinct();
    }

    private Map<String, String> shown(Record record) {
        Map<String, String> fields = new TreeMap<>();
        record.fields().stream()
                .filter(field -> record.value(field).isPresent())
                .forEach(field ->
                        fields.put(field, shown(field, record.value(field).plain())));
        return fields;
    }

    /** Ids depend on who was created first; the numbers of those they stand for do not. */
    private String shown(String field, String text) {
        Optional<RecordType> to = Association.of(field).map(Association::to);
        return to.isEmpty()
                ? text
                : Stream.of(text.split(";", -1))
                        .map(id -> crm.record(RecordRef.of(to.get(), id)))
                        .map(record -> record.value(to.get().equals(CONTACT) ? PHONE.name() : CallPlan.CALL_ID.name())
                                        .plain()
                                + record.value(CallPlan.DEAL_PHONE.name()).plain())
                        .sorted()
                        .toList()
                        .toString();
    }
}
