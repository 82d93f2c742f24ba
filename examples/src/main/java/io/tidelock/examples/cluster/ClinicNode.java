package io.tidelock.examples.cluster;

import io.tidelock.cliniko.ClinikoConnector;
import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.cliniko.ClinikoSettings;
import io.tidelock.engine.Integration;
import io.tidelock.hubspot.HubSpotConnector;
import io.tidelock.jdbc.SyncCluster;
import io.tidelock.record.IntegrationId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * What every node of the host does alike: it knows the clinics, and opens whichever it is given.
 *
 * @param addresses of each clinic's Cliniko and HubSpot, in turn
 */
record ClinicNode(DataSource database, String name, List<URI> addresses) {

    static final String KEY = "cluster-key-au1";
    static final String TOKEN = "cluster-token";

    /** One secret for all nodes; from the host's vault. */
    private static final byte[] FINGERPRINT_KEY = "the same on every node".getBytes(StandardCharsets.UTF_8);

    SyncCluster cluster() {
        return SyncCluster.builder(database)
                .name(name)
                .workers(4)
                .callLasts(Duration.ofSeconds(30))
                .catalog(this::open)
                .engine((id, engine) -> engine.fingerprintKey(FINGERPRINT_KEY))
                .build();
    }

    List<IntegrationId> clinics() {
        List<IntegrationId> clinics = new ArrayList<>();
        for (int clinic = 0; clinic < addresses.size() / 2; clinic++) {
            clinics.add(IntegrationId.of("clinic-" + clinic));
        }
        return clinics;
    }

    Integration open(IntegrationId id) {
        int clinic = clinics().indexOf(id);
        if (clinic < 0) {
            throw new IllegalArgumentException("There is no " + id);
        }
        ClinikoSettings settings = ClinikoSettings.builder()
                .recordsPerRun(ClinikoSettings.Builder.UNLIMITED)
                .build();
        return new Integration(
                id,
                ClinikoPlan.of(settings),
                ClinikoConnector.builder()
                        .account(id.value())
                        .apiKey(() -> KEY)
                        .userAgent("Tidelock cluster (demo@example.com)")
                        .baseUrl(addresses.get(2 * clinic).resolve("/v1"))
                        .build(),
                HubSpotConnector.builder()
                        .portal(id.value())
                        .token(() -> TOKEN)
                        .baseUrl(addresses.get(2 * clinic + 1))
                        .build());
    }
}
