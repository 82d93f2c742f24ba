package io.tidelock.examples.demo;

import io.tidelock.cliniko.ClinikoConnector;
import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.cliniko.ClinikoSettings;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncListener;
import io.tidelock.hubspot.HubSpotConnector;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.cliniko.FakeCliniko;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.security.SecureRandom;
import java.util.Map;
import java.util.NoSuchElementException;

/** A fake Cliniko and a fake HubSpot on loopback, and the engine between them, talking HTTP. */
final class DemoWorld implements AutoCloseable {

    /** The property that carries the patient's id. */
    static final String PATIENT_ID = ClinikoPlan.PATIENT_ID.name();

    private static final String KEY = "demo-key-au1";
    private static final String TOKEN = "demo-token";

    final FakeCliniko cliniko = FakeCliniko.builder().apiKey(KEY).rateLimit(0).build();
    final FakeHubSpot hubspot = FakeHubSpot.builder().token(TOKEN).build();
    final FakeHttp clinikoServer = FakeHttp.serving(cliniko).start();
    final FakeHttp hubspotServer = FakeHttp.serving(hubspot).start();

    /** Builds the engine as an application would. */
    SyncEngine engine(SyncListener listener) {
        byte[] fingerprintKey = new byte[32];
        new SecureRandom().nextBytes(fingerprintKey);
        return SyncEngine.builder()
                .integration("demo-clinic")
                .plan(ClinikoPlan.of(ClinikoSettings.builder()
                        .recordsPerRun(ClinikoSettings.Builder.UNLIMITED)
                        .build()))
                .business(ClinikoConnector.builder()
                        .account("demo-clinic")
                        .apiKey(() -> KEY)
                        .userAgent("Tidelock demo (demo@example.com)")
                        .baseUrl(clinikoServer.url().resolve("/v1"))
                        .build())
                .crm(HubSpotConnector.builder()
                        .portal("demo-portal")
                        .token(() -> TOKEN)
                        .baseUrl(hubspotServer.url())
                        .build())
                .store(new InMemoryStore())
                .fingerprintKey(fingerprintKey)
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
    }
}
