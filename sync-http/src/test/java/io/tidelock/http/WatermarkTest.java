package io.tidelock.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.StartOverException;
import io.tidelock.record.Cursor;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatermarkTest {

    private static final Instant STAMP = Instant.parse("2026-01-05T08:00:00.123456789Z");

    @Test
    void survivesAsACursor() {
        Watermark mark = new Watermark(STAMP, "id with blanks");

        assertThat(Watermark.of(mark.cursor())).isEqualTo(mark);
        assertThat(mark.cursor()).isEqualTo(Cursor.of("w1 2026-01-05T08:00:00.123456789Z id with blanks"));
        assertThat(Watermark.of(Watermark.at(STAMP).cursor())).isEqualTo(Watermark.at(STAMP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "w1 ", "w1 2026-01-05T08:00:00Z", "w2 2026-01-05T08:00:00Z 7", "w1 yesterday 7"})
    void cursorOfAnotherIsRefused(String text) {
        assertThatThrownBy(() -> Watermark.of(Cursor.of(text))).isInstanceOf(StartOverException.class);
    }

    @Test
    void recordsOfOneInstantAreToldApartByTheirIds() {
        Watermark mark = new Watermark(STAMP, "5");

        assertThat(mark.isBefore(STAMP, "6")).isTrue();
        assertThat(mark.isBefore(STAMP, "5")).isFalse();
        assertThat(mark.isBefore(STAMP.plusNanos(1), "1")).isTrue();
        assertThat(Watermark.at(STAMP).isBefore(STAMP, "1")).isTrue();
    }

    @Test
    void neverGoesBack() {
        Watermark mark = new Watermark(STAMP, "5");

        assertThat(mark.advancedTo(STAMP.minusSeconds(1), "9")).isEqualTo(mark);
        assertThat(mark.advancedTo(STAMP, "9")).isEqualTo(new Watermark(STAMP, "9"));
    }

    @Test
    void overlapAsksFromBeforeTheStampButNotBeforeTime() {
        assertThat(new Watermark(STAMP, "5").from(Duration.ofMinutes(1))).isEqualTo(STAMP.minusSeconds(60));
        assertThat(Watermark.at(Instant.EPOCH).from(Duration.ofMinutes(1))).isEqualTo(Instant.EPOCH);
    }
}
