package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.Inbox;
import io.tidelock.engine.InboxResponse;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.WebhookReceiver;
import io.tidelock.engine.WebhookRoute;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.record.AccountId;
import io.tidelock.record.Field;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.InMemorySystem;
import io.tidelock.testkit.fake.hubspot.FakeWebhook;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From HubSpot's post to what stands on the other side. */
class WebhookIntakeTest {

    private static final RecordType MEMBER = RecordType.of("member");
    private static final Field NAME = Field.text("name");
    private static final Field EMAIL = Field.email("email");
    private static final IntegrationId TENANT = IntegrationId.of("tenant-1");
    private static final String SECRET = "canary-client-secret";
    private static final String URL = "https://hooks.example.com/hubspot";

    private final FakePortal portal = new FakePortal();
    private final InMemoryStore store = new InMemoryStore();
    private final InMemorySystem members = InMemorySystem.builder("members")
            .type(MEMBER, List.of(NAME, EMAIL))
            .clock(portal.clock)
            .build();

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    void payloadIsNotTrusted() {
        RecordRef member = members.create(MEMBER, Map.of(NAME, "Byron", EMAIL, "ada@example.com"));
        RecordRef contact = portal.create(Map.of(Contact.EMAIL, "ada@example.com", Contact.LAST_NAME, "Byron"));
        SyncEngine engine = engine();
        settle(engine);
        portal.edit(contact, Contact.LAST_NAME, "Lovelace"); // the index does not show it for 20 s
        engine.runNow();
        assertThat(members.value(member, NAME)).isEqualTo("Byron");

        InboxResponse response =
                post(store, FakeWebhook.propertyChange(44, "contact", contact.id(), "lastname", "Canary"));
        engine.run();

        assertThat(response.status()).isEqualTo(204);
        assertThat(members.value(member, NAME)).isEqualTo("Lovelace");
        settle(engine);
        assertThat(members.value(member, NAME)).isEqualTo("Lovelace");
    }

    @Test
    void forgedDeletionsDeleteNothingAndRealOnesAreRead() {
        RecordRef member = members.create(MEMBER, Map.of(NAME, "Byron", EMAIL, "ada@example.com"));
        SyncEngine engine = engine();
        settle(engine);
        RecordRef contact = portal.records().get(0);

        post(store, FakeWebhook.event(44, "contact.deletion", contact.id()));
        settle(engine);
        members.edit(member, NAME, "Lovelace");
        settle(engine);

        assertThat(portal.hubspot.records("contacts").get(contact.id())).containsEntry("lastname", "Lovelace");
    }

    @Test
    void noBodyNoSecretNoValueIsStored() {
        List<String> stored = new ArrayList<>();
        SyncStore watched = (SyncStore) Proxy.newProxyInstance(
                SyncStore.class.getClassLoader(), new Class<?>[] {SyncStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        StoreCommit commit = (StoreCommit) arguments[0];
                        stored.add(commit.integration() + " " + commit.hints());
                        assertThat(commit.changes()).isEqualTo(commit.hints().size());
                    }
                    return method.invoke(store, arguments);
                });

        InboxResponse response = post(
                watched,
                FakeWebhook.propertyChange(44, "contact", "7", "canary_name", "canary-value"),
                FakeWebhook.event(44, "canary.creation", "8"),
                FakeWebhook.event(45, "contact.creation", "9"));

        assertThat(response.toString()).contains("ACCEPTED, ").contains("stored=1, unrouted=1, ignored=1");
        assertThat(stored).hasSize(1);
        assertThat(stored + "" + response + store.hints(TENANT, 10))
                .contains("contact 7")
                .doesNotContain("canary");
    }

    private void settle(SyncEngine engine) {
        for (int i = 0; i < 3; i++) {
            portal.clock.advance(Duration.ofMinutes(10));
            assertThat(engine.runNow().interruptions()).isEmpty();
        }
    }

    private InboxResponse post(SyncStore where, String... events) {
        WebhookReceiver receiver = Inbox.builder()
                .store(where)
                .clock(portal.clock)
                .build()
                .receiver(
                        HubSpotWebhooks.builder().clientSecret(() -> SECRET).build(),
                        account -> account.equals(AccountId.of("hubspot", "44"))
                                ? List.of(new WebhookRoute(TENANT, Party.CRM))
                                : List.of());
        FakeWebhook webhook = FakeWebhook.of(SECRET, URL, portal.clock.instant(), events);
        return receiver.receive(webhook.method(), webhook.url(), webhook.headers(), webhook.body());
    }

    private SyncEngine engine() {
        Flow flow = Flow.toCrm("members", MEMBER, Contact.TYPE)
                .match(MatchRule.on(EMAIL, Contact.EMAIL))
                .map(FieldMapping.from(NAME).to(Contact.LAST_NAME).twoWay())
                .map(FieldMapping.from(EMAIL).to(Contact.EMAIL))
                .build();
        return SyncEngine.builder()
                .integration(TENANT.value())
                .plan(Plan.named("members").flow(flow).build())
                .business(members)
                .crm(portal.hubSpotConnector())
                .store(store)
                .fingerprintKey("sixteen bytes or more".getBytes(StandardCharsets.UTF_8))
                .clock(portal.clock)
                .build();
    }
}
