package io.tidelock.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody previews, approves, retries, takes apart and undoes while everything goes wrong, and the guarantees hold. */
class OperatedTest {

    private static final int SEEDS = Integer.getInteger("tidelock.simulation.seeds", 12);
    private static final long FROM = Long.getLong("tidelock.simulation.from", 1);

    static Stream<String> plans() {
        return Plans.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void guaranteesHoldWhateverAnOperatorDoes(String name) {
        Plans.simulation(Plans.named(name)).operated().from(FROM).seeds(SEEDS).check();
    }

    @Test
    void operatorDoesEverythingAndTheSameAgain() {
        List<String> told = Plans.all().keySet().stream()
                .flatMap(plan -> Stream.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L).map(seed -> operated(plan, seed)))
                .flatMap(simulation -> simulation.timeline().stream())
                .toList();

        assertThat(List.of("preview: ", "apply ", "SPLIT ", "RELINK ", "undone: [Item"))
                .allMatch(deed -> told.stream().anyMatch(line -> line.startsWith(deed)));
        assertThat(operated("by name", 3).timeline())
                .isEqualTo(operated("by name", 3).timeline());
    }

    /** An edit that no pass had seen yet was taken for settled when another field was put back. */
    @Test
    void editThatNobodyHasSeenIsNotLostByAnUndo() {
        Plans.simulation(Plans.named("by mail only"))
                .operated()
                .replay("71 r3:0 r4:0 r5:0:STORE_AWAY r7:")
                .check();
    }

    private static Simulation operated(String plan, long seed) {
        return Plans.simulation(Plans.named(plan)).operated().from(seed);
    }
}
