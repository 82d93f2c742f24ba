package io.tidelock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.cliniko.FakeCliniko;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExamplesTest {

    private static int run(String... args) {
        return new CommandLine(new Main()).execute(args);
    }

    @Test
    void demoKeepsEverythingItClaims() {
        assertThat(run("demo")).isZero();
    }

    @Test
    void demoTakesAnybodysExport(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("Patients-Cliniko-20260105.csv");
        Files.writeString(file, """
                Email,Last Name,First Name,PhoneMobile,Country
                ann@example.com,Lee,Ann,0400 000 001,Australia
                "bo@example.com",O'Neill,Bo,,New Zealand
                """);

        assertThat(run("demo", "--patients", file.toString())).isZero();
    }

    @Test
    void ownAppRuns() {
        assertThat(run("own-app")).isZero();
    }

    @Test
    void syncRunsAgainstAServerElsewhere() {
        FakeCliniko cliniko = FakeCliniko.builder().apiKey("k-au1").build();
        FakeHubSpot hubspot = FakeHubSpot.builder().token("t").build();
        cliniko.loadPatients(30);
        try (FakeHttp clinic = FakeHttp.serving(cliniko).start();
                FakeHttp crm = FakeHttp.serving(hubspot).start()) {
            int exit = run(
                    "sync",
                    "cliniko",
                    "--cliniko-url=" + clinic.url().resolve("/v1"),
                    "--cliniko-key=k-au1",
                    "--crm=hubspot",
                    "--crm-url=" + crm.url(),
                    "--crm-token=t",
                    "--backfill",
                    "--passes=2");

            assertThat(exit).isZero();
            assertThat(hubspot.records("contacts")).hasSize(30);
        }
    }

    @Test
    void syncWithoutCredentialsSaysWhatIsMissing() {
        assertThat(run("sync", "cliniko", "--crm-token=t")).isEqualTo(2);
    }
}
