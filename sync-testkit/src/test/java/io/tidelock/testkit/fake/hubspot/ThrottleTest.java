package io.tidelock.testkit.fake.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.hubspot.Caller.Answer;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final ManualClock clock = new ManualClock();

    private Caller with(RateLimits limits) {
        return new Caller(FakeHubSpot.builder().clock(clock).rateLimits(limits).build());
    }

    @Test
    void hundredFirstCallInTenSecondsIsRefused() {
        Caller caller = with(RateLimits.starter());
        for (int i = 0; i < 99; i++) {
            caller.get("/crm/v3/owners");
        }

        Answer last = caller.get("/crm/v3/owners");
        Answer refused = caller.get("/crm/v3/owners");
        clock.advance(Duration.ofSeconds(10));

        assertThat(last.headers())
                .containsEntry("X-HubSpot-RateLimit-Max", "100")
                .containsEntry("X-HubSpot-RateLimit-Remaining", "0")
                .containsEntry("X-HubSpot-RateLimit-Interval-Milliseconds", "10000")
                .containsEntry("X-HubSpot-RateLimit-Daily", "250000")
                .containsEntry("X-HubSpot-RateLimit-Daily-Remaining", "249900");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body().path("policyName").asText()).isEqualTo("TEN_SECONDLY_ROLLING");
        assertThat(refused.body().path("errorType").asText()).isEqualTo("RATE_LIMIT");
        assertThat(refused.headers()).doesNotContainKey("Retry-After");
        assertThat(caller.get("/crm/v3/owners").status()).isEqualTo(200);
    }

    @Test
    void searchHasALimitOfItsOwnAndNoHeaders() {
        Caller caller = with(RateLimits.professional());
        for (int i = 0; i < 5; i++) {
            assertThat(caller.post("/crm/v3/objects/contacts/search", "{}").headers())
                    .doesNotContainKey("X-HubSpot-RateLimit-Max");
        }

        Answer refused = caller.post("/crm/v3/objects/contacts/search", "{}");
        Answer other = caller.get("/crm/v3/owners");
        clock.advance(Duration.ofSeconds(1));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.message()).isEqualTo("You have reached your secondly limit.");
        assertThat(refused.headers()).doesNotContainKey("X-HubSpot-RateLimit-Max");
        assertThat(other.headers()).containsEntry("X-HubSpot-RateLimit-Remaining", "189");
        assertThat(caller.post("/crm/v3/objects/contacts/search", "{}").status())
                .isEqualTo(200);
    }

    @Test
    void dailyLimitHoldsUntilMidnight() {
        Caller caller = with(new RateLimits(0, 0, 0, 1));
        caller.get("/crm/v3/owners");

        Answer refused = caller.get("/crm/owners/2026-03");
        clock.advance(Duration.ofHours(16));

        assertThat(refused.message()).isEqualTo("You have reached your daily limit.");
        assertThat(refused.body().path("policyName").asText()).isEqualTo("DAILY");
        assertThat(refused.category()).isEqualTo("RATE_LIMITS");
        assertThat(caller.get("/crm/v3/owners").status()).isEqualTo(200);
    }

    @Test
    void dayEndsAtMidnightInTheAccountsZone() {
        Caller caller = new Caller(FakeHubSpot.builder()
                .clock(clock)
                .timeZone(ZoneId.of("Australia/Sydney"))
                .rateLimits(new RateLimits(0, 0, 0, 1))
                .build());
        assertThat(caller.get("/account-info/v3/details")
                        .body()
                        .path("utcOffset")
                        .asText())
                .isEqualTo("+11:00");
        assertThat(caller.get("/crm/v3/owners").status()).isEqualTo(429);

        clock.advance(Duration.ofHours(5)); // from 19:00 there

        assertThat(caller.get("/crm/v3/owners").status()).isEqualTo(200);
    }

    @Test
    void appsAreToldNothingOfTheDay() {
        FakeHubSpot fake = FakeHubSpot.builder()
                .clock(clock)
                .app("app", "secret", "https://back.example/")
                .rateLimits(RateLimits.starter())
                .build();
        URI consent = URI.create("https://app.hubspot.com/oauth/authorize?client_id=app&scope=crm.objects.owners.read"
                + "&redirect_uri=https://back.example/");
        String code = fake.connect(consent).replaceFirst(".*code=", "");
        String token = new Caller(fake)
                .send(
                        "POST",
                        "/oauth/v3/token",
                        "grant_type=authorization_code&client_id=app&client_secret=secret"
                                + "&redirect_uri=https://back.example/&code=" + code,
                        Map.of("Content-Type", "application/x-www-form-urlencoded"))
                .body()
                .path("access_token")
                .asText();

        Answer answer = new Caller(fake).send("GET", "/crm/v3/owners", "", Map.of("Authorization", "Bearer " + token));

        assertThat(answer.headers())
                .containsEntry("X-HubSpot-RateLimit-Max", "100")
                .doesNotContainKeys("X-HubSpot-RateLimit-Daily", "X-HubSpot-RateLimit-Daily-Remaining");
        assertThat(RateLimits.publicApp()).isEqualTo(new RateLimits(110, 5, 100, 0));
    }

    @Test
    void retryAfterIsSentOnRequest() {
        Caller caller = new Caller(FakeHubSpot.builder()
                .clock(clock)
                .rateLimits(new RateLimits(1, 0, 0, 0))
                .retryAfter(Duration.ofSeconds(3))
                .build());
        caller.get("/crm/v3/owners");

        assertThat(caller.get("/crm/v3/owners").headers()).containsEntry("Retry-After", "3");
    }
}
