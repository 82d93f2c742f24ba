package io.tidelock.http;

import static io.tidelock.http.Clinic.json;
import static io.tidelock.http.Clinic.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Puts a canary into every secret and every value and looks for it in everything that can be printed. */
class SilenceTest {

    private static final String CANARY = "canary4711";
    private static final String SAID = "{\"id\":\"" + CANARY + "\",\"name\":\"" + CANARY + "\"}";

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final StringBuilder shown = new StringBuilder();
    private PrintStream standardError = System.err;
    private Clinic clinic;

    @BeforeEach
    void listen() throws IOException {
        clinic = new Clinic();
        standardError = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(standardError);
        clinic.close();
    }

    @Test
    void noFailureShowsASecretOrAValue() {
        for (MockResponse.Builder answer : failures()) {
            for (Credentials credentials : everyKind()) {
                RestClient client = clinic.client(settings ->
                        settings.credentials(credentials).attempts(1).callTimeout(Duration.ofMillis(300)));
                ClinicApi api = client.create(ClinicApi.class);
                clinic.answers(answer.clone(), answer.clone());

                show(client, credentials, api.create(Map.of("name", CANARY)));
                show(catchThrowable(() -> api.create(Map.of("name", CANARY)).write()));
                show(catchThrowable(() -> api.patient(CANARY, CANARY).read()));
            }
        }

        show(clinic.events);
        assertThat(logged.toString(StandardCharsets.UTF_8)).contains("clinic:17 GET patients/{id} 500");
        assertThat(shown).contains("UnknownOutcomeException", "AccessDeniedException", "RequestRejectedException");
        assertThat(shown + logged.toString(StandardCharsets.UTF_8)).doesNotContain(CANARY);
    }

    @Test
    void secretThatNoHeaderCanCarryIsNotQuoted() {
        ClinicApi api = clinic.api(client -> client.credentials(Credentials.header("X-Key", () -> CANARY + "\n")));

        show(catchThrowable(() -> api.patient("7", "id").read()));

        assertThat(shown).contains("no header can carry").doesNotContain(CANARY);
    }

    @Test
    void wrongArgumentIsNotQuoted() {
        ClinicApi api = clinic.api();

        show(catchThrowable(() -> api.patient("..", CANARY)));
        show(catchThrowable(() -> api.next("http://" + CANARY + ".example/").read()));

        assertThat(shown).contains("IllegalArgumentException").doesNotContain(CANARY);
    }

    @Test
    void nothingWithASecretPrintsIt() {
        show(AccessToken.of(CANARY, Duration.ofMinutes(1)), Credentials.bearer(() -> CANARY));
        clinic.answers(json(200, SAID), json(400, SAID));
        Reply<ClinicApi.Patient> reply = clinic.api().patient(CANARY, CANARY).read();
        show(reply);
        show(clinic.api().patient(CANARY, CANARY).accepting(400).read().refusal());

        assertThat(reply.body().id()).isEqualTo(CANARY);
        assertThat(shown).doesNotContain(CANARY);
    }

    private static List<MockResponse.Builder> failures() {
        return List.of(
                json(500, SAID),
                json(401, SAID),
                json(403, SAID),
                json(400, SAID),
                json(429, SAID).setHeader("Retry-After", "60"),
                json(200, "{\"id\":{\"" + CANARY + "\":1}}"),
                json(200, SAID.substring(0, SAID.length() - 5)),
                status(307).setHeader("Location", "https://" + CANARY + ".example/"),
                json(200, SAID).onResponseStart(new SocketEffect.CloseSocket()),
                json(200, SAID).onResponseStart(SocketEffect.Stall.INSTANCE));
    }

    private static List<Credentials> everyKind() {
        return List.of(
                Credentials.bearer(() -> CANARY),
                Credentials.basic(() -> CANARY, () -> CANARY),
                Credentials.header("Auth-key", () -> CANARY),
                Credentials.oauth(() -> AccessToken.of(CANARY, Duration.ofMinutes(30))));
    }

    private void show(Object... things) {
        for (Object thing : things) {
            shown.append(thing).append('\n');
            if (thing instanceof Throwable thrown) {
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                shown.append(trace);
            }
        }
    }
}
