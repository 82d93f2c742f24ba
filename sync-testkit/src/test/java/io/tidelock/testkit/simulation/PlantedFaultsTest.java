package io.tidelock.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.mapping.Plan;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation finds the faults that engines of this kind have. Each line that is printed is one of the table in the docs. */
class PlantedFaultsTest {

    private static final int MOST_SEEDS = 500;

    @ParameterizedTest
    @EnumSource
    void isFound(PlantedFault fault) {
        Plan plan = Plans.named(fault.plan());

        Optional<Violation> found =
                Plans.simulation(plan).through(fault.seams()).seeds(MOST_SEEDS).first();

        assertThat(found).as("within %d seeds", MOST_SEEDS).isPresent();
        System.out.printf(
                "| %s | %s | %d | %s |%n",
                fault, fault.plan(), found.get().seed(), found.get().guarantee());
    }
}
