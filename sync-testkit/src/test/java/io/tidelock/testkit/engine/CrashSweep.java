package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.engine.SyncReport;
import io.tidelock.record.Record;
import io.tidelock.store.StoreUnavailableException;
import io.tidelock.testkit.engine.Steps.Crash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Plays a story once undisturbed and then once for every step at which the process may die: the end must be the same. */
final class CrashSweep {

    private static final int MOST_PASSES = 6;

    private CrashSweep() {}

    /**
     * Kills the process at each step of a story.
     *
     * @param stage builds the stage on a store whose commits are steps
     * @param story what people do, and the {@link #pass passes} in between
     */
    static void sweep(Function<Steps, Clinic> stage, Consumer<Clinic> story) {
        sweep(stage, story, 1);
    }

    /**
     * Kills the process at every so many-th step of a story.
     *
     * @param every 1 for each step
     * @return how many steps there are
     */
    static int sweep(Function<Steps, Clinic> stage, Consumer<Clinic> story, int every) {
        return sweep(Steps::new, stage, story, every);
    }

    /**
     * Has something happen at every so many-th step of a story.
     *
     * @param steps what the steps are, and what happens
     */
    static int sweep(Supplier<Steps> steps, Function<Steps, Clinic> stage, Consumer<Clinic> story, int every) {
        Steps counting = steps.get();
        String undisturbed = play(stage.apply(counting), counting, 0, story);
        int all = counting.taken();
        for (int deadly = 1; deadly <= all; deadly += every) {
            Steps killing = steps.get();
            String end = play(stage.apply(killing), killing, deadly, story);
            assertThat(end).as("step %d of %d", deadly, all).isEqualTo(undisturbed);
        }
        assertThat(all).isGreaterThan(20);
        return all;
    }

    private static String play(Clinic clinic, Steps steps, int deadly, Consumer<Clinic> story) {
        clinic.clinic.watch(steps);
        clinic.crm.watch(steps);
        steps.dieAt(deadly);
        story.accept(clinic);
        settle(clinic);
        steps.rest();
        return state(clinic);
    }

    private static void settle(Clinic clinic) {
        SyncReport last = pass(clinic);
        for (int i = 1; i < MOST_PASSES && !last.quiet(); i++) {
            last = pass(clinic);
        }
        if (!last.quiet()) {
            throw new AssertionError(
                    "Not quiet after " + MOST_PASSES + " passes: " + last.verdicts() + clinic.parked());
        }
    }

    /** Makes a pass; who dies is started anew and makes three, and so does, as it is, whoever's store was away. */
    static SyncReport pass(Clinic clinic) {
        try {
            return clinic.pass();
        } catch (Crash died) {
            clinic.restart();
        } catch (StoreUnavailableException away) {
            clinic.clock.advance(Duration.ofMinutes(1));
        }
        clinic.pass();
        clinic.pass();
        return clinic.pass();
    }

    /** Returns what the systems hold and what is parked. */
    static String state(Clinic clinic) {
        List<String> all = new ArrayList<>();
        clinic.everything().forEach(record -> all.add(record.ref().type() + " " + shown(record)));
        all.sort(null);
        return String.join("\n", all) + "\n" + clinic.parked();
    }

    private static Map<String, String> shown(Record record) {
        Map<String, String> fields = new TreeMap<>();
        record.fields().stream()
                .filter(field -> !record.value(field).plain().isEmpty())
                .forEach(field -> fields.put(field, record.value(field).plain()));
        return fields;
    }
}
