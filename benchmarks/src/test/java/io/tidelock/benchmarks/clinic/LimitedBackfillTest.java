package io.tidelock.benchmarks.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The short version of {@code limit}: the run ends once every patient has a contact. Its time is the manual clock's. */
class LimitedBackfillTest {

    @Test
    void nobodyIsRefusedAndNoWindowIsLeftUnused() {
        LimitedBackfill.Result result = new LimitedBackfill(500).boundByCliniko(4);

        assertThat(result.refused()).isZero();
        assertThat(result.floor()).isEqualTo(Duration.ofMinutes(1));
        assertThat(result.ratio()).isBetween(1.0, 1.02);
    }
}
