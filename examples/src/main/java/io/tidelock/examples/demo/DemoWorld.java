package io.tidelock.examples.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidelock.cliniko.ClinikoConnector;
import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.cliniko.ClinikoSettings;
import io.tidelock.connector.Pause;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncListener;
import io.tidelock.examples.store.StorePlace;
import io.tidelock.hubspot.HubSpotConnector;
import io.tidelock.hubspot.HubSpotTier;
import io.tidelock.jdbc.JdbcStore;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.cliniko.FakeCliniko;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import io.tidelock.testkit.fake.hubspot.FakeHubSpotBuilder;
import io.tidelock.testkit.fake.hubspot.RateLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A fake Cliniko and a fake HubSpot on loopback, and the engine between them, talking HTTP. What all three know outlives the
 * process where the store does.
 */
final class DemoWorld implements AutoCloseable {

    /** The property that carries the patient's id. */
    static final String PATIENT_ID = ClinikoPlan.PATIENT_ID.name();

    private static final String KEY = "demo-key-au1";
    private static final String TOKEN = "demo-token";

    /** Invented data under a key that everybody knows; an application keeps a secret one as long as its store. */
    private static final byte[] FINGERPRINT_KEY = "demo fingerprint key".getBytes(StandardCharsets.UTF_8);

    final FakeCliniko cliniko;
    final FakeHubSpot hubspot;
    final FakeHttp clinikoServer;
    final FakeHttp hubspotServer;
    private final SyncStore store;
    private final DemoFiles files;
    private final String integration;
    private final Clock clock;
    private final Pause pause;

    DemoWorld(StorePlace place, DemoFiles files, String integration, Clock clock, Pause pause) throws IOException {
        this.files = files;
        this.integration = integration;
        this.clock = clock;
        this.pause = pause;
        this.store = place.open();
        FakeCliniko.Builder clinic =
                FakeCliniko.builder().clock(clock).apiKey(KEY).rateLimit(0);
        files.state("cliniko").ifPresent(clinic::state);
        FakeHubSpotBuilder portal =
                FakeHubSpot.builder().clock(clock).token(TOKEN).rateLimits(RateLimits.professional());
        files.state("hubspot").ifPresent(portal::state);
        this.cliniko = clinic.build();
        this.hubspot = portal.build();
        this.clinikoServer = FakeHttp.serving(cliniko).start();
        this.hubspotServer = FakeHttp.serving(hubspot).start();
    }

    /** From now on the next demo goes on with this one. */
    void note(boolean ended) {
        cliniko.save();
        hubspot.save();
        files.note(new DemoFiles.Progress(integration, ended));
    }

    /** Tells whether a write was under way when the demo before died, and nobody looked yet what became of it. */
    boolean hasLostWrites() {
        return plan().flows().stream()
                .map(Flow::id)
                .anyMatch(flow ->
                        !store.openIntents(IntegrationId.of(integration), flow).isEmpty());
    }

    void pause(Duration length) throws InterruptedException {
        pause.pause(length);
    }

    private static Plan plan() {
        return ClinikoPlan.of(ClinikoSettings.builder()
                .recordsPerRun(ClinikoSettings.Builder.UNLIMITED)
                .build());
    }

    Instant now() {
        return clock.instant();
    }

    /** Builds the engine as an application would. */
    SyncEngine engine(SyncListener listener) {
        return SyncEngine.builder()
                .integration(integration)
                .plan(plan())
                .business(ClinikoConnector.builder()
                        .account("demo-clinic")
                        .apiKey(() -> KEY)
                        .userAgent("Tidelock demo (demo@example.com)")
                        .baseUrl(clinikoServer.url().resolve("/v1"))
                        .clock(clock)
                        .pause(pause)
                        .build())
                .crm(HubSpotConnector.builder()
                        .portal("demo-portal")
                        .token(() -> TOKEN)
                        .tier(HubSpotTier.PROFESSIONAL)
                        .baseUrl(hubspotServer.url())
                        .clock(clock)
                        .pause(pause)
                        .build())
                .store(store)
                .fingerprintKey(FINGERPRINT_KEY)
                .clock(clock)
                .listener(listener)
                .build();
    }

    /** Returns the contact that carries a patient's id. */
    Map.Entry<String, Map<String, String>> contactOf(String patient) {
        return hubspot.records("contacts").entrySet().stream()
                .filter(contact -> patient.equals(contact.getValue().get(PATIENT_ID)))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No contact carries the id of patient " + patient));
    }

    /** Returns the deal that holds an id in a property. */
    Map.Entry<String, Map<String, String>> deal(String property, String id) {
        return hubspot.records("deals").entrySet().stream()
                .filter(deal -> id.equals(deal.getValue().get(property)))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No deal holds " + id + " in " + property));
    }

    /** Returns what people read of a stage. */
    String stage(String pipeline, String stage) {
        try {
            for (JsonNode known : new ObjectMapper()
                    .readTree(hubspot.administrator().pipelines("deals"))
                    .path("results")) {
                for (JsonNode each : known.path("stages")) {
                    if (known.path("id").asText().equals(pipeline)
                            && each.path("id").asText().equals(stage)) {
                        return each.path("label").asText();
                    }
                }
            }
            return "";
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    String contactText(String patient, String property) {
        return String.valueOf(contactOf(patient).getValue().get(property));
    }

    String patientText(String patient, String field) {
        return String.valueOf(cliniko.patient(patient).get(field));
    }

    void editContact(String patient, Map<String, String> properties) {
        hubspot.edit("contacts", contactOf(patient).getKey(), properties);
    }

    long hubspotWrites() {
        return hubspot.calls("(POST|PATCH|PUT|DELETE) .*contacts(/\\d+|/batch/(create|update|upsert|archive))?$")
                .size();
    }

    long clinikoWrites() {
        return cliniko.calls("POST /v1/**") + cliniko.calls("PATCH /v1/**");
    }

    @Override
    public void close() {
        clinikoServer.close();
        hubspotServer.close();
        if (store instanceof JdbcStore database) {
            database.close();
        }
    }
}
