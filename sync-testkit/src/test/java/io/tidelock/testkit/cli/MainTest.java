package io.tidelock.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.fake.FakeHttp;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Optional<FakeHttp> server = Optional.empty();

    private int run(String... args) {
        Main.Outcome outcome = Main.run(new PrintWriter(out), new PrintWriter(err), args);
        server = outcome.server();
        return outcome.exitCode();
    }

    @AfterEach
    void close() {
        server.ifPresent(FakeHttp::close);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder cliniko(String path, String key) {
        String credentials = Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(server.orElseThrow().url() + path))
                .header("Authorization", "Basic " + credentials)
                .header("User-Agent", "Foreign client (dev@example.com)")
                .header("Content-Type", "application/json");
    }

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    private Path folder;

    @Test
    void nextStartGoesOnWhereTheLastOneEnded() throws Exception {
        String file = folder.resolve("cliniko.json").toString();
        run("serve", "cliniko", "--key", "canary-au2", "--patients", "3", "--state", file);
        send(cliniko("/v1/patients", "canary-au2")
                .POST(HttpRequest.BodyPublishers.ofString("{\"first_name\":\"Zoë\",\"last_name\":\"Ng\"}")));
        close();

        assertThat(run("serve", "cliniko", "--key", "canary-au2", "--patients", "3", "--state", file))
                .isZero();

        assertThat(send(cliniko("/v1/patients", "canary-au2")).body()).contains("\"total_entries\":4", "Zoë");
    }

    @Test
    void anotherVendorsStateIsRefusedInOneLine() {
        String file = folder.resolve("state.json").toString();
        run("serve", "cliniko", "--state", file);
        close();

        assertThat(run("serve", "hubspot", "--state", file)).isOne();
        assertThat(err.toString().lines()).containsExactly(file + " does not hold the state of a fake HubSpot");
    }

    @Test
    void clinikoServesAForeignClient() throws Exception {
        int exitCode = run("serve", "cliniko", "--port", "0", "--key", "canary-au2", "--patients", "3");

        assertThat(exitCode).isZero();
        assertThat(out.toString().strip())
                .isEqualTo("cliniko ready on " + server.orElseThrow().url())
                .matches("cliniko ready on http://127\\.0\\.0\\.1:[1-9][0-9]+");
        assertThat(send(cliniko("/v1/patients", "canary-au2")).body()).contains("\"total_entries\":3");
        HttpResponse<String> created = send(cliniko("/v1/patients", "canary-au2")
                .POST(HttpRequest.BodyPublishers.ofString("{\"first_name\":\"Zoë\",\"last_name\":\"Ng\"}")));
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).contains("\"label\":\"Zoë Ng\"");
        assertThat(send(cliniko("/v1/patients", "other")).statusCode()).isEqualTo(401);
        assertThat(out + "" + err).doesNotContain("canary");
    }

    private HttpRequest.Builder hubspot(String path, String token) {
        return HttpRequest.newBuilder(URI.create(server.orElseThrow().url() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    @Test
    void hubspotServesAForeignClient() throws Exception {
        int exitCode =
                run("serve hubspot --port 0 --token canary --search-lag 1m --rate-limit starter --seed 3 --latency 1ms"
                        .split(" "));

        assertThat(exitCode).isZero();
        assertThat(out.toString().strip())
                .isEqualTo("hubspot ready on " + server.orElseThrow().url());
        HttpResponse<String> created = send(hubspot("/crm/v3/objects/contacts", "canary")
                .POST(HttpRequest.BodyPublishers.ofString("{\"properties\":{\"email\":\"zoe@example.com\"}}")));
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(send(hubspot("/crm/v3/objects/contacts", "canary")).body()).contains("zoe@example.com");
        assertThat(send(hubspot("/crm/v3/objects/contacts/search", "canary")
                                .POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .body())
                .contains("\"total\":0");
        assertThat(send(hubspot("/crm/v3/objects/contacts", "other")).statusCode())
                .isEqualTo(401);
        assertThat(out + "" + err).doesNotContain("canary");
    }

    @Test
    void rateLimitIsASetting() throws Exception {
        run("serve", "cliniko", "--rate-limit", "1");

        boolean refused = false;
        for (int i = 0; i < 4 && !refused; i++) {
            refused = send(cliniko("/v1/user", "fake-key-au1")).statusCode() == 429;
        }
        assertThat(refused).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "serve cliniko --port 70000 | --port | '70000' is not a port",
                "serve cliniko --port | --port | Missing",
                "serve cliniko --latency soon | --latency | write 20ms, 5s or 1m",
                "serve cliniko --rate-limit fast | --rate-limit | write on, off or a number",
                "serve cliniko --seed x | --seed | 'x'",
                "serve cliniko --patients -3 | --patients | number of records",
                "serve cliniko --search-lag 5s | --search-lag | Unknown option",
                "serve cliniko --tokken=canary | --tokken | Unknown option",
                "serve cliniko --tokken canary | --tokken | Unknown option",
                "serve cliniko canary | cliniko | word too many",
                "serve hubspot --rate-limit golden | --rate-limit | write on, off, starter",
                "serve hubspot --search-lag 5 | --search-lag | write 20ms, 5s or 1m",
                "serve unicorn | serve | it takes hubspot or cliniko",
                "serve | Missing required subcommand | --help",
                "\"\" | Missing required subcommand | --help",
            })
    void wrongArgumentsAreExplained(String line, String where, String what) {
        int exitCode = run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString())
                .contains(where)
                .contains(what)
                .contains("--help")
                .doesNotContain("canary");
        assertThat(out.toString()).isEmpty();
        assertThat(server).isEmpty();
    }

    @Test
    void emptyKeyIsExplained() {
        assertThat(run("serve", "cliniko", "--key", " ")).isEqualTo(2);
        assertThat(err.toString()).contains("--token").contains("it is empty");
    }

    @Test
    void takenPortIsExplained() {
        run("serve", "cliniko");
        FakeHttp first = server.orElseThrow();
        try (first) {
            int port = first.url().getPort();
            assertThat(run("serve", "cliniko", "--port", Integer.toString(port)))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("127.0.0.1:" + port).contains("Choose another --port");
        }
    }

    @Test
    void versionIsPrinted() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("Tidelock ");
    }

    @Test
    void helpNamesTheVendors() {
        assertThat(run("serve", "--help")).isZero();
        assertThat(out.toString()).contains("cliniko");
        assertThat(run("serve", "cliniko", "--help")).isZero();
        assertThat(out.toString()).contains("--rate-limit").contains("curl");
    }

    @Test
    void hubspotHasTheOwnersAndTheAppThatAreAskedFor() throws Exception {
        run(
                "serve hubspot --port 0 --owner a@b.co --owner c@b.co --app app --app-secret canary-s --app-redirect http://x/y"
                        .split(" "));

        HttpResponse<String> owners = send(hubspot("/crm/v3/owners", "fake-hubspot-token"));
        HttpResponse<String> back =
                send(hubspot("/oauth/authorize?client_id=app&scope=oauth&redirect_uri=http://x/y", ""));

        assertThat(owners.body()).contains("a@b.co", "c@b.co");
        assertThat(back.statusCode()).isEqualTo(302);
        assertThat(back.headers().firstValue("Location").orElseThrow()).startsWith("http://x/y?code=");
        assertThat(out + "" + err).doesNotContain("canary");
    }
}
