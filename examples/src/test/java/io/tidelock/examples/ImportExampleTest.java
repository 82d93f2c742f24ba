package io.tidelock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.cliniko.FakeCliniko;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportExampleTest {

    private final StringWriter out = new StringWriter();
    private final FakeCliniko cliniko = FakeCliniko.builder().apiKey("k-au1").build();
    private final FakeHubSpot hubspot = FakeHubSpot.builder().token("t").build();

    @TempDir
    private Path folder;

    @Test
    @Tag("CL-08")
    void importListsWhatItLeftOutAndChangesNothingTheSecondTime() throws IOException {
        String ada = cliniko.createPatient(Map.of("first_name", "Ada", "last_name", "Byron"));
        Path file = Files.writeString(
                folder.resolve("patients.csv"),
                "Patient ID,First Name,Last Name\n" + ada + ",Ada,Byron\nnone,Canary,Nobody\n");
        Path errors = folder.resolve("errors.csv");

        assertThat(run(file, "--errors", errors.toString())).isOne();

        assertThat(hubspot.records("contacts").values())
                .singleElement()
                .satisfies(contact -> assertThat(contact).containsEntry("cliniko_patient_id", ada));
        assertThat(Files.readString(errors))
                .contains("3,")
                .contains("Patient ID")
                .doesNotContain("Canary");
        assertThat(out.toString()).contains("rows: ", "left out: 1", "line 3").doesNotContain("Canary");

        out.getBuffer().setLength(0);
        run(file);
        assertThat(out.toString()).contains("wrote 0").doesNotContain("CREATED");
    }

    @Test
    void fileThatIsNoExportIsExplained() throws IOException {
        Path file = Files.writeString(folder.resolve("cats.csv"), "Name\nMimi\n");

        assertThat(run(file)).isEqualTo(2);

        assertThat(out.toString()).contains("cats.csv", "Patient ID").doesNotContain("Mimi");
    }

    private int run(Path file, String... more) {
        try (FakeHttp clinic = FakeHttp.serving(cliniko).start();
                FakeHttp crm = FakeHttp.serving(hubspot).start()) {
            List<String> args = new ArrayList<>(List.of(
                    "import-csv",
                    "cliniko",
                    file.toString(),
                    "--cliniko-url=" + clinic.url() + "/v1",
                    "--cliniko-key=k-au1",
                    "--crm-url=" + crm.url(),
                    "--crm-token=t",
                    "--store=jdbc:sqlite:" + folder.resolve("import.db"),
                    "--fingerprint-key=sixteen bytes or more"));
            args.addAll(Arrays.asList(more));
            PrintWriter writer = new PrintWriter(out, true);
            return Main.run(writer, writer, args.toArray(String[]::new));
        }
    }
}
