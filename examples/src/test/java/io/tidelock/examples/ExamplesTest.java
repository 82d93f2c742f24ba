package io.tidelock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.cliniko.FakeCliniko;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private int demoWith(String export) throws IOException {
        return run("demo", "--store", "memory", "--patients", write(export.getBytes(StandardCharsets.UTF_8)));
    }

    private String write(byte[] export) throws IOException {
        return Files.write(folder.resolve("patients.csv"), export).toString();
    }

    private void assertOneLine(String... parts) {
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains(parts).doesNotContain("\tat ").doesNotContain("canary");
        assertThat(out.toString()).doesNotContain("canary");
    }

    @Test
    void demoKeepsEverythingItClaims() {
        assertThat(run("demo", "--store", "memory")).as(out.toString()).isZero();
    }

    @Test
    void secondDemoGoesOnWhereTheFirstEnded() throws IOException {
        String file = write("First Name,Last Name\nAnn,Lee\nBo,Ng\nCy,Po\n".getBytes(StandardCharsets.UTF_8));
        String store = "--store=jdbc:sqlite:" + folder.resolve("deep").resolve("demo.db");
        assertThat(run("demo", store, "--patients", file)).isZero();
        assertThat(out.toString()).contains("patients in Cliniko: 3;", "ok    conflict");

        assertThat(run("demo", store)).isZero();
        assertThat(out.toString())
                .contains("goes on where the last demo ended (--fresh starts over): 4 patients in Cliniko, 4 contacts")
                .contains("ok    nobody was created, nothing was written");

        assertThat(run("demo", store, "--patients", file)).isEqualTo(2);
        assertOneLine("there is one to go on with: add --fresh");

        assertThat(run("demo", store, "--fresh", "--patients", file)).isZero();
        assertThat(out.toString().split("patients in Cliniko: 3;", -1)).hasSize(3);
    }

    @Test
    void demoRefusesAnotherFileBesideItsStore() throws IOException {
        Files.writeString(folder.resolve("demo.db-demo.txt"), "demo-1\n");
        Files.writeString(folder.resolve("demo.db-hubspot.json"), "canary");

        assertThat(run("demo", "--store=jdbc:sqlite:" + folder.resolve("demo.db")))
                .isOne();

        assertOneLine("demo.db-hubspot.json does not hold the state of a fake HubSpot");
    }

    @Test
    void syncGoesOnWithItsStore() {
        FakeCliniko cliniko = FakeCliniko.builder().apiKey("k-au1").build();
        FakeHubSpot hubspot = FakeHubSpot.builder().token("t").build();
        cliniko.loadPatients(30);
        String store = "--store=jdbc:sqlite:" + folder.resolve("sync.db");
        String secret = "--fingerprint-key=canary canary canary";
        try (FakeHttp clinic = FakeHttp.serving(cliniko).start();
                FakeHttp crm = FakeHttp.serving(hubspot).start()) {
            assertThat(sync(clinic, crm, "k-au1", "t", store, secret)).isZero();
            assertThat(out.toString()).contains("CREATED 30");

            assertThat(sync(clinic, crm, "k-au1", "t", store, secret)).isZero();
            assertThat(out.toString()).contains("unchanged 30, wrote 0");

            assertThat(sync(clinic, crm, "k-au1", "t", store, "--fingerprint-key=another secret, as long"))
                    .isOne();
            assertThat(err.toString())
                    .contains("fingerprint key of integration example")
                    .doesNotContain("canary");
        }
    }

    @Test
    void storeThatIsNotThereIsExplainedWithoutItsPassword() {
        assertThat(run("demo", "--store=jdbc:postgresql://127.0.0.1:1/none?user=u&password=canary"))
                .isOne();

        assertOneLine("Could not connect to the store", "look at the database");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                Email,Last Name,First Name,Country
                ann@example.com,Lee,Ann,Australia
                "bo@example.com",O'Neill,Bo,
                """,
                "\uFEFFFirst Name,Last Name,Email\r\nAnn,Lee,ann@example.com\r\n\r\nBo,Ng,bo@example.com\r\n,,\r\n",
                "First Name;Last Name;Email\nAnn;Lee;ann@example.com\nBo;Ng;bo@example.com",
                "First Name\tLast Name\tEmail\nAnn\tLee\tann@example.com\nBo\tNg\tbo@example.com",
            })
    void demoTakesAnybodysExport(String export) throws IOException {
        assertThat(demoWith(export)).isZero();

        assertThat(out.toString()).contains("patients in Cliniko: 2;").doesNotContain("left out");
    }

    @Test
    void demoClaimsOnlyWhatItTried() throws IOException {
        assertThat(demoWith("First Name,Last Name\nAnn,Lee\nBo,Ng\n")).isZero();

        assertThat(out.toString())
                .contains("Edits on both sides were not tried: that takes 3 synced patients.")
                .doesNotContain("ok    conflict")
                .doesNotContain("it recognised")
                .doesNotContain("several have");
    }

    @Test
    void demoKeepsAFamilyApart() throws IOException {
        String family = """
            First Name,Last Name,Email
            Ann,Lee,lee@example.com
            Bo,Lee,LEE@example.com
            Cy,Lee,lee@example.com
            Ann,Lee,lee@example.com
            """;

        assertThat(demoWith(family)).isZero();

        assertThat(out.toString())
                .contains("ok    every patient has one contact")
                .contains("ok    no e-mail that several have (1) stands on two contacts");
    }

    @Test
    void demoNamesTheLinesThatClinikoRefuses() throws IOException {
        String export = "First Name,Last Name,Date of Birth\n\n,canary,\nAnn,Lee,canary\nBo,Ng,1980-12-31\n";

        assertThat(demoWith(export)).isZero();

        assertThat(out.toString())
                .contains("line 3 is left out, Cliniko refuses it")
                .contains("line 4 is left out")
                .contains("patients in Cliniko: 1;")
                .doesNotContain("canary");
    }

    @Test
    void demoWithoutOnePatientHasNothingToShow() throws IOException {
        assertThat(demoWith("First Name,Last Name\nAnn,\n")).isOne();

        assertThat(out.toString()).contains("nothing to show").doesNotContain("ok ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the file is empty",
                "'First Name,Last Name' | no patient below the headings",
                "'Vorname,canary\nAnn,Lee' | line 1 has no heading \"First Name\"",
                "'First Name,Last Name\nAnn,\"canary\n' | quotation mark",
                "'First Name,Last Name\nAnn,Lee\nBo,Ng,canary' | line 3 is no line of a table",
            })
    void demoSaysWhatIsWrongWithAFile(String export, String what) throws IOException {
        assertThat(demoWith(export.replace("\\n", "\n"))).isOne();

        assertOneLine("patients.csv: ", what);
    }

    @Test
    void demoSaysHowToSaveAFile() throws IOException {
        assertThat(run(
                        "demo",
                        "--store=memory",
                        "--patients",
                        write("First Name,Last Name\nJos\u00e9,Lee".getBytes(StandardCharsets.ISO_8859_1))))
                .isOne();

        assertOneLine("save it as CSV UTF-8");
    }

    @Test
    void runnerKeepsThreeTenantsGoingAndOneThatHangsStopsNoOther() {
        assertThat(run("runner")).isZero();

        assertThat(out.toString().lines())
                .contains("tenant-1: 1 written", "tenant-2: 1 written")
                .contains("still waiting for their vendor: [tenant-3]");
    }

    @Test
    void ownAppRuns() {
        assertThat(run("own-app")).isZero();
    }

    @Test
    void answersAreGiven() {
        assertThat(run("answers")).isZero();

        assertThat(out.toString())
                .contains("1 written of the plan", "1 written by a pass")
                .contains("why not: members: SEVERAL_MATCHES", "linked with contact", "NOTHING_TO_DO")
                .contains("\"planState\":\"CURRENT\"");
    }

    @Test
    void mistakeIsUndoneAndRefusedRecordIsReplayed() {
        assertThat(run("undo")).isZero();

        assertThat(out.toString())
                .contains("held: member ", " CLOSED", "1 written once it was tried again")
                .contains("a mistake: the CRM shows [X]", "1 undone")
                .contains("the CRM shows [Ada Byron], and 0 is written by the next pass");
    }

    @Test
    void syncRunsAgainstAServerElsewhere() {
        FakeCliniko cliniko = FakeCliniko.builder().apiKey("k-au1").build();
        FakeHubSpot hubspot = FakeHubSpot.builder().token("t").build();
        cliniko.loadPatients(30);
        try (FakeHttp clinic = FakeHttp.serving(cliniko).start();
                FakeHttp crm = FakeHttp.serving(hubspot).start()) {
            assertThat(sync(clinic, crm, "k-au1", "t", "--limit=20")).isZero();
            assertThat(out.toString()).contains("CREATED 20").contains("There is more to do");

            assertThat(sync(clinic, crm, "k-au1", "t", "--passes=2")).isZero();
            assertThat(hubspot.records("contacts")).hasSize(30);
        }
    }

    @Test
    void syncSaysWhichSystemFailed() {
        FakeCliniko cliniko = FakeCliniko.builder().apiKey("k-au1").build();
        FakeHubSpot hubspot = FakeHubSpot.builder().token("t").build();
        try (FakeHttp clinic = FakeHttp.serving(cliniko).start();
                FakeHttp crm = FakeHttp.serving(hubspot).start()) {
            assertThat(sync(clinic, crm, "k-au1", "canary")).isOne();
            assertOneLine("hubspot:portal", "401", "check that system's key or token");

            assertThat(sync(clinic, crm, "canary-au1", "t")).isOne();
            assertThat(out.toString())
                    .contains("cliniko:clinic GET patients answered 401")
                    .doesNotContain("canary");
        }
    }

    @Test
    void syncSaysWhichSystemIsNotThere() {
        assertThat(run("sync cliniko --cliniko-key k --crm-token canary --crm-url http://127.0.0.1:1".split(" ")))
                .isOne();

        assertOneLine("hubspot:portal", "check that system's address and the network");
    }

    private int sync(FakeHttp clinic, FakeHttp crm, String key, String token, String... more) {
        List<String> args = new ArrayList<>(List.of("sync", "cliniko", "--crm=hubspot"));
        args.addAll(List.of("--cliniko-url=" + clinic.url().resolve("/v1"), "--cliniko-key=" + key));
        args.addAll(List.of("--crm-url=" + crm.url(), "--crm-token=" + token));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo --patients /there/is/none.csv | --patients takes a file; there is none at /there/is/none.csv",
                "demo --patients | --patients",
                "demo --store canary | --store takes memory, jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE",
                "demo --store jdbc:sqlite: | --store takes memory",
                "demo --store jdbc:sqlite::memory: | --store takes memory",
                "demo --store jdbc:h2:mem:canary | --store takes memory",
                "demo --store jdbc:postgresql://u:canary@host/db | --store takes memory",
                "demo --store jdbc:postgresql://host:canary/db | --store takes memory",
                "demo --store | --store",
                "sync cliniko --cliniko-key k --crm-token t --store canary | --store takes memory",
                "sync cliniko --cliniko-key k --crm-token t --fingerprint-key= --store jdbc:sqlite:target/canary | FINGERPRINT_KEY",
                "demo --pateints canary | There is no option --pateints",
                "canary | There is no such example; there are demo, sync, import-csv, own-app, answers, undo, runner, webhook, cluster, calls, oauth",
                "sync | PLAN is missing; it takes one of: cliniko",
                "sync canary | PLAN takes one of: cliniko",
                "sync cliniko --cliniko-key=canary --crm-token= | give --crm-token or set CRM_TOKEN",
                "sync cliniko --crm-token=canary --cliniko-key= | give --cliniko-key or set CLINIKO_KEY",
                "sync cliniko --crm-token | --crm-token",
                "sync cliniko --crm-token canary canary | a word too many",
                "sync cliniko --crm-token canary --crm-token canary | only once",
                "sync cliniko --crm-tokn canary | There is no option --crm-tokn",
                "sync cliniko -canary | There is no option like that",
                "sync cliniko --crm canary | --crm takes one of: hubspot",
                "calls --crm canary | --crm takes one of: memory or hubspot",
                "sync cliniko --passes canary | --passes takes a whole number",
                "sync cliniko --backfill=canary | --backfill takes no such value",
                "sync cliniko --passes 0 --cliniko-key k --crm-token canary | --passes takes a number from 1",
                "sync cliniko --limit -1 --cliniko-key k --crm-token canary | --limit takes a number of records",
                "sync cliniko --crm-url ca:nary --cliniko-key k --crm-token canary | --crm-url takes an address that",
                "sync cliniko --crm-url http://a:canary@b --cliniko-key k --crm-token t | --crm-url takes an address"
                        + " that",
                "sync cliniko --user-agent me --cliniko-key k --crm-token canary | of the form that Cliniko demands",
            })
    void wrongArgumentsAreExplained(String line, String what) {
        assertThat(run(line.split(" "))).isEqualTo(2);

        assertOneLine(what, "--help)");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "demo --help",
                "sync --help",
                "own-app --help",
                "answers --help",
                "undo --help",
                "runner --help",
                "webhook --help",
                "calls --help",
                "oauth --help"
            })
    void helpIsThere(String line) {
        assertThat(run(line.split(" "))).isZero();

        assertThat(out.toString()).startsWith("Usage: java -jar examples.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "hubspot"})
    void dayOfCallsKeepsEverythingItClaims(String crm) {
        assertThat(run("calls", "--crm", crm)).as(out.toString()).isZero();

        assertThat(out.toString()).contains("four spellings of the number are one client");
    }

    @Test
    void portalIsConnectedByOAuthSyncsForADayAndIsDisconnected() {
        assertThat(run("oauth")).as(out.toString()).isZero();

        assertThat(out.toString())
                .contains("crm.objects.contacts.write", "24 contacts", "connected anew by a person")
                .doesNotContain("fake-access", "fake-refresh", "fake-code");
    }

    @Test
    void versionIsThere() {
        assertThat(run("--version")).isZero();

        assertThat(out.toString()).startsWith("Tidelock ");
    }
}
