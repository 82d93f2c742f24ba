package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Contact;
import io.tidelock.http.AccessToken;
import io.tidelock.http.Credentials;
import io.tidelock.testkit.fake.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HubSpot's errors as they were recorded (§1, §2.6, §9), and what they call for. */
class FailuresTest {

    private final WireServer server = new WireServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void missingScopesAreNamed() {
        server.answers(403, """
                {"status":"error","message":"This app hasn't been granted all required scopes to make this call.","correlationId":"c","errors":[{"message":"One or more of the following scopes are required.","context":{"requiredGranularScopes":["crm.objects.contacts.read","crm.objects.deals.read"]}}],"links":{"scopes":"https://developers.hubspot.com/scopes"},"category":"MISSING_SCOPES"}""");

        assertThat(refused(AccessDeniedException.class))
                .hasMessageContaining("MISSING_SCOPES")
                .hasMessageContaining("crm.objects.contacts.read, crm.objects.deals.read");
    }

    @Test
    @Tag("G19")
    void expiredStaticTokenIsAPersonsToReplace() {
        server.answers(401, """
                {"status":"error","message":"The OAuth token used to make this call expired 7 second(s) ago.","category":"EXPIRED_AUTHENTICATION","context":{"expire time":["2026-03-10T23:04:41.164Z"]}}""");

        assertThat(refused(AccessDeniedException.class)).hasMessageContaining("TOKEN_EXPIRED");
    }

    @Test
    @Tag("G19")
    void expiredAccessTokenIsRenewedOnce() {
        try (FakePortal portal = new FakePortal("2026-03")) {
            portal.hubspot.token("second");
            portal.hubspot.create("contacts", Map.of("email", "a@example.com"));
            AtomicInteger fetched = new AtomicInteger();
            HubSpotConnector connector = portal.settings()
                    .credentials(Credentials.oauth(() -> {
                        if (fetched.incrementAndGet() > 1) {
                            portal.hubspot.token("second");
                        } else {
                            portal.hubspot.tokenExpires(portal.clock.instant());
                        }
                        return AccessToken.of("second", Duration.ofMinutes(30));
                    }))
                    .build();

            ChangeFeed feed = connector.access(Contact.TYPE).feed().orElseThrow();

            assertThat(feed.changesAfter(feed.since(Instant.EPOCH), Set.of("email"))
                            .changes())
                    .hasSize(1);
            assertThat(fetched).hasValue(2);
        }
    }

    @Test
    void wrongTokenIsDeniedWithoutShowingIt() {
        server.answers(401, "{\"category\":\"INVALID_AUTHENTICATION\",\"message\":\"no " + FakePortal.TOKEN + "\"}");

        assertThat(refused(AccessDeniedException.class))
                .hasMessageContaining("INVALID_AUTHENTICATION")
                .hasMessageNotContaining(FakePortal.TOKEN);
        assertThat(server.connector().toString()).doesNotContain(FakePortal.TOKEN);
        assertThat(server.request(0).header("Authorization")).contains("Bearer " + FakePortal.TOKEN);
    }

    @Test
    void movingPortalIsLeftAloneForAsLongAsItSays() {
        Instant start = server.clock.instant();
        server.answers(FakeResponse.json(477, "{}").with("Retry-After", "7200"));

        assertThat(refused(QuotaExhaustedException.class).until()).isEqualTo(start.plus(Duration.ofHours(2)));
    }

    @Test
    @Tag("G17")
    void tenSecondsAreWaitedForByTheCaller() {
        Instant start = server.clock.instant();
        server.answers(429, """
                {"status":"error","message":"You have reached your ten_secondly_rolling limit.","policyName":"TEN_SECONDLY_ROLLING"}""");

        assertThat(refused(QuotaExhaustedException.class).until()).isEqualTo(start.plusSeconds(10));
    }

    @Test
    @Tag("G17")
    void aSecondIsWaitedForAndTheCallRepeated() {
        server.answers(429, "{\"message\":\"You have reached your secondly limit.\",\"category\":\"RATE_LIMITS\"}")
                .answers(200, "{\"results\":[{\"id\":\"1\"}]}");

        assertThat(read()).singleElement().isInstanceOf(ReadOutcome.Present.class);
    }

    @Test
    void refusalKeepsItsCodeAndLosesItsSentence() {
        server.answers(400, """
                {"message":"secret value is bad","category":"VALIDATION_ERROR","errors":[{"message":"secret","code":"INVALID_DATE","context":{"propertyName":["birthday"]}}]}""");

        RequestRejectedException refused = refused(RequestRejectedException.class);

        assertThat(refused.code()).isEqualTo("INVALID_DATE");
        assertThat(refused.fields()).containsOnlyKeys("birthday");
        assertThat(refused + refused.fields().toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @Tag("G18")
    @ValueSource(ints = {500, 502, 503, 504, 520, 521, 523, 524})
    void readIsRepeatedAfterAFailureThatIsHtml(int status) {
        server.answers(new FakeResponse(
                        status,
                        Map.of("Content-Type", "text/html"),
                        "<html><b>Cloudflare".getBytes(StandardCharsets.UTF_8)))
                .answers(200, "{\"results\":[{\"id\":\"1\"}]}");

        assertThat(read()).hasSize(1);
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void portalThatIsDownIsTriedAgainLater() {
        for (int i = 0; i < 4; i++) {
            server.answers(503, "");
        }

        refused(RetryLaterException.class);
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        assertThatThrownBy(() -> HubSpotConnector.builder()
                        .apiVersion("latest")
                        .pageSize(500)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("portal is missing")
                .hasMessageContaining("token is missing")
                .hasMessageContaining("apiVersion is latest")
                .hasMessageContaining("pageSize is 500");
    }

    private List<ReadOutcome> read() {
        return server.contacts().reader().orElseThrow().read(List.of("1"), Set.of());
    }

    private <T extends ConnectorException> T refused(Class<T> reaction) {
        return catchThrowableOfType(reaction, this::read);
    }
}
