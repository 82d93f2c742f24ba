package io.tidelock.examples;

import io.tidelock.engine.Inbox;
import io.tidelock.engine.InboxResponse;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.WebhookReceiver;
import io.tidelock.engine.WebhookRoute;
import io.tidelock.hubspot.HubSpotConnector;
import io.tidelock.mapping.Party;
import io.tidelock.record.IntegrationId;
import io.tidelock.ringostat.RingostatConnector;
import io.tidelock.ringostat.RingostatPlan;
import io.tidelock.ringostat.RingostatSettings;
import io.tidelock.ringostat.RingostatWebhooks;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.Parked;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import io.tidelock.testkit.fake.ringostat.FakeRingostat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A shop whose calls go over a fake Ringostat into a fake HubSpot, both on sockets, whose search lags by a quarter of a minute.
 * Olena and Petro take calls, the boss is the TOP manager; all three are users of the portal.
 */
final class RingostatToHubSpot implements AutoCloseable {

    static final String CLIENT = "380671234567";
    static final String E164 = "+380671234567";

    private static final String HOOK_TOKEN = "canary-token-of-thirty-two-bytes!!";
    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    final ManualClock clock = new ManualClock();
    final FakeRingostat project = FakeRingostat.builder().clock(clock).build();
    final FakeHubSpot hubspot =
            FakeHubSpot.builder().clock(clock).searchLag(Duration.ofSeconds(15)).build();
    final FakeHttp projectServer = FakeHttp.serving(project).start();
    final FakeHttp hubspotServer = FakeHttp.serving(hubspot).start();
    final String boss = hubspot.addOwner("boss@shop.example", "The", "Boss");
    final String olena = hubspot.addOwner("olena@shop.example", "Olena", "Koval");
    final String petro = hubspot.addOwner("petro@shop.example", "Petro", "Bondar");
    final InMemoryStore store = new InMemoryStore();
    final SyncEngine engine;
    private final WebhookReceiver receiver;

    RingostatToHubSpot(UnaryOperator<RingostatSettings.Builder> wishes) {
        clock.advance(Duration.between(clock.instant(), MORNING));
        project.employee("4312", "Olena Koval", "olena@shop.example", "testproject_olena", "380501112299");
        project.employee("4313", "Petro Bondar", "petro@shop.example", "testproject_petro");
        this.engine = engine("shop", project(projectServer, "shop", 171_000), store, wishes);
        engine.provisionSchema();
        this.receiver = Inbox.builder()
                .store(store)
                .clock(clock)
                .build()
                .receiver(
                        RingostatWebhooks.builder()
                                .account("shop")
                                .token(() -> HOOK_TOKEN)
                                .build(),
                        account -> List.of(new WebhookRoute(IntegrationId.of("shop"), Party.BUSINESS)));
    }

    static RingostatToHubSpot open() {
        return new RingostatToHubSpot(settings -> settings);
    }

    RingostatConnector project(FakeHttp server, String account, int number) {
        return RingostatConnector.builder()
                .account(account)
                .project(number)
                .key(() -> "fake-ringostat-key")
                .recordingHosts("rec.example")
                .baseUrl(server.url())
                .clock(clock)
                .pause(clock)
                .build();
    }

    /** Builds an engine between a project and the portal. */
    SyncEngine engine(
            String integration,
            RingostatConnector from,
            InMemoryStore into,
            UnaryOperator<RingostatSettings.Builder> wishes) {
        return SyncEngine.builder()
                .integration(integration)
                .plan(RingostatPlan.of(wishes.apply(RingostatSettings.topManager("boss@shop.example")
                                .every(Duration.ZERO)
                                .sinceActivation(false))
                        .build()))
                .business(from)
                .crm(HubSpotConnector.builder()
                        .portal("portal")
                        .token(() -> "fake-hubspot-token")
                        .baseUrl(hubspotServer.url())
                        .clock(clock)
                        .pause(clock)
                        .build())
                .store(into)
                .fingerprintKey("sixteen bytes or more".getBytes(StandardCharsets.UTF_8))
                .clock(clock)
                .build();
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
        Map<String, String> fields = new HashMap<>(Map.of(
                "call_type", "out", "caller", "testproject_olena", "caller_number", "380442300000", "dst", number));
        fields.putAll(Map.of(
                "employee_number",
                employee,
                "disposition",
                disposition,
                "billsec",
                disposition.equals("ANSWERED") ? "45" : "0"));
        return call(fields);
    }

    String call(Map<String, String> fields) {
        clock.advance(Duration.ofSeconds(10));
        return project.call(clock.instant(), fields);
    }

    String contact(Map<String, String> properties) {
        return hubspot.create("contacts", properties);
    }

    /** Creates a contact with an open deal, both of somebody, which search knows by now. */
    String client(String phone, String owner) {
        String contact = contact(Map.of("phone", phone, "lastname", "Client", "hubspot_owner_id", owner));
        deal(contact, owner, "appointmentscheduled");
        clock.advance(Duration.ofMinutes(1));
        return contact;
    }

    String deal(String contact, String owner, String stage) {
        String deal = hubspot.create(
                "deals",
                Map.of("dealname", "A sale", "pipeline", "default", "dealstage", stage, "hubspot_owner_id", owner));
        hubspot.associate("deals", deal, "contacts", contact);
        return deal;
    }

    SyncReport pass() {
        clock.advance(Duration.ofSeconds(5));
        return engine.runNow();
    }

    InboxResponse receive(FakeRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return receiver.receive(request.method(), request.target(), headers, request.body());
    }

    List<FakeRequest> storm() {
        return project.webhooks("/hooks/ringostat?token=" + HOOK_TOKEN).storm(project.callIds(), 3, 7);
    }

    /** Counts contacts, deals, calls, tasks and notes. */
    List<Integer> counts() {
        return Stream.of("contacts", "deals", "calls", "tasks", "notes")
                .map(type -> hubspot.records(type).size())
                .toList();
    }

    Map<String, String> only(String type) {
        Map<String, Map<String, String>> all = hubspot.records(type);
        if (all.size() != 1) {
            throw new AssertionError("Expected one of " + type + ", there are " + all.size());
        }
        return all.values().iterator().next();
    }

    String onlyId(String type) {
        return String.valueOf(only(type).get("hs_object_id"));
    }

    /** Returns who the only record of a type is associated with. */
    Set<String> associated(String type, String to) {
        return hubspot.associated(type, onlyId(type), to);
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

    @Override
    public void close() {
        projectServer.close();
        hubspotServer.close();
    }
}
