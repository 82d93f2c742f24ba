package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final int SEEDS = Integer.getInteger("tidelock.seeds", 400);

    @Test
    void guaranteesHoldWhateverHappens() {
        for (long seed = Long.getLong("tidelock.seed", 1); seed <= SEEDS; seed++) {
            play(seed);
        }
    }

    @Test
    void sameSeedGivesTheSameTrace() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(play(seed)).as("seed %d", seed).isEqualTo(play(seed));
        }
    }

    private static List<String> play(long seed) {
        Simulation simulation = new Simulation(seed);
        try {
            return simulation.play();
        } catch (RuntimeException | AssertionError failed) {
            throw new AssertionError("Seed " + seed + ": " + failed + "\n" + simulation, failed);
        }
    }
}
