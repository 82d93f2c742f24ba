package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.StartOverException;
import io.tidelock.record.Cursor;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowPositionTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void withoutASecondLookTheNextWindowIsLive() {
        WindowPosition next = WindowPosition.since(NOON.minusSeconds(600))
                .completed(NOON, NOON, Duration.ofSeconds(30), Duration.ZERO);

        assertThat(next).isEqualTo(WindowPosition.since(NOON.minusSeconds(30)));
        assertThat(WindowPosition.of(next.text())).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hs2:l:1:::1:", "hs1:x:1:::1:", "hs1:l:1::a:1:", "hs1:l:1234567890123456:::1:"})
    void positionThatWasNeverWrittenStartsOver(String text) {
        assertThatThrownBy(() -> WindowPosition.of(text))
                .isInstanceOf(StartOverException.class)
                .hasMessageEndingWith(Cursor.of(text).toString());
    }
}
