package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.record.RecordType;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.RequestPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClinikoConnectorTest {

    private final Surgery surgery = Surgery.open();

    @AfterEach
    void close() {
        surgery.close();
    }

    @ParameterizedTest
    @CsvSource({
        "MS0xLTEtabc-au2, au2",
        "a-b-uk1-c-ca1, ca1",
        "opaque-AU5, au5",
        "opaque-eu12, eu12",
        "opaque, au1",
        "au4, au1",
        "opaque-with-hyphens, au1",
        "opaque-au123, au1",
        "opaque-au1.evil.example, au1"
    })
    void shardIsTheKeysEnding(String key, String shard) {
        assertThat(Shard.of(key).baseUrl()).hasToString("https://api." + shard + ".cliniko.com/v1");
    }

    @Test
    void everythingMissingIsSaidAtOnce() {
        assertThatThrownBy(() -> ClinikoConnector.builder().ratePerMinute(300).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("account", "apiKey", "userAgent", "ratePerMinute is 300");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Tidelock", "Tidelock (nobody)", "(me@example.com)", "Tidelock me@example.com", "T (a@b.c)\n"})
    void userAgentNeedsANameAndAnAddress(String agent) {
        assertThatThrownBy(() -> surgery.builder().userAgent(agent).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("userAgent");
    }

    @Test
    void typeThatClinikoLacksHasNoCapabilities() {
        var access = surgery.builder().build().access(RecordType.of("spaceship"));

        assertThat(access.feed()).isEmpty();
        assertThat(access.writer()).isEmpty();
    }

    @Test
    void throttledAccountRestsUntilTheVendorsReset() {
        long reset = surgery.clock.instant().getEpochSecond() + 42;
        FakeResponse throttled = FakeResponse.json(429, "{}")
                .with("X-RateLimit-Reset", Long.toString(reset))
                .with("Retry-After", "3600");
        surgery.clinic.failNext(RequestPattern.of("GET /v1/**"), throttled, false, 1);
        ClinikoConnector connector = surgery.builder().build();

        assertThatThrownBy(() -> read(connector, "1"))
                .isInstanceOfSatisfying(
                        QuotaExhaustedException.class,
                        quota -> assertThat(quota.until().getEpochSecond()).isEqualTo(reset));
        assertThatThrownBy(() -> read(connector, "1")).isInstanceOf(QuotaExhaustedException.class);
        assertThat(surgery.clinic.calls()).hasSize(1);

        surgery.clock.advance(Duration.ofSeconds(43));
        assertThat(read(connector, "1")).hasSize(1);
    }

    @Test
    void budgetSaysWhatIsLeftOfTheMinuteAndHowLongTheAccountRests() {
        Instant start = surgery.clock.instant();
        FakeResponse throttled =
                FakeResponse.json(429, "{}").with("X-RateLimit-Reset", Long.toString(start.getEpochSecond() + 42));
        ClinikoConnector connector = surgery.builder().build();
        read(connector, "1");

        assertThat(connector.budget())
                .containsExactly(new CallsLeft("every call in 1m", 179, 180, start.plusSeconds(60)));
        surgery.clinic.failNext(RequestPattern.of("GET /v1/**"), throttled, false, 1);
        assertThatThrownBy(() -> read(connector, "1")).isInstanceOf(QuotaExhaustedException.class);
        assertThat(connector.budget())
                .filteredOn(calls -> calls.limit().endsWith("on hold"))
                .singleElement()
                .satisfies(calls -> assertThat(calls.until().getEpochSecond()).isEqualTo(start.getEpochSecond() + 42));
        assertThat(surgery.clinic.calls()).hasSize(2);
    }

    @Test
    void resetInThePastMakesNoStorm() {
        FakeResponse throttled = FakeResponse.json(429, "{}").with("X-RateLimit-Reset", "1");
        surgery.clinic.failNext(RequestPattern.of("GET /v1/**"), throttled, false, 1);

        assertThat(read(surgery.builder().build(), "1")).hasSize(1);
        assertThat(surgery.clinic.calls()).hasSize(2);
    }

    @Test
    void resetThatCannotBeMeantGivesWayToRetryAfterAndThatToAMinute() {
        long now = surgery.clock.instant().getEpochSecond();
        FakeResponse far = FakeResponse.json(429, "{}").with("X-RateLimit-Reset", Long.toString(now + 921));
        surgery.clinic.failNext(RequestPattern.of("GET /v1/**"), far.with("Retry-After", "20"), false, 1);
        surgery.clinic.failNext(RequestPattern.of("GET /v1/**"), far, false, 1);
        ClinikoConnector connector = surgery.builder().build();

        assertThat(restsUntil(connector)).isEqualTo(now + 20);
        surgery.clock.advance(Duration.ofSeconds(20));
        assertThat(restsUntil(connector)).isEqualTo(now + 80);
    }

    @Test
    void ownLimitStaysBelowTheVendors() {
        ClinikoConnector connector = surgery.builder().ratePerMinute(20).build();

        assertThatThrownBy(() -> {
                    while (true) {
                        read(connector, "1");
                    }
                })
                .isInstanceOf(QuotaExhaustedException.class);
        assertThat(surgery.clinic.calls()).hasSizeLessThanOrEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422, 429, 500, 503})
    void noFailureTellsKeyOrBody(int status) {
        FakeResponse refused =
                FakeResponse.json(status, "{\"message\":\"secret-canary\",\"errors\":{\"x\":\"secret-canary\"}}");
        surgery.clinic.failNext(RequestPattern.of("GET /v1/**"), refused, false, 10);
        ClinikoConnector connector = surgery.builder().build();

        assertThatThrownBy(() -> read(connector, "1"))
                .isInstanceOf(ConnectorException.class)
                .message()
                .contains("cliniko:harbour")
                .doesNotContain("canary");
        assertThat(connector.toString()).doesNotContain("canary").contains("harbour");
    }

    private static long restsUntil(ClinikoConnector connector) {
        return catchThrowableOfType(QuotaExhaustedException.class, () -> read(connector, "1"))
                .until()
                .getEpochSecond();
    }

    private static List<?> read(ClinikoConnector connector, String id) {
        return connector.access(Patient.TYPE).reader().orElseThrow().read(List.of(id), Set.of());
    }
}
