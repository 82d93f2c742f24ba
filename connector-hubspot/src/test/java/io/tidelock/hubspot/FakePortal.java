package io.tidelock.hubspot;

import io.tidelock.connector.Connector;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.testkit.ContractSystem;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.FakeHttp.SocketFault;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import io.tidelock.testkit.fake.hubspot.FakeHubSpotBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** A fake portal behind a real port, with contacts as a person would keep them, and connectors to it. */
final class FakePortal implements ContractSystem {

    static final String TOKEN = "canary-token-1f";
    static final Field KEY = Field.text("sync_clinic_id");
    static final Field FLAG = Field.choice("sync_request");

    private static final Call.Factory CALLS = new OkHttpClient();

    final ManualClock clock = new ManualClock();
    final FakeHubSpot hubspot;
    final FakeHttp http;
    private final String version;
    private Duration removals = Duration.ofHours(1);

    FakePortal() {
        this("2026-03", builder -> builder.searchLag(Duration.ofSeconds(20)));
    }

    FakePortal(String version) {
        this(version, builder -> builder);
    }

    FakePortal(String version, UnaryOperator<FakeHubSpotBuilder> settings) {
        this.version = version;
        this.hubspot =
                settings.apply(FakeHubSpot.builder().clock(clock).token(TOKEN)).build();
        this.http = FakeHttp.serving(hubspot).start();
        hubspot.defineUniqueProperty("contacts", KEY.name());
        hubspot.defineEnumeration("contacts", FLAG.name(), "Yes", "No");
    }

    /** Lets feeds look for archived records this often. */
    FakePortal removals(Duration every) {
        removals = every;
        return this;
    }

    HubSpotConnector.Builder settings() {
        return HubSpotConnector.builder()
                .portal("44")
                .token(() -> TOKEN)
                .baseUrl(http.url())
                .apiVersion(version)
                .tier(HubSpotTier.PROFESSIONAL)
                .removals(removals)
                .callFactory(CALLS)
                .clock(clock)
                .pause(clock);
    }

    HubSpotConnector hubSpotConnector() {
        return settings().build();
    }

    @Override
    public Connector connector() {
        return hubSpotConnector();
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
        Map<Field, String> sample = new LinkedHashMap<>();
        sample.put(Contact.EMAIL, "person" + number + "@example.com");
        sample.put(Contact.FIRST_NAME, "First" + number);
        sample.put(Contact.LAST_NAME, "Last" + number);
        sample.put(Contact.STREET, number + " High Street");
        return sample;
    }

    @Override
    public Field textField() {
        return Contact.LAST_NAME;
    }

    @Override
    public RecordRef create(Map<Field, String> values) {
        Map<String, String> properties = new LinkedHashMap<>();
        values.forEach((field, text) -> properties.put(ObjectKind.CONTACT.property(field.name()), text));
        return RecordRef.of(Contact.TYPE, hubspot.create("contacts", properties));
    }

    RecordRef deal(int number) {
        return RecordRef.of(
                Deal.TYPE, hubspot.create("deals", Map.of("dealname", "Deal " + number, "dealstage", "contractsent")));
    }

    @Override
    public void edit(RecordRef ref, Field field, @Nullable String text) {
        hubspot.edit("contacts", ref.id(), Map.of(ObjectKind.CONTACT.property(field.name()), text == null ? "" : text));
    }

    @Override
    public void remove(RecordRef ref) {
        hubspot.archive("contacts", ref.id());
    }

    @Override
    public List<RecordRef> records() {
        return hubspot.records("contacts").keySet().stream()
                .map(id -> RecordRef.of(Contact.TYPE, id))
                .toList();
    }

    @Override
    public int requests() {
        return hubspot.calls().size();
    }

    @Override
    public void loseNextAnswer() {
        http.breakNext(request -> request.path().contains("/batch/"), SocketFault.ANSWER_LOST, 1);
    }

    RecordRef merge(RecordRef first, RecordRef second) {
        return RecordRef.of(first.type(), hubspot.merge("contacts", first.id(), second.id()));
    }

    @Override
    public void close() {
        http.close();
    }
}
