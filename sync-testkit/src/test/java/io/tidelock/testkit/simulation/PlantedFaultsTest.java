package io.tidelock.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.mapping.Plan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation finds the faults that engines of this kind have. Each line that is printed is one of the table in the docs. */
class PlantedFaultsTest {

    private static final int MOST_SEEDS = 500;
    private static final int AT_ONCE = 10;

    @ParameterizedTest
    @EnumSource
    void isFound(PlantedFault fault) {
        Plan plan = Plans.all().get(fault.plan());

        for (int seed = 1; seed <= MOST_SEEDS; seed += AT_ONCE) {
            Outcome outcome = Plans.simulation(plan)
                    .through(fault.seams())
                    .from(seed)
                    .seeds(AT_ONCE)
                    .run();
            if (outcome.violated() > 0) {
                Violation found = outcome.violations().get(0);
                System.out.printf("| %s | %d | %s |%n", fault, found.seed(), found.guarantee());
                return;
            }
        }

        assertThat(fault).as("not found within %d seeds", MOST_SEEDS).isNull();
    }
}
