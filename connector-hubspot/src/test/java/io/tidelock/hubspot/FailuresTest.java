package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.crm.Contact;
import io.tidelock.http.AccessToken;
import io.tidelock.http.Credentials;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.hubspot.Answers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
    void movingPortalThatDoesNotSayIsLookedAtInAnHour() {
        Instant start = server.clock.instant();
        server.answers(477, "<html>");

        assertThat(refused(QuotaExhaustedException.class).until()).isEqualTo(start.plus(Duration.ofHours(1)));
    }

    @ParameterizedTest
    @Tag("G17")
    @ValueSource(
            strings = {
                "{\"policyName\":\"DAILY\",\"message\":\"You have reached your secondly limit.\"}",
                "{\"message\":\"You have reached your daily limit.\",\"errorType\":\"RATE_LIMIT\"}",
                "{\"message\":\"You have reached your daily limit.\",\"category\":\"RATE_LIMITS\"}"
            })
    void dayThatIsUsedUpEndsAtMidnightInTheAccountsZone(String body) {
        server.answers(429, body).answers(200, "{\"results\":[{\"id\":\"1\"}]}");
        HubSpotConnector sydney =
                server.settings().timeZone(ZoneId.of("Australia/Sydney")).build();
        RecordReader reader = sydney.access(Contact.TYPE).reader().orElseThrow();

        QuotaExhaustedException used =
                catchThrowableOfType(QuotaExhaustedException.class, () -> reader.read(List.of("1"), Set.of()));

        assertThat(used.until()).isEqualTo("2026-01-05T13:00:00Z");
        assertThatThrownBy(() -> reader.read(List.of("1"), Set.of())).isInstanceOf(QuotaExhaustedException.class);
        server.clock.advance(Duration.ofHours(5));
        assertThat(reader.read(List.of("1"), Set.of())).hasSize(1);
        assertThat(server.requests).as("nothing was sent meanwhile").hasSize(2);
    }

    @Test
    @Tag("G17")
    void dayThatIsUsedUpIsTriedEveryHourWhereTheZoneIsNotKnown() {
        Instant start = server.clock.instant();
        server.answers(Answers.rateLimited("DAILY"))
                .answers(Answers.rateLimited("DAILY").with("Retry-After", "7200"));

        assertThat(refused(QuotaExhaustedException.class).until()).isEqualTo(start.plus(Duration.ofHours(1)));
        server.clock.advance(Duration.ofHours(1));
        assertThat(refused(QuotaExhaustedException.class).until()).isEqualTo(start.plus(Duration.ofHours(3)));
    }

    @ParameterizedTest
    @Tag("G17")
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "{\"policyName\":\"TEN_SECONDLY_ROLLING\"}",
                "{\"message\":\"You have reached your ten_secondly_rolling limit.\"}"
            })
    void anyOtherLimitIsTakenForThatOfTenSeconds(String body) {
        Instant start = server.clock.instant();
        server.answers(429, body);

        assertThat(refused(QuotaExhaustedException.class).until()).isEqualTo(start.plusSeconds(10));
    }

    @Test
    @Tag("G17")
    void retryAfterIsBelieved() {
        Instant start = server.clock.instant();
        server.answers(Answers.rateLimited("TEN_SECONDLY_ROLLING").with("Retry-After", "3"));

        assertThat(refused(QuotaExhaustedException.class).until()).isEqualTo(start.plusSeconds(3));
    }

    @Test
    @Tag("G18")
    void lockIsWaitedForAtLeastTwoSeconds() {
        server.answers(Answers.locked())
                .answers(Answers.locked().with("Retry-After", "1"))
                .answers(Answers.locked().with("Retry-After", "5"));

        assertThat(refused(RetryLaterException.class).after()).isEqualTo(Duration.ofSeconds(2));
        assertThat(refused(RetryLaterException.class).after()).isEqualTo(Duration.ofSeconds(2));
        assertThat(refused(RetryLaterException.class).after()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @Tag("G18")
    @ValueSource(ints = {500, 502, 504, 520, 521, 522, 523, 524, 525, 526})
    void writeOfUnknownFateIsNotRepeated(int status) {
        server.answers(Answers.html(status));

        assertThat(server.write(WireServer.change("i", "1", Map.of(Contact.LAST_NAME, "Byron"))))
                .hasOnlyElementsOfType(WriteOutcome.Unknown.class);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    @Tag("G18")
    void lockedWriteWasNotApplied() {
        server.answers(Answers.locked());

        assertThatThrownBy(() -> server.write(WireServer.change("i", "1", Map.of(Contact.LAST_NAME, "Byron"))))
                .isInstanceOf(RetryLaterException.class);
    }

    @Test
    @Tag("G16")
    void tooLongAnAddressIsRefusedForGood() {
        server.answers(Answers.html(414));

        assertThat(refused(RequestRejectedException.class).code()).isEqualTo("URI_TOO_LONG");
        assertThat(server.requests).hasSize(1);
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
    @ValueSource(ints = {500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526})
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
