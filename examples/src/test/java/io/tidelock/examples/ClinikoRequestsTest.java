package io.tidelock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.cliniko.ClinikoSettings;
import io.tidelock.engine.Inbox;
import io.tidelock.engine.WebhookReceiver;
import io.tidelock.engine.WebhookRoute;
import io.tidelock.hubspot.HubSpotSubscription;
import io.tidelock.hubspot.HubSpotWebhooks;
import io.tidelock.mapping.Party;
import io.tidelock.record.IntegrationId;
import io.tidelock.testkit.fake.hubspot.FakeWebhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests for Cliniko, set in HubSpot by whomever: everything over HTTP, the webhooks included. */
@Tag("CL-12")
class ClinikoRequestsTest {

    private static final String SECRET = "client secret";
    private static final String TARGET_URL = "https://hooks.example.com/hubspot";
    private static final IntegrationId CLINIC = IntegrationId.of("clinic");
    private static final String FLAG = "update_cliniko_patient";
    private static final String STATUS = "update_cliniko_patient_status";

    /** The search index shows nothing new within the test, so that polling finds no flag. */
    private static final Duration NEVER = Duration.ofDays(30);

    private ClinikoToHubSpot world = open(NEVER);
    private String ada = "";
    private String contact = "";
    private HttpServer server;

    private static ClinikoToHubSpot open(Duration searchLag) {
        return new ClinikoToHubSpot(
                settings -> settings,
                portal -> portal.portalId(44).webhooks(SECRET, TARGET_URL).searchLag(searchLag));
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        meet(world);
        server.createContext("/", exchange -> new WebhookHandler(receiver()).handle(exchange));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        world.close();
    }

    /** Lets one patient have a contact, and the app hear of what the plan wants to hear. */
    private void meet(ClinikoToHubSpot here) {
        this.world = here;
        this.ada = here.patient("Ada", "Byron", "ada@example.com");
        here.pass();
        this.contact = here.contactIdOf(ada);
        here.hubspot.subscribe(
                HubSpotWebhooks.subscriptions(
                                ClinikoPlan.of(ClinikoSettings.defaults()).footprint(Party.CRM))
                        .stream()
                        .map(HubSpotSubscription::toString)
                        .toList());
    }

    private WebhookReceiver receiver() {
        HubSpotWebhooks decoder = HubSpotWebhooks.builder()
                .clientSecret(() -> SECRET)
                .targetUrl(TARGET_URL)
                .build();
        return Inbox.builder()
                .store(world.store)
                .clock(world.clock)
                .build()
                .receiver(decoder, account -> List.of(new WebhookRoute(CLINIC, Party.CRM)));
    }

    @Test
    @Tag("CL-10")
    @Tag("CL-11")
    void webhookOfAPersonsFlagReachesClinikoAtOnceAndNothingEchoes() {
        world.hubspot.edit("contacts", contact, Map.of("lastname", "Lovelace", FLAG, "Yes"));

        int posted = post();
        world.engine.run();

        assertThat(posted).isPositive();
        assertThat(world.cliniko.patient(ada)).containsEntry("last_name", "Lovelace");
        assertThat(world.contactOf(ada)).containsEntry(FLAG, "No");
        world.forgetCalls();
        post();
        assertThat(world.engine.run().writes())
                .as("the webhook about the flag's reset")
                .isZero();
        assertThat(world.cliniko.calls("PATCH /v1/**")).isZero();
    }

    @Test
    void flagThatAnApiCallSetsIsHeardOfByItsWebhook() throws Exception {
        HttpRequest patch = HttpRequest.newBuilder(
                        world.hubspotServer.url().resolve("/crm/v3/objects/contacts/" + contact))
                .header("Authorization", "Bearer " + ClinikoToHubSpot.SECRET_TOKEN)
                .header("Content-Type", "application/json")
                .method(
                        "PATCH",
                        BodyPublishers.ofString(
                                "{\"properties\":{\"lastname\":\"Lovelace\",\"" + FLAG + "\":\"Yes\"}}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(patch, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);

        post();
        world.engine.run();

        assertThat(world.cliniko.patient(ada)).containsEntry("last_name", "Lovelace");
        assertThat(world.contactOf(ada)).containsEntry(FLAG, "No");
    }

    @Test
    void flagThatAWorkflowSetsIsHeardOfByItsWebhook() {
        world.hubspot.workflow((type, id) -> {
            if ("Geelong".equals(world.hubspot.record(type, id).orElseThrow().get("city"))) {
                world.hubspot.workflow((anyType, anyId) -> {});
                world.hubspot.edit(type, id, Map.of("lastname", "Lovelace", FLAG, "Yes"));
            }
        });
        world.cliniko.editPatient(ada, Map.of("city", "Geelong"));
        world.pass();
        assertThat(world.contactOf(ada)).containsEntry(FLAG, "Yes");

        post();
        world.engine.run();

        assertThat(world.cliniko.patient(ada)).containsEntry("last_name", "Lovelace");
        assertThat(world.contactOf(ada)).containsEntry(FLAG, "No");
    }

    @Test
    void lostWebhookIsMadeUpForByPolling() {
        world.close();
        meet(open(Duration.ofSeconds(10)));
        world.hubspot.edit("contacts", contact, Map.of("lastname", "Lovelace", FLAG, "Yes"));
        assertThat(world.hubspot.webhooks()).as("never posted").isNotEmpty();

        world.pass();

        assertThat(world.cliniko.patient(ada)).containsEntry("last_name", "Lovelace");
        assertThat(world.contactOf(ada)).containsEntry(FLAG, "No");
    }

    @Test
    @Tag("CL-11")
    void refusalStandsOnTheContactUntilTheRetryThatNobodyAskedForSucceeds() {
        world.hubspot.edit("contacts", contact, Map.of("country", "Nowhereland", FLAG, "Yes"));
        post();
        world.engine.run();

        assertThat(world.contactOf(ada)).containsEntry(FLAG, "Yes");
        assertThat(world.contactOf(ada).get(STATUS))
                .startsWith("VALIDATION_FAILED: ")
                .contains("country")
                .doesNotContain("Nowhereland");

        world.hubspot.edit("contacts", contact, Map.of("country", "NZ"));
        world.pass();

        assertThat(world.contactOf(ada)).containsEntry(FLAG, "No");
        assertThat(world.contactOf(ada).getOrDefault(STATUS, "")).isEmpty();
        assertThat(world.cliniko.patient(ada)).containsEntry("country_code", "NZ");
    }

    /** Posts what HubSpot has to tell and returns how many posts that took. */
    private int post() {
        URI inner = URI.create("http://localhost:" + server.getAddress().getPort() + "/hubspot");
        List<FakeWebhook> webhooks = world.hubspot.webhooks();
        for (FakeWebhook webhook : webhooks) {
            try {
                assertThat(webhook.post(inner)).isEqualTo(204);
            } catch (IOException unreachable) {
                throw new UncheckedIOException(unreachable);
            }
        }
        return webhooks.size();
    }
}
