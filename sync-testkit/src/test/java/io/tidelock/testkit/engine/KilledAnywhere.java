package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.engine.SyncReport;
import io.tidelock.testkit.engine.Steps.Crash;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Plays a story again and again, killing the process at every step in turn: the end is the same as without. */
final class KilledAnywhere {

    private static final int MOST_PASSES = 6;

    private KilledAnywhere() {}

    /** A stage that can be killed. */
    interface Stage {
        /** Lets a minute pass and makes a pass. */
        SyncReport pass();

        /** Starts the process anew on the same store. */
        void restart();

        /** Lets so much time pass that no index lags any more. */
        void waitAWhile();

        /** Counts the calls to its systems as steps. */
        void watch(Steps steps);

        /** Returns what the systems hold and what is parked. */
        String state();
    }

    /**
     * Sweeps.
     *
     * @param stage makes a stage whose store is watched by the steps
     * @param story what people do, and when passes are made
     */
    static <S extends Stage> void over(Function<Steps, S> stage, BiConsumer<S, Runnable> story) {
        Steps counting = new Steps();
        String undisturbed = play(stage.apply(counting), counting, 0, story);
        int steps = counting.taken();
        for (int deadly = 1; deadly <= steps; deadly++) {
            Steps killing = new Steps();
            String end = play(stage.apply(killing), killing, deadly, story);
            assertThat(end).as("killed at step %d of %d", deadly, steps).isEqualTo(undisturbed);
        }
        assertThat(steps).isGreaterThan(30);
    }

    private static <S extends Stage> String play(S stage, Steps steps, int deadly, BiConsumer<S, Runnable> story) {
        stage.watch(steps);
        steps.dieAt(deadly);
        story.accept(stage, () -> pass(stage));
        stage.waitAWhile();
        for (int i = 0; i < MOST_PASSES; i++) {
            if (pass(stage).quiet()) {
                return stage.state();
            }
        }
        throw new AssertionError("Not quiet after " + MOST_PASSES + " passes: " + stage.state());
    }

    private static SyncReport pass(Stage stage) {
        try {
            return stage.pass();
        } catch (Crash died) {
            stage.restart();
            stage.pass();
            stage.pass();
            return stage.pass();
        }
    }
}
