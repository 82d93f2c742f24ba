package io.tidelock.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays seeds of every kind of plan; {@code -Dtidelock.simulation.seeds=20000} plays more, {@code
 * -Dtidelock.simulation.from=501} others.
 */
class SimulationOfPlansTest {

    private static final int SEEDS = Integer.getInteger("tidelock.simulation.seeds", 60);
    private static final long FROM = Long.getLong("tidelock.simulation.from", 1);

    static Stream<String> plans() {
        return Plans.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void guaranteesHoldWhateverHappens(String name) {
        Plans.simulation(Plans.named(name)).from(FROM).seeds(SEEDS).check();
    }

    /** I16. */
    @ParameterizedTest
    @MethodSource("plans")
    void sameSeedGivesTheSameTrace(String name) {
        Simulation simulation = Plans.simulation(Plans.named(name)).from(FROM + 3);

        List<String> first = simulation.timeline();

        assertThat(first).hasSizeGreaterThan(20).isEqualTo(simulation.timeline());
    }

    @Test
    void calmWeatherIsCalm() {
        List<String> timeline =
                Plans.simulation(Plans.named("by name")).faults(List.of()).timeline();

        assertThat(timeline).noneMatch(line -> line.contains("fails:") || line.contains("died"));
    }
}
