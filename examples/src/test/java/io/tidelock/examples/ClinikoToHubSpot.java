package io.tidelock.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidelock.cliniko.ClinikoConnector;
import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.cliniko.ClinikoSettings;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.hubspot.HubSpotConnector;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.cliniko.FakeCliniko;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import io.tidelock.testkit.fake.hubspot.FakeHubSpotBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Cliniko and HubSpot, both fake, on sockets, and the ready-made plan between them on one manual clock. */
final class ClinikoToHubSpot implements AutoCloseable {

    static final String SECRET_KEY = "canary-key-au1";
    static final String SECRET_TOKEN = "canary-token";

    final ManualClock clock = new ManualClock();
    final FakeCliniko cliniko =
            FakeCliniko.builder().clock(clock).apiKey(SECRET_KEY).rateLimit(0).build();
    final FakeHubSpot hubspot;
    final FakeHttp clinikoServer = FakeHttp.serving(cliniko).start();
    final FakeHttp hubspotServer;
    final InMemoryStore store = new InMemoryStore();
    SyncEngine engine;

    ClinikoToHubSpot(UnaryOperator<ClinikoSettings.Builder> settings) {
        this(settings, portal -> portal);
    }

    ClinikoToHubSpot(UnaryOperator<ClinikoSettings.Builder> settings, UnaryOperator<FakeHubSpotBuilder> portal) {
        this.hubspot = portal.apply(FakeHubSpot.builder().clock(clock).token(SECRET_TOKEN))
                .build();
        this.hubspotServer = FakeHttp.serving(hubspot).start();
        this.engine = engine(settings);
        engine.provisionSchema();
    }

    static ClinikoToHubSpot unlimited() {
        return new ClinikoToHubSpot(settings -> settings.recordsPerRun(ClinikoSettings.Builder.UNLIMITED));
    }

    SyncEngine engine(UnaryOperator<ClinikoSettings.Builder> settings) {
        return SyncEngine.builder()
                .integration("clinic")
                .plan(ClinikoPlan.of(settings.apply(ClinikoSettings.builder()).build()))
                .business(ClinikoConnector.builder()
                        .account("clinic")
                        .apiKey(() -> SECRET_KEY)
                        .userAgent("Tidelock tests (tests@example.com)")
                        .baseUrl(clinikoServer.url().resolve("/v1"))
                        .clock(clock)
                        .pause(clock)
                        .build())
                .crm(HubSpotConnector.builder()
                        .portal("portal")
                        .token(() -> SECRET_TOKEN)
                        .baseUrl(hubspotServer.url())
                        .clock(clock)
                        .pause(clock)
                        .build())
                .store(store)
                .fingerprintKey("sixteen bytes or more".getBytes(StandardCharsets.UTF_8))
                .clock(clock)
                .build();
    }

    String patient(String first, String last, String email) {
        return cliniko.createPatient(Map.of("first_name", first, "last_name", last, "email", email));
    }

    void patients(int count) {
        for (int i = 0; i < count; i++) {
            patient("First" + i, "Last" + i, "p" + i + "@example.com");
        }
    }

    /** Lets a quarter of an hour pass and makes the pass that is due. */
    SyncReport pass() {
        clock.advance(Duration.ofMinutes(15));
        return engine.run();
    }

    Map<String, String> contactOf(String patient) {
        return hubspot.records("contacts").values().stream()
                .filter(contact -> patient.equals(contact.get("cliniko_patient_id")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No contact carries the id of patient " + patient));
    }

    Map<String, String> deal(String property, String id) {
        return hubspot.records("deals").values().stream()
                .filter(deal -> id.equals(deal.get(property)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No deal holds " + id + " in " + property));
    }

    String dealId(String property, String id) {
        return String.valueOf(deal(property, id).get("hs_object_id"));
    }

    /** Returns the pipeline and the stage of a deal as people read them. */
    String stage(String property, String id) {
        Map<String, String> deal = deal(property, id);
        try {
            for (JsonNode pipeline : new ObjectMapper()
                    .readTree(hubspot.administrator().pipelines("deals"))
                    .path("results")) {
                for (JsonNode stage : pipeline.path("stages")) {
                    if (stage.path("id").asText().equals(deal.get("dealstage"))
                            && pipeline.path("id").asText().equals(deal.get("pipeline"))) {
                        return pipeline.path("label").asText() + "/"
                                + stage.path("label").asText();
                    }
                }
            }
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
        throw new AssertionError("The deal stands in no stage there is");
    }

    String contactIdOf(String patient) {
        return String.valueOf(contactOf(patient).get("hs_object_id"));
    }

    int contacts() {
        return hubspot.records("contacts").size();
    }

    void forgetCalls() {
        cliniko.clearCalls();
        hubspot.clearCalls();
    }

    int hubspotCalls(String regex) {
        return hubspot.calls(regex).size();
    }

    @Override
    public void close() {
        clinikoServer.close();
        hubspotServer.close();
    }
}
