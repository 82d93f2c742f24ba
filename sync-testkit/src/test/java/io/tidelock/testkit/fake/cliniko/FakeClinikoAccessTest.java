package io.tidelock.testkit.fake.cliniko;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.RequestPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeClinikoAccessTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-05T08:00:30Z"));
    private final FakeCliniko clinic =
            FakeCliniko.builder().clock(clock).apiKey(Caller.KEY).build();
    private final Caller caller = new Caller(clinic);

    @Test
    void keyIsTakenWithAndWithoutItsShard() {
        assertThat(caller.get("/v1/user").status()).isEqualTo(200);
        assertThat(caller.header("Authorization", Caller.basic("secret-part", ""))
                        .get("/v1/user")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void wrongKeyPasswordOrSchemeIsUnauthorized() {
        for (String value : new String[] {
            Caller.basic("other-au4", ""), Caller.basic(Caller.KEY, "x"), Caller.basic("secret", ""), "Bearer x", ""
        }) {
            assertThat(caller.header("Authorization", value).get("/v1/user").status())
                    .isEqualTo(401);
        }
    }

    @Test
    void userAgentMustNameAnAddress() {
        assertThat(caller.header("User-Agent", "okhttp/5.0").get("/v1/user").status())
                .isEqualTo(403);

        FakeCliniko lenient =
                FakeCliniko.builder().apiKey(Caller.KEY).requireUserAgent(false).build();
        assertThat(new Caller(lenient).header("User-Agent", "").get("/v1/user").status())
                .isEqualTo(200);
    }

    @Test
    void requestsBeyondTheLimitWaitForTheNextMinute() {
        for (int i = 0; i < 200; i++) {
            assertThat(caller.get("/v1/user").status()).isEqualTo(200);
        }

        FakeResponse refused = caller.get("/v1/user");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers())
                .containsEntry(
                        "X-RateLimit-Reset",
                        Long.toString(Instant.parse("2026-01-05T08:01:00Z").getEpochSecond()));

        clock.advance(Duration.ofSeconds(30));
        assertThat(caller.get("/v1/user").status()).isEqualTo(200);
    }

    @Test
    void everyAnswerCarriesTheServersDate() {
        assertThat(caller.get("/v1/nowhere").headers()).containsEntry("Date", "Mon, 05 Jan 2026 08:00:30 GMT");
    }

    @Test
    void unknownPathsAndMethodsAreRefused() {
        assertThat(caller.get("/v1/unicorns").status()).isEqualTo(404);
        assertThat(caller.get("/v2/patients").status()).isEqualTo(404);
        assertThat(caller.get("/").status()).isEqualTo(404);
        assertThat(caller.get("/v1/patients/abc").status()).isEqualTo(404);
        assertThat(caller.get("/v1/patients/99999999999999999999").status()).isEqualTo(404);
        assertThat(caller.post("/v1/patients/1/dance", "{}").status()).isEqualTo(404);

        FakeResponse put = caller.call("PUT", "/v1/patients/1", "{}");
        assertThat(put.status()).isEqualTo(405);
        assertThat(put.headers()).containsEntry("Allow", "DELETE, GET, PATCH");
    }

    @Test
    void badBodiesAndQueriesAreRefusedNotThrown() {
        assertThat(caller.post("/v1/patients", "{").status()).isEqualTo(400);
        assertThat(caller.post("/v1/patients", "[]").status()).isEqualTo(400);
        assertThat(caller.post("/v1/patients", "").status()).isEqualTo(400);
        assertThat(caller.get("/v1/patients?q%5=%").status()).isEqualTo(400);
        assertThat(caller.post("/v1/patients", "{\"pronouns\":" + "[".repeat(5000))
                        .status())
                .isEqualTo(400);
        assertThat(caller.header("Content-Type", "text/plain")
                        .post("/v1/patients", "{}")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void keysUserAndPublicSettingsAnswer() {
        assertThat(Caller.json(caller.get("/v1/user")).path("role").asText()).isEqualTo("administrator");
        assertThat(Caller.json(caller.get("/v1/settings/public"))
                        .path("account")
                        .path("country_code")
                        .asText())
                .isEqualTo("AU");
    }

    @Test
    void faultReplacesTheAnswerButNotNecessarilyTheWork() {
        String body = "{\"first_name\":\"A\",\"last_name\":\"B\"}";
        clinic.failNext(RequestPattern.of("POST /v1/patients"), FakeResponse.empty(502), true, 1);
        clinic.failNext(RequestPattern.of("POST /v1/patients"), FakeResponse.empty(503), false, 2);

        assertThat(caller.get("/v1/patients").status()).isEqualTo(200);
        assertThat(caller.post("/v1/patients", body).status()).isEqualTo(502);
        assertThat(caller.post("/v1/patients", body).status()).isEqualTo(503);
        assertThat(caller.post("/v1/patients", body).status()).isEqualTo(503);
        assertThat(clinic.records("patients")).isEqualTo(1);
        assertThat(caller.post("/v1/patients", body).status()).isEqualTo(201);
    }

    @Test
    void callsAreCountedByPattern() {
        String id = clinic.createPatient(Map.of("first_name", "A", "last_name", "B"));
        caller.get("/v1/patients");
        caller.get("/v1/patients/" + id);
        caller.post("/v1/patients/" + id + "/archive", "");

        assertThat(clinic.calls("GET /v1/patients")).isEqualTo(1);
        assertThat(clinic.calls("GET /v1/patients/*")).isEqualTo(1);
        assertThat(clinic.calls("* /v1/patients/**")).isEqualTo(2);
        assertThat(clinic.calls().get(2).status()).isEqualTo(204);

        clinic.clearCalls();
        assertThat(clinic.calls("/v1/**")).isZero();
    }
}
