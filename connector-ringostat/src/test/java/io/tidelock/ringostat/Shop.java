package io.tidelock.ringostat;

import io.tidelock.crm.Call;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.Note;
import io.tidelock.crm.Owner;
import io.tidelock.crm.Task;
import io.tidelock.engine.Inbox;
import io.tidelock.engine.InboxResponse;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.WebhookReceiver;
import io.tidelock.engine.WebhookRoute;
import io.tidelock.mapping.Party;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.Parked;
import io.tidelock.testkit.InMemoryCrm;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.ringostat.FakeRingostat;
import io.tidelock.testkit.fake.ringostat.WebhookCaller;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A shop whose calls go over a fake Ringostat on a port into a CRM in memory. Olena and Petro take calls, the boss is the TOP
 * manager; all three are users of the CRM.
 */
final class Shop implements AutoCloseable {

    static final String KEY = "canary-ringostat-key";
    static final String TOKEN = "canary-token-of-thirty-two-bytes!!";
    static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");
    static final String CLIENT = "380671234567";

    final ManualClock clock = new ManualClock();
    final FakeRingostat project;
    final FakeHttp http;
    final InMemoryCrm crm;
    final RecordRef boss;
    final RecordRef olena;
    final RecordRef petro;
    final SyncEngine engine;
    private final InMemoryStore store = new InMemoryStore();
    private final WebhookReceiver receiver;

    private Shop(
            UnaryOperator<RingostatSettings.Builder> wishes, UnaryOperator<RingostatConnector.Builder> connection) {
        clock.advance(Duration.between(clock.instant(), MORNING));
        this.project = FakeRingostat.builder().clock(clock).key(KEY).build();
        this.http = FakeHttp.serving(project).start();
        this.crm = InMemoryCrm.builder().clock(clock).build();
        this.boss = user("boss@shop.example");
        this.olena = user("olena@shop.example");
        this.petro = user("petro@shop.example");
        project.employee("4312", "Olena Koval", "olena@shop.example", "testproject_olena", "380501112299");
        project.employee("4313", "Petro Bondar", "petro@shop.example", "testproject_petro");
        RingostatSettings settings = wishes.apply(RingostatSettings.topManager("boss@shop.example")
                        .every(Duration.ZERO)
                        .sinceActivation(false))
                .build();
        this.engine = SyncEngine.builder()
                .integration("shop")
                .plan(RingostatPlan.of(settings))
                .business(connection.apply(connector()).build())
                .crm(crm)
                .store(store)
                .fingerprintKey("sixteen bytes or more".getBytes(StandardCharsets.UTF_8))
                .clock(clock)
                .build();
        engine.provisionSchema();
        this.receiver = Inbox.builder()
                .store(store)
                .clock(clock)
                .build()
                .receiver(
                        RingostatWebhooks.builder()
                                .account("shop")
                                .token(() -> TOKEN)
                                .build(),
                        account -> List.of(new WebhookRoute(IntegrationId.of("shop"), Party.BUSINESS)));
    }

    static Shop open() {
        return open(settings -> settings);
    }

    static Shop open(UnaryOperator<RingostatSettings.Builder> wishes) {
        return new Shop(wishes, connection -> connection);
    }

    RingostatConnector.Builder connector() {
        return RingostatConnector.builder()
                .account("shop")
                .project(171_000)
                .key(() -> KEY)
                .recordingHosts("rec.example")
                .baseUrl(http.url())
                .clock(clock)
                .pause(clock);
    }

    private RecordRef user(String email) {
        return crm.create(Owner.TYPE, Map.of(Owner.EMAIL, email));
    }

    /** Somebody calls and is talked to by an employee; returns the call's id. */
    String answered(String number, String employee) {
        return call(Map.of("caller", number, "disposition", "PROPER", "employee_number", employee));
    }

    String missed(String number) {
        return call(Map.of("caller", number, "disposition", "NO ANSWER", "billsec", "0"));
    }

    /** An employee calls somebody. */
    String made(String number, String employee, String disposition) {
        return call(Map.of(
                "call_type",
                "out",
                "caller",
                "testproject_olena",
                "caller_number",
                "380442300000",
                "dst",
                number,
                "employee_number",
                employee,
                "disposition",
                disposition,
                "billsec",
                disposition.equals("ANSWERED") ? "45" : "0"));
    }

    String call(Map<String, String> fields) {
        clock.advance(Duration.ofSeconds(10));
        return project.call(clock.instant(), fields);
    }

    RecordRef contact(Map<Field, String> fields) {
        return crm.create(Contact.TYPE, fields);
    }

    /** Creates a contact with an open deal, both of somebody. */
    RecordRef client(String phone, RecordRef owner) {
        RecordRef contact =
                contact(Map.of(Contact.PHONE, phone, Contact.LAST_NAME, "Client", Contact.OWNER, owner.id()));
        deal(contact, owner);
        return contact;
    }

    RecordRef deal(RecordRef contact, RecordRef owner) {
        return crm.create(
                Deal.TYPE,
                Map.of(
                        Deal.NAME,
                        "A sale",
                        Deal.PIPELINE,
                        "default",
                        Deal.STAGE,
                        "appointmentscheduled",
                        Deal.OWNER,
                        owner.id(),
                        Association.to(Contact.TYPE).field(),
                        contact.id()));
    }

    SyncReport pass() {
        clock.advance(Duration.ofMinutes(1));
        return engine.runNow();
    }

    WebhookCaller webhooks() {
        return project.webhooks("/hooks/ringostat?token=" + TOKEN);
    }

    InboxResponse receive(FakeRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return receiver.receive(request.method(), request.target(), headers, request.body());
    }

    List<Record> all(RecordType type) {
        return crm.records(type);
    }

    Record only(RecordType type) {
        List<Record> all = all(type);
        if (all.size() != 1) {
            throw new AssertionError("Expected one " + type + ", there are " + all.size());
        }
        return all.get(0);
    }

    /** Counts contacts, deals, calls, tasks and notes. */
    List<Integer> counts() {
        return Stream.of(Contact.TYPE, Deal.TYPE, Call.TYPE, Task.TYPE, Note.TYPE)
                .map(type -> all(type).size())
                .toList();
    }

    List<String> parked() {
        return Stream.of(
                        RingostatPlan.CONTACTS,
                        RingostatPlan.DEALS,
                        RingostatPlan.CALLS,
                        RingostatPlan.TASKS,
                        RingostatPlan.NOTES)
                .flatMap(flow -> engine.parked(flow).stream())
                .map(Parked::code)
                .toList();
    }

    static String text(Record record, Field field) {
        return record.value(field.name()).plain();
    }

    /** Returns the ids of the records of a type that a record is associated with. */
    static String associated(Record record, RecordType type) {
        return text(record, Association.to(type).field());
    }

    @Override
    public void close() {
        http.close();
    }
}
