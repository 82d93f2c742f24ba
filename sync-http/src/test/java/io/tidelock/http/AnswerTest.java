package io.tidelock.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | PT0S",
                "7 | PT7S",
                "-3 | PT0S",
                "999999999999 | PT720H",
                "Mon, 05 Jan 2026 08:00:30 GMT | PT30S",
                "Mon, 05 Jan 2026 07:00:00 GMT | PT0S"
            })
    void retryAfterIsSecondsOrADate(String header, Duration expected) {
        assertThat(answer("Retry-After", header).retryAfter()).contains(expected);
    }

    @Test
    void retryAfterAsADateIsCountedOnTheServersClock() {
        Answer answer = answer("Retry-After", "Mon, 05 Jan 2026 09:00:30 GMT", "Date", "Mon, 05 Jan 2026 09:00:00 GMT");

        assertThat(answer.retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(answer.serverTime()).contains(NOW.plusSeconds(3600));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1.5", "99999999999999999999", "Mon, 32 Jan 2026 08:00:00 GMT"})
    void nonsenseInAHeaderIsNothing(String value) {
        Answer answer = answer("Retry-After", value, "Date", value, "Reset", value);

        assertThat(answer.retryAfter()).isEmpty();
        assertThat(answer.serverTime()).isEmpty();
        assertThat(answer.epochSeconds("Reset")).isEmpty();
    }

    @Test
    void epochSecondsAreAnInstant() {
        assertThat(answer("Reset", "1767600000").epochSeconds("reset")).contains(NOW);
        assertThat(answer("Reset", "9223372036854775807").epochSeconds("Reset")).isEmpty();
    }

    private static Answer answer(String... headers) {
        return new Answer(CallBudget.ORDINARY, 429, Headers.of(headers), new byte[0], NOW, LenientJson.mapper(1024));
    }
}
