package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.engine.Simulation.Weather;
import org.junit.jupiter.api.Test;

/**
 * Plays 250 seeds; {@code -Dtidelock.simulation.seeds=20000} plays more, {@code -Dtidelock.simulation.seed=17} plays one and
 * prints what happened.
 */
class SimulationTest {

    private static final long ONE = Long.getLong("tidelock.simulation.seed", 0);
    private static final long FIRST = Math.max(1, ONE);
    private static final long LAST = ONE > 0 ? ONE : Long.getLong("tidelock.simulation.seeds", 250);

    @Test
    void guaranteesHoldWhateverHappens() {
        for (long seed = FIRST; seed <= LAST; seed++) {
            Simulation storm = play(seed, Weather.STORM);
            if (ONE > 0) {
                System.out.println(storm);
            }
        }
    }

    /** I15: killed anywhere and started again, the end is the same as without. */
    @Test
    void deathsChangeNothingInTheEnd() {
        for (long seed = FIRST; seed <= LAST; seed++) {
            Simulation deaths = play(seed, Weather.DEATHS);
            assertThat(deaths.content())
                    .as("I15: seed %d%n%s", seed, deaths)
                    .isEqualTo(play(seed, Weather.CALM).content());
        }
    }

    /** What is asked about a sync changes nothing, and passes do what previews showed. */
    @Test
    void questionsChangeNothingInTheEnd() {
        for (long seed = FIRST; seed <= Math.min(LAST, FIRST + 60); seed++) {
            Simulation asked = play(seed, Weather.QUESTIONS);
            assertThat(asked.content())
                    .as("seed %d%n%s", seed, asked)
                    .isEqualTo(play(seed, Weather.CALM).content());
        }
    }

    /** I16: the same seed gives the same trace. */
    @Test
    void sameSeedGivesTheSameTrace() {
        for (long seed = FIRST; seed <= Math.min(LAST, FIRST + 20); seed++) {
            assertThat(play(seed, Weather.STORM).toString())
                    .as("I16: seed %d", seed)
                    .isEqualTo(play(seed, Weather.STORM).toString());
        }
    }

    private static Simulation play(long seed, Weather weather) {
        Simulation simulation = new Simulation(seed, weather);
        try {
            simulation.play();
            return simulation;
        } catch (RuntimeException | AssertionError failed) {
            throw new AssertionError("Seed " + seed + " in " + weather + ": " + failed + "\n" + simulation, failed);
        }
    }
}
