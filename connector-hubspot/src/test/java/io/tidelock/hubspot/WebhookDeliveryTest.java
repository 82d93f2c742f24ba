package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.WebhookRequest;
import io.tidelock.crm.Contact;
import io.tidelock.engine.Inbox;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.WebhookReceiver;
import io.tidelock.engine.WebhookRoute;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.record.AccountId;
import io.tidelock.record.Field;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.InMemorySystem;
import io.tidelock.testkit.fake.hubspot.FakeWebhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** HubSpot posts what a plan subscribes to, in posts of a hundred, in no order and partly twice; search shows nothing yet. */
class WebhookDeliveryTest {

    private static final RecordType MEMBER = RecordType.of("member");
    private static final Field NAME = Field.text("name");
    private static final Field EMAIL = Field.email("email");
    private static final IntegrationId TENANT = IntegrationId.of("tenant-1");
    private static final String SECRET = "canary-client-secret";
    private static final String URL = "https://hooks.example.com/hubspot?tenant=a%2Fb%40c";

    private final FakePortal portal = new FakePortal(
            "2026-03", settings -> settings.portalId(44).webhooks(SECRET, URL).searchLag(Duration.ofDays(30)));
    private final InMemoryStore store = new InMemoryStore();
    private final InMemorySystem members = InMemorySystem.builder("members")
            .type(MEMBER, List.of(NAME, EMAIL))
            .clock(portal.clock)
            .build();
    private final Plan plan = plan();
    private final SyncEngine engine = engine();

    WebhookDeliveryTest() {
        subscribe();
    }

    @AfterEach
    void close() {
        portal.close();
    }

    private void subscribe() {
        portal.hubspot.subscribe(HubSpotWebhooks.subscriptions(plan.footprint(Party.CRM)).stream()
                .map(HubSpotSubscription::toString)
                .toList());
    }

    @Test
    void hundredsOfChangesArriveThroughSubscriptionsAlone() {
        List<RecordRef> contacts = IntStream.range(0, 130)
                .mapToObj(i ->
                        portal.create(Map.of(Contact.EMAIL, "p" + i + "@example.com", Contact.LAST_NAME, "Before" + i)))
                .toList();
        deliver();
        for (int i = 0; i < 130; i++) {
            portal.edit(contacts.get(i), Contact.LAST_NAME, "After" + i);
        }
        deliver();

        assertThat(names())
                .hasSize(130)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 130).mapToObj(i -> "After" + i).toList());
    }

    @Test
    @Tag("G12")
    void ownWriteThatComesBackCostsOneReadAndNothingElse() {
        IntStream.range(0, 40)
                .forEach(i -> members.create(MEMBER, Map.of(NAME, "Name" + i, EMAIL, "m" + i + "@example.com")));
        engine.runNow();
        RecordRef edited = refs().get(0);
        members.edit(edited, NAME, "Edited");
        engine.runNow();
        assertThat(portal.hubspot.records("contacts")).hasSize(40);
        members.resetCalls();
        portal.hubspot.clearCalls();

        post();
        var report = engine.run();

        assertThat(report.interruptions()).isEmpty();
        assertThat(portal.hubspot.calls("batch/(create|update|upsert|archive)")).isEmpty();
        assertThat(portal.hubspot.calls("batch/read")).hasSize(1);
        assertThat(members.calls().recordCalls()).as("calls to the other side").isZero();
        assertThat(report.storeChanges())
                .as("the hints are taken off the inbox")
                .isEqualTo(40);
        assertThat(engine.run().storeChanges()).isZero();
    }

    @Test
    @Tag("G11")
    void mergeMovesTheLinkAndIsNoDeletion() {
        RecordRef first = contactOf("ada@example.com", "Byron");
        RecordRef second = contactOf("grace@example.com", "Hopper");
        deliver();
        RecordRef survivor = portal.merge(first, second);
        deliver();

        members.edit(memberOf("ada@example.com"), NAME, "Lovelace");
        engine.runNow();

        assertThat(portal.hubspot.record("contacts", survivor.id()).orElseThrow())
                .containsEntry("lastname", "Lovelace");
        assertThat(refs()).hasSize(2);
        assertThat(portal.hubspot.records("contacts")).containsOnlyKeys(survivor.id());
    }

    @Test
    @Tag("G5")
    @Tag("G24")
    void deletedAndErasedContactsAreNotCreatedAgain() {
        RecordRef deleted = contactOf("ada@example.com", "Byron");
        RecordRef erased = contactOf("grace@example.com", "Hopper");
        deliver();
        portal.remove(deleted);
        portal.hubspot.erase(erased.id());
        deliver();

        members.edit(memberOf("ada@example.com"), NAME, "Lovelace");
        members.edit(memberOf("grace@example.com"), NAME, "Murray");
        engine.runNow();
        engine.runNow();

        assertThat(portal.hubspot.records("contacts")).isEmpty();
        assertThat(names()).containsExactlyInAnyOrder("Lovelace", "Murray");
    }

    @Test
    @Tag("G5")
    void restoredContactGoesOn() {
        RecordRef contact = contactOf("ada@example.com", "Byron");
        deliver();
        portal.remove(contact);
        deliver();
        portal.hubspot.restore("contacts", contact.id());
        portal.edit(contact, Contact.LAST_NAME, "Lovelace");
        deliver();

        assertThat(names()).containsExactly("Lovelace");
    }

    @Test
    @Tag("G26")
    void whatWebhooksDoNotTellTheFeedFinds() {
        portal.hubspot.searchLag(Duration.ofSeconds(20));
        RecordRef first = contactOf("ada@example.com", "");
        deliver();
        portal.clock.advance(Duration.ofMinutes(5));
        engine.runNow();
        RecordRef second = portal.create(Map.of(Contact.EMAIL, "ada@example.org", Contact.LAST_NAME, "Lovelace"));
        portal.merge(first, second); // gives the survivor the other's name, which is no propertyChange
        assertThat(lost(portal.hubspot.webhooks())).contains("contact.merge").doesNotContain("propertyChange");

        portal.clock.advance(Duration.ofMinutes(5));
        engine.runNow();

        assertThat(names()).contains("Lovelace");
    }

    @Test
    @Tag("G28")
    void whatHubSpotCalculatesBesidesWritesNothing() {
        portal.hubspot.searchLag(Duration.ZERO);
        portal.hubspot.workflow((type, id) -> portal.hubspot.edit(type, id, Map.of("lifecyclestage", "lead")));
        members.create(MEMBER, Map.of(NAME, "Byron", EMAIL, "ada@example.com"));
        engine.runNow();
        portal.hubspot.clearCalls();

        for (int pass = 0; pass < 3; pass++) {
            portal.clock.advance(Duration.ofMinutes(10));
            portal.hubspot.edit(
                    "contacts",
                    portal.records().get(0).id(),
                    Map.of("lifecyclestage", pass % 2 == 0 ? "customer" : "lead"));
            post();
            assertThat(engine.runNow().interruptions()).isEmpty();
        }

        assertThat(portal.hubspot.calls("batch/(create|update|upsert|archive)")).isEmpty();
        assertThat(names()).containsExactly("Byron");
    }

    @Test
    void olderSignaturesAreTakenWhereTheyAreAskedFor() {
        String event = FakeWebhook.event(44, "contact.creation", "7");
        HubSpotWebhooks strict =
                HubSpotWebhooks.builder().clientSecret(() -> SECRET).build();
        HubSpotWebhooks lenient = HubSpotWebhooks.builder()
                .clientSecret(() -> SECRET)
                .acceptLegacySignatures()
                .build();

        for (FakeWebhook older :
                List.of(FakeWebhook.ofVersion1(SECRET, URL, event), FakeWebhook.ofVersion2(SECRET, URL, event))) {
            assertThat(status(strict, older)).isEqualTo(401);
            assertThat(status(lenient, older)).isEqualTo(200);
        }
    }

    private int status(HubSpotWebhooks webhooks, FakeWebhook webhook) {
        return webhooks.decode(WebhookRequest.of(
                        webhook.method(), webhook.url(), webhook.headers(), webhook.body(), portal.clock.instant()))
                .match(accepted -> 200, refused -> refused.status());
    }

    private static String lost(List<FakeWebhook> posts) {
        return posts.stream()
                .map(post -> new String(post.body(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    private RecordRef contactOf(String email, String name) {
        return portal.create(Map.of(Contact.EMAIL, email, Contact.LAST_NAME, name));
    }

    private List<RecordRef> refs() {
        return members.records(MEMBER).stream().map(Record::ref).toList();
    }

    private RecordRef memberOf(String email) {
        return refs().stream()
                .filter(ref -> email.equals(members.value(ref, EMAIL)))
                .findFirst()
                .orElseThrow();
    }

    private List<String> names() {
        return refs().stream().map(ref -> members.value(ref, NAME)).toList();
    }

    private void deliver() {
        post();
        assertThat(engine.run().interruptions()).isEmpty();
    }

    private void post() {
        WebhookReceiver receiver = Inbox.builder()
                .store(store)
                .clock(portal.clock)
                .build()
                .receiver(
                        HubSpotWebhooks.builder().clientSecret(() -> SECRET).build(),
                        account -> account.equals(AccountId.of("hubspot", "44"))
                                ? List.of(new WebhookRoute(TENANT, Party.CRM))
                                : List.of());
        for (FakeWebhook webhook : portal.hubspot.webhooks()) {
            assertThat(receiver.receive(webhook.method(), webhook.url(), webhook.headers(), webhook.body())
                            .status())
                    .isEqualTo(204);
        }
    }

    private static Plan plan() {
        Flow flow = Flow.toCrm("members", MEMBER, Contact.TYPE)
                .match(MatchRule.on(EMAIL, Contact.EMAIL))
                .map(FieldMapping.from(NAME).to(Contact.LAST_NAME).twoWay().whenEmptied(EmptyPolicy.LEAVE))
                .map(FieldMapping.from(EMAIL).to(Contact.EMAIL).twoWay())
                .createsBothWays()
                .build();
        return Plan.named("members").flow(flow).build();
    }

    private SyncEngine engine() {
        return SyncEngine.builder()
                .integration(TENANT.value())
                .plan(plan)
                .business(members)
                .crm(portal.hubSpotConnector())
                .store(store)
                .fingerprintKey("sixteen bytes or more".getBytes(StandardCharsets.UTF_8))
                .clock(portal.clock)
                .build();
    }
}
