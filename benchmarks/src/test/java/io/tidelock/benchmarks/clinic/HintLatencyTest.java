package io.tidelock.benchmarks.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.store.InMemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The short version of {@code latency}: the run checks by itself that each contact is written, once. */
class HintLatencyTest {

    @Test
    void aHintTakesOneReadAndOneWrite() throws InterruptedException {
        HintLatency.Result result = new HintLatency(3, Duration.ZERO).run(new InMemoryStore());

        assertThat(result.nanos()).hasSize(3);
        assertThat(result.calls()).isEqualTo(2);
    }
}
