package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.StartOverException;
import io.tidelock.record.Cursor;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanPositionTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2 2026-03-01T10:00:00Z 2026-03-01T10:00:00Z UPDATED 1 -",
                "c1 2026-03-01T10:00:00Z 2026-03-01T10:00:00Z UPDATED 0 -",
                "c1 2026-03-01T10:00:00Z 2026-03-01T10:00:00Z UPDATED -3 -",
                "c1 2026-03-01T10:00:00Z 2026-03-01T10:00:00Z REMOVED 1 -",
                "c1 yesterday 2026-03-01T10:00:00Z UPDATED 1 -"
            })
    void positionThatWasNeverWrittenStartsOver(String text) {
        assertThatThrownBy(() -> ScanPosition.of(Cursor.of(text))).isInstanceOf(StartOverException.class);
    }

    @Test
    void fileThatWasNotReadToItsEndIsFollowedByAScanOfEverything() {
        assertThat(ScanPosition.of(Cursor.of("csv1 17"))).isEqualTo(ScanPosition.at(Instant.EPOCH));
    }

    @Test
    void archivedScanIsOwedOnceItsTimeIsOverAndNeverAtTheEndOfTime() {
        ScanPosition scan = new ScanPosition(NOON, NOON, ScanPosition.Stamp.UPDATED, 1, null);

        assertThat(scan.owesArchivedScan(NOON.plusSeconds(3_599), Duration.ofHours(1)))
                .isFalse();
        assertThat(scan.owesArchivedScan(NOON.plusSeconds(3_600), Duration.ofHours(1)))
                .isTrue();
        assertThat(new ScanPosition(NOON, Instant.MAX, ScanPosition.Stamp.UPDATED, 1, null)
                        .owesArchivedScan(NOON, Duration.ofHours(1)))
                .isFalse();
    }
}
