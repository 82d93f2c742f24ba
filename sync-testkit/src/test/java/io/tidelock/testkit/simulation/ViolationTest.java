package io.tidelock.testkit.simulation;

import static io.tidelock.testkit.simulation.Guarantee.noDuplicate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.mapping.Plan;
import org.junit.jupiter.api.Test;

class ViolationTest {

    private final Plan plan = Plans.decided();

    private Simulation faulty() {
        return Plans.simulation(plan).through(PlantedFault.DECIDED_AGAIN.seams());
    }

    @Test
    void failingSeedIsShrunkToWhatItTakes() {
        Violation whole = faulty().seeds(500).first().orElseThrow();

        Violation least =
                faulty().from(whole.seed()).seeds(1).run().violations().get(0);

        assertThat(least.guarantee()).isEqualTo(whole.guarantee());
        assertThat(least.timeline()).hasSizeLessThan(whole.timeline().size() / 2);
    }

    @Test
    void shrunkStoryIsPlayedAgainFromItsScript() {
        Violation least = faulty().seeds(5).run().violations().get(0);

        Outcome again = faulty().replay(least.script()).run();

        assertThat(again.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.timeline()).isEqualTo(least.timeline()));
        assertThat(Script.parse(least.script())).hasToString(least.script());
    }

    @Test
    void timelineAndATestToPasteArePrinted() {
        assertThatThrownBy(() -> faulty().seeds(5).check(noDuplicate()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("NO_DUPLICATE does not hold: decided again")
                .hasMessageContaining("pass at 2026-01-")
                .hasMessageContaining("Simulation.of(plan).replay(\"1 ")
                .hasMessageContaining("check(Guarantee.NO_DUPLICATE)");
    }

    @Test
    void whatIsNotCheckedIsNotTold() {
        assertThat(faulty().seeds(20).run(Guarantee.brakeHolds()).violations()).isEmpty();
    }
}
