package io.tidelock.benchmarks.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.benchmarks.clinic.CallCounts.Count;
import io.tidelock.benchmarks.clinic.CallCounts.Phase;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The short version of {@code calls}: the run checks by itself what became of each patient. */
class CallCountsTest {

    @Test
    void noPhaseTakesMoreCallsThanItsFormula() throws IOException, InterruptedException {
        assertThat(new CallCounts(100).run())
                .allSatisfy(count -> assertThat(count.made()).isLessThanOrEqualTo(count.formula()))
                .contains(
                        new Count(Phase.INITIAL, "look_ups", 2, 2, 100),
                        new Count(Phase.INITIAL, "writes", 1, 1, 100),
                        new Count(Phase.NO_CHANGE, "writes", 0, 0, 100),
                        new Count(Phase.CHANGED, "writes", 1, 1, 1),
                        new Count(Phase.QUIET, "writes", 0, 0, 0));
    }
}
