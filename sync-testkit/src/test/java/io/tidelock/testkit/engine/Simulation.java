package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.answers.Preview;
import io.tidelock.crm.Company;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict;
import io.tidelock.record.Record;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.Parked;
import io.tidelock.testkit.engine.Steps.Crash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lets people work on both sides while systems fail, changes arrive late and the process dies, all drawn from a seed; then
 * lets everything come to rest and looks whether the guarantees held. See {@link World}, {@link People}, {@link Mishaps} and
 * {@link Deliveries}, and for what is looked at {@link Overseer} and {@link Oracles}.
 */
final class Simulation {

    /** What becomes of records whose systems do as they are told. */
    private static final Set<Verdict.Kind> PLAIN = EnumSet.of(
            Verdict.Kind.CREATED,
            Verdict.Kind.LINKED,
            Verdict.Kind.UPDATED,
            Verdict.Kind.SETTLED,
            Verdict.Kind.KEPT_APART,
            Verdict.Kind.HELD,
            Verdict.Kind.EXCLUDED);

    private static final int PASSES_TO_SETTLE = 3;
    private static final int PASSES_TO_CATCH_UP = 12;
    private static final Duration ROUND = Duration.ofHours(1);

    private final Random script;
    private final Weather weather;
    private final World world;
    private final History history = new History();
    private final WatchedStore store;
    private final Overseer overseer = new Overseer(history);
    private final Mishaps mishaps;
    private final Clinic stage;
    private final People people;
    private final Oracles oracles;

    /** What happens besides people's work. */
    enum Weather {
        /** Everything, and people do not wait for the engine. */
        STORM,
        /** The process dies; people go on when it caught up. */
        DEATHS,
        /** Nothing; people go on when the engine caught up. */
        CALM,
        /** Nothing but questions: before each pass it is previewed, and some records are explained. */
        QUESTIONS
    }

    Simulation(long seed, Weather weather) {
        this.weather = weather;
        this.world = World.of(new Random(seed));
        this.script = new Random(seed + 1);
        this.mishaps = new Mishaps(new Random(seed + 2), history, overseer);
        this.store = new WatchedStore(new InMemoryStore(), mishaps::step, commit -> {
            overseer.consistentI9(commit);
            mishaps.step();
        });
        this.stage = world.stage(store, mishaps);
        this.people = new People(new Random(seed + 3), world, stage, store, history);
        this.oracles = new Oracles(world, stage, store, history, overseer);
        overseer.watch(stage, store);
        stage.clinic.watch(mishaps);
        stage.crm.watch(mishaps);
        stage.clinic.refuse(People::isPoison, "POISON");
        stage.crm.refuse(People::isPoison, "POISON");
        mishaps.midway(people::actMidway);
        history.tell(world.toString());
    }

    /** Plays, checks, and returns everything that happened. */
    List<String> play() {
        int rounds = 4 + script.nextInt(7);
        for (int round = 0; round < rounds; round++) {
            round();
        }
        settle();
        return history.trace();
    }

    private void round() {
        stage.clock.advance(Duration.ofSeconds(1));
        for (int actions = script.nextInt(6); actions > 0; actions--) {
            people.act();
        }
        boolean faults = script.nextInt(3) > 0;
        int deadly = script.nextInt(3) == 0 ? 1 + script.nextInt(60) : 0;
        boolean restful = script.nextInt(6) == 0;
        Instant next = stage.clock.instant().plus(ROUND);
        mishaps.faults(weather == Weather.STORM && faults, stage.clock.instant());
        mishaps.dieIn(weather == Weather.DEATHS || weather == Weather.STORM ? deadly : 0);
        pass();
        mishaps.dieIn(0);
        if (weather != Weather.STORM) {
            catchUp();
            stage.clock.advance(Duration.between(stage.clock.instant(), next));
        } else if (restful) {
            settle();
        }
    }

    private SyncReport pass() {
        history.forgetShown();
        try {
            SyncReport report = weather == Weather.QUESTIONS ? askedPass() : stage.pass();
            report.verdicts().forEach(verdict -> history.tell(verdict.toString()));
            report.interruptions()
                    .forEach(interruption -> history.tell(
                            interruption.where() + ": " + interruption.cause().getMessage()));
            return report;
        } catch (Crash died) {
            mishaps.dieIn(0);
            stage.restart();
            return pass();
        }
    }

    /** What is asked changes nothing, and the pass does what the preview showed. */
    private SyncReport askedPass() {
        stage.clock.advance(Duration.ofMinutes(1));
        int writes = overseer.writes();
        int changes = store.changes();
        Preview preview = stage.engine.preview();
        stage.everything().stream().limit(2).forEach(record -> stage.engine.explain(record.ref()));
        stage.engine.status();
        assertThat(overseer.writes()).as("writes of a preview").isEqualTo(writes);
        assertThat(store.changes()).as("store changes of a preview").isEqualTo(changes);
        history.forgetShown(); // to the preview, which moved no feed
        SyncReport report = stage.engine.runNow();
        boolean plain = report.verdicts().stream().allMatch(verdict -> PLAIN.contains(verdict.kind()));
        if (plain && !report.more()) { // else a system said what only it could know: refused, gone, merged
            assertThat(preview.changes().size()).as("%s", preview.changes()).isEqualTo(report.writes());
        }
        return report;
    }

    private void catchUp() {
        for (int passes = 0; passes < PASSES_TO_CATCH_UP; passes++) {
            if (pass().quiet() && passes > 1) {
                return;
            }
        }
        throw new AssertionError("Not quiet after " + PASSES_TO_CATCH_UP + " passes");
    }

    /** I3: faults and edits stop, and within three passes everything is settled under the plan. */
    private void settle() {
        mishaps.faults(false, stage.clock.instant());
        stage.clock.advance(Duration.ofHours(25));
        if (mishaps.keptBack()) {
            people.touchAll();
        }
        int passes = PASSES_TO_SETTLE;
        for (int i = 0; i < passes; i++) {
            passes += pass().more() ? 1 : 0;
        }
        int writes = overseer.writes();
        int changes = store.changes();
        SyncReport last = pass();
        oracles.quietI3(last, overseer.writes() - writes, store.changes() - changes);
        oracles.check();
    }

    /** Returns what both systems show in the end and what is told about it, whatever ids the records have. */
    String content() {
        List<String> all = new ArrayList<>();
        stage.clinic.records(Clinic.PATIENT).forEach(patient -> all.add("patient " + shown(patient)));
        stage.contacts().forEach(contact -> all.add("contact " + shown(contact)));
        stage.crm.records(Company.TYPE).forEach(company -> all.add("company " + shown(company)));
        for (Parked parked : store.parked("patients")) {
            all.add(parked.key().side() + " " + history.owner(parked.key().ref()) + " " + parked.code());
        }
        all.sort(null);
        return String.join("\n", all);
    }

    private static Map<String, String> shown(Record record) {
        Map<String, String> fields = new TreeMap<>();
        record.fields().stream()
                .filter(field -> !field.equals(Clinic.PATIENT_ID.name()))
                .forEach(field -> fields.put(field, record.value(field).plain()));
        return fields;
    }

    @Override
    public String toString() {
        return history.toString();
    }
}
