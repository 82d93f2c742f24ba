package io.tidelock.benchmarks.clinic;

import io.tidelock.cliniko.ClinikoConnector;
import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.cliniko.ClinikoSettings;
import io.tidelock.connector.Pause;
import io.tidelock.engine.Integration;
import io.tidelock.engine.SyncEngine;
import io.tidelock.http.CallBudget;
import io.tidelock.hubspot.HubSpotConnector;
import io.tidelock.record.IntegrationId;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.cliniko.FakeCliniko;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import io.tidelock.testkit.fake.hubspot.RateLimits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The two fakes, each on a socket, and what connects them as the ready-made plan of patients has it. */
final class Clinic implements AutoCloseable {

    static final IntegrationId ID = IntegrationId.of("clinic");
    static final String KEY = "benchmark-key-au1";
    static final String TOKEN = "benchmark-token";
    static final String USER_AGENT = "Tidelock benchmarks (benchmarks@example.com)";

    private final Clock clock;
    private final Pause pause;
    private final WriteLog log = new WriteLog();
    private final FakeCliniko cliniko;
    private final FakeHubSpot hubspot;
    private final FakeHttp clinikoServer;
    private final FakeHttp hubspotServer;

    private Clinic(Clock clock, Pause pause, int clinikoLimit, RateLimits limits, Duration latency) {
        this.clock = clock;
        this.pause = pause;
        this.cliniko = FakeCliniko.builder()
                .clock(clock)
                .apiKey(KEY)
                .rateLimit(clinikoLimit)
                .build();
        this.hubspot = FakeHubSpot.builder()
                .clock(clock)
                .token(TOKEN)
                .rateLimits(limits)
                .build();
        this.clinikoServer = FakeHttp.serving(log.of(cliniko)).latency(latency).start();
        this.hubspotServer = FakeHttp.serving(log.of(hubspot)).latency(latency).start();
    }

    /** Opens one whose time only pauses and whoever measures move; both vendors take any number of calls. */
    static Clinic unlimited(ManualClock clock) {
        return new Clinic(clock, clock, 0, RateLimits.none(), Duration.ZERO);
    }

    /** Opens one whose vendors refuse what exceeds their limits; Cliniko's counts by the minute, 0 is none. */
    static Clinic limited(ManualClock clock, int clinikoLimit, RateLimits limits) {
        return new Clinic(clock, clock, clinikoLimit, limits, Duration.ZERO);
    }

    /** Opens one in real time, each of whose answers comes after so long. */
    static Clinic slow(Duration latency) {
        return new Clinic(Clock.systemUTC(), Pause.sleeping(), 0, RateLimits.none(), latency);
    }

    /** Connects them, with a budget for each. */
    Integration integration(CallBudget ofCliniko, CallBudget ofHubSpot) {
        ClinikoSettings settings = ClinikoSettings.builder()
                .recordsPerRun(ClinikoSettings.Builder.UNLIMITED)
                .appointments(false)
                .invoices(false)
                .build();
        return new Integration(
                ID,
                ClinikoPlan.of(settings),
                ClinikoConnector.builder()
                        .account("clinic")
                        .apiKey(() -> KEY)
                        .userAgent(USER_AGENT)
                        .baseUrl(clinikoUrl())
                        .budget(ofCliniko)
                        .clock(clock)
                        .pause(pause)
                        .build(),
                HubSpotConnector.builder()
                        .portal("portal")
                        .token(() -> TOKEN)
                        .baseUrl(hubspotUrl())
                        .budget(ofHubSpot)
                        .clock(clock)
                        .pause(pause)
                        .build());
    }

    /** Has HubSpot hold what the plan needs. */
    void provision(SyncStore store) {
        SyncEngine.builder()
                .integration(integration(CallBudget.unlimited(), CallBudget.unlimited()))
                .store(store)
                .fingerprintKey("no secret, but long enough".getBytes(StandardCharsets.UTF_8))
                .build()
                .provisionSchema();
    }

    /** Takes new patients in, each with an e-mail address of its own. */
    void admit(int patients) {
        for (int patient = 0; patient < patients; patient++) {
            cliniko.createPatient(Map.of(
                    "first_name", "First" + patient,
                    "last_name", "Last" + patient,
                    "email", "p" + patient + "@example.com"));
        }
    }

    FakeCliniko cliniko() {
        return cliniko;
    }

    FakeHubSpot hubspot() {
        return hubspot;
    }

    URI clinikoUrl() {
        return clinikoServer.url().resolve("/v1");
    }

    URI hubspotUrl() {
        return hubspotServer.url();
    }

    /** Returns what notes when contacts are written. */
    WriteLog log() {
        return log;
    }

    @Override
    public void close() {
        clinikoServer.close();
        hubspotServer.close();
    }
}
