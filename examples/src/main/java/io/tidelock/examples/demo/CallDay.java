package io.tidelock.examples.demo;

import io.tidelock.engine.Inbox;
import io.tidelock.engine.InboxResponse;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.WebhookReceiver;
import io.tidelock.engine.WebhookRoute;
import io.tidelock.mapping.Party;
import io.tidelock.record.IntegrationId;
import io.tidelock.ringostat.CallMatrix;
import io.tidelock.ringostat.RingostatConnector;
import io.tidelock.ringostat.RingostatPlan;
import io.tidelock.ringostat.RingostatSettings;
import io.tidelock.ringostat.RingostatWebhooks;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.ringostat.FakeRingostat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A shop's telephone for a day. */
final class CallDay implements AutoCloseable {

    private static final String TOKEN = "a secret of 32 random bytes or more";
    private static final String HOOK = "/ringostat?token=" + TOKEN.replace(' ', '+');

    private final ManualClock clock = new ManualClock();
    private final InMemoryStore store = new InMemoryStore();
    private final FakeRingostat project = FakeRingostat.builder().clock(clock).build();
    private final CallCrm crm;
    private final WebhookReceiver receiver = Inbox.builder()
            .store(store)
            .clock(clock)
            .build()
            .receiver(
                    RingostatWebhooks.builder()
                            .account("shop")
                            .token(() -> TOKEN)
                            .build(),
                    account -> List.of(new WebhookRoute(IntegrationId.of("shop"), Party.BUSINESS)));
    private @Nullable SyncEngine engine;

    /** Plays into the CRM that is made with the day's clock. */
    CallDay(Function<ManualClock, CallCrm> into) {
        this.crm = into.apply(clock);
    }

    FakeRingostat project() {
        return project;
    }

    void open(URI url) {
        for (String user : List.of("boss", "olena", "petro")) {
            crm.user(user + "@shop.example");
        }
        project.employee("1", "Olena Koval", "olena@shop.example", "shop_olena");
        project.employee("2", "Petro Bondar", "petro@shop.example", "shop_petro");
        engine = SyncEngine.builder()
                .integration("shop")
                .plan(RingostatPlan.of(
                        RingostatSettings.topManager("boss@shop.example").build()))
                .business(RingostatConnector.builder()
                        .account("shop")
                        .project(171_000)
                        .key(() -> "fake-ringostat-key")
                        .recordingHosts("records.example")
                        .baseUrl(url)
                        .clock(clock)
                        .pause(clock)
                        .build())
                .crm(crm.connector())
                .store(store)
                .fingerprintKey("a real secret goes here".getBytes(StandardCharsets.UTF_8))
                .clock(clock)
                .build();
        engine().provisionSchema();
        pass();
    }

    void morning() {
        answered("380671234567", "1");
        pass();
    }

    void theSameClientAgainInFourSpellings() {
        Stream.of("0671234567", "067 123 45 67", "+38 (067) 123-45-67", "80671234567")
                .forEach(number -> answered(number, "1"));
        pass();
    }

    void missedCalls() {
        for (String number : List.of("380671234567", "380509998877")) {
            call(Map.of("caller", number, "disposition", "NO ANSWER", "billsec", "0"));
        }
        pass();
    }

    void takenByAnother() {
        answered("0671234567", "2");
        pass();
    }

    void hiddenNumber() {
        call(Map.of("caller", "anonymous", "disposition", "NO ANSWER", "billsec", "0"));
        pass();
    }

    void stormOfWebhooks() {
        project.webhooks(HOOK).storm(project.callIds(), 3, 1).forEach(this::receive);
        pass();
    }

    boolean strangerIsRefused() {
        FakeRequest guess = project.webhooks("/ringostat?token=guess")
                .storm(project.callIds(), 1, 1)
                .get(0);
        return receive(guess).status() == 401;
    }

    void recordingComesLate() {
        project.editCall(project.callIds().get(0), Map.of("recording", "https://records.example/1"));
        clock.advance(Duration.ofHours(1));
        pass();
    }

    boolean hasRecording() {
        return crm.hasRecording("https://records.example/1");
    }

    boolean dealIsOf(String user) {
        return crm.allDealsAreOf(user);
    }

    boolean isQuiet() {
        clock.advance(Duration.ofMinutes(5));
        return engine().runNow().quiet();
    }

    /** Counts contacts, deals, calls, tasks and notes. */
    List<Integer> counts() {
        return crm.counts();
    }

    String matrix() {
        return CallMatrix.defaults().table();
    }

    private void answered(String number, String employee) {
        call(Map.of("caller", number, "disposition", "PROPER", "employee_number", employee, "utm_source", "google"));
    }

    private void call(Map<String, String> fields) {
        clock.advance(Duration.ofMinutes(2));
        project.call(clock.instant(), fields);
    }

    private void pass() {
        clock.advance(Duration.ofMinutes(5));
        engine().runNow();
    }

    private InboxResponse receive(FakeRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return receiver.receive(request.method(), request.target(), headers, request.body());
    }

    private SyncEngine engine() {
        return Objects.requireNonNull(engine, "open() comes first");
    }

    @Override
    public void close() {
        crm.close();
    }
}
