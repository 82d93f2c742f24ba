package io.tidelock.testkit.simulation;

import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.SyncStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays with a plan: two systems in memory that hold what the plan needs, people who create, edit, empty, archive, merge and
 * restore on both sides, everything that goes wrong, and the real engine in between, on virtual time. Then it lets everything
 * come to rest and looks whether the guarantees held.
 *
 * <pre>{@code
 * @Test
 * void myMappingConverges() {
 *     Simulation.of(plan).seeds(2_000).check(converges(), quiesces(), noLostEdit(), noDuplicate(), noEcho());
 * }
 * }</pre>
 *
 * <p>Everything is drawn from the seed: the same seed gives the same story, as long as the plan's rules are deterministic.
 * Without further calls: 500 seeds from 1, every mishap, generated values, a store in memory, on the caller's thread. Not
 * thread-safe.
 */
public final class Simulation {

    private static final int SEEDS = 500;

    private final Plan plan;
    private final Map<String, List<String>> values = new HashMap<>();
    private final Map<String, RecordType> refers = new HashMap<>();
    private Set<Mishap> mishaps = EnumSet.allOf(Mishap.class);
    private Supplier<SyncStore> store = InMemoryStore::new;
    private Supplier<Seams> seams = () -> new Seams() {};
    private Executor executor = Runnable::run;
    private int workers = 1;
    private int seeds = SEEDS;
    private long first = 1;
    private boolean operated;
    private final Set<RecordType> steady = new HashSet<>();
    private @Nullable Script script;

    private Simulation(Plan plan) {
        this.plan = plan;
    }

    /** Starts with a plan. */
    public static Simulation of(Plan plan) {
        return new Simulation(plan);
    }

    /** Sets how many seeds are played. */
    public Simulation seeds(int count) {
        this.seeds = count;
        return this;
    }

    /** Sets the first seed. */
    public Simulation from(long seed) {
        this.first = seed;
        return this;
    }

    /** Lets only these go wrong; none for nothing. */
    public Simulation faults(Collection<Mishap> only) {
        this.mishaps = EnumSet.noneOf(Mishap.class);
        mishaps.addAll(only);
        return this;
    }

    /**
     * Sets what people put into fields of a name, on either side, instead of generated values: for what a rule or a converter
     * of the plan understands.
     *
     * @param samples as a system shows them, at least one
     */
    public Simulation values(Field field, String... samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("Give at least one value for " + field);
        }
        values.put(field.name(), List.of(samples));
        return this;
    }

    /** Says that fields of a name hold the id of a record of the same system, where the plan itself does not say it. */
    public Simulation refers(Field field, RecordType to) {
        refers.put(field.name(), to);
        return this;
    }

    /**
     * Leaves the records of some types as they were created: those whose changes the plan, as it says itself, does not carry to
     * the records that borrow from them.
     */
    public Simulation steady(RecordType... types) {
        steady.addAll(List.of(types));
        return this;
    }

    /** Sets the store: one that is empty for every seed. */
    public Simulation store(Supplier<SyncStore> empty) {
        this.store = empty;
        return this;
    }

    /**
     * Plays seeds at the same time, on the caller's executor.
     *
     * @param atOnce how many, such as the number of processors
     */
    public Simulation on(Executor callers, int atOnce) {
        this.executor = callers;
        this.workers = atOnce;
        return this;
    }

    /**
     * Lets an operator, who keeps a journal, preview, apply saved plans, approve brakes, retry held records, take pairs apart and
     * undo writes at any moment.
     */
    public Simulation operated() {
        this.operated = true;
        return this;
    }

    /** Plays one story only: the script that a violation came with. */
    public Simulation replay(String text) {
        this.script = Script.parse(text);
        return this;
    }

    /** Puts something between the engine and everything else. */
    Simulation through(Supplier<Seams> between) {
        this.seams = between;
        return this;
    }

    /**
     * Plays, and demands that guarantees hold.
     *
     * @param guarantees which; none for all
     * @throws AssertionError with the first violations, shrunk, each with its timeline and a test to paste
     */
    public void check(Guarantee... guarantees) {
        Outcome outcome = run(guarantees);
        if (!outcome.violations().isEmpty()) {
            List<String> told = new ArrayList<>();
            outcome.violations().forEach(violation -> told.add(violation.toString()));
            throw new AssertionError(outcome.violated() + " of " + outcome.seeds() + " seeds of the plan " + plan.name()
                    + " show a violation.\n\n" + String.join("\n\n", told));
        }
    }

    /**
     * Plays, and tells what came of it.
     *
     * @param guarantees what is looked at; none for all
     */
    public Outcome run(Guarantee... guarantees) {
        Set<Guarantee> checked =
                guarantees.length == 0 ? EnumSet.allOf(Guarantee.class) : EnumSet.copyOf(List.of(guarantees));
        Series series = new Series(settings(checked), new Layout(plan, refers));
        return script == null ? series.play(first, seeds, executor, workers) : series.play(script);
    }

    /** Plays until something does not hold, and returns that as it is. */
    Optional<Violation> first() {
        return new Series(settings(EnumSet.allOf(Guarantee.class)), new Layout(plan, refers)).first(first, seeds);
    }

    /** Returns what happens in a script's story, or in the first seed's. */
    List<String> timeline() {
        Settings settings = settings(EnumSet.allOf(Guarantee.class));
        Play play = new Play(script == null ? Script.of(first) : script, settings, new Layout(plan, refers));
        play.play();
        return play.timeline();
    }

    private Settings settings(Set<Guarantee> checked) {
        return new Settings(
                plan,
                Map.copyOf(values),
                Map.copyOf(refers),
                Set.copyOf(mishaps),
                store,
                seams,
                checked,
                operated,
                Set.copyOf(steady));
    }
}
