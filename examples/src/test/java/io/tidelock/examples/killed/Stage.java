package io.tidelock.examples.killed;

import io.tidelock.jdbc.JdbcStore;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.cliniko.FakeCliniko;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Plays the story of {@link People} with a sync in a process of its own, which is killed so many times on the way. */
final class Stage implements AutoCloseable {

    private static final int MOST_PASSES = 40;
    private static final List<Trap.Moment> MOMENTS = List.of(Trap.Moment.values());
    private static final int PATIENCE = 3;
    private static final int SIGKILL = 128 + 9;

    private final ManualClock clock = new ManualClock();
    private final FakeCliniko cliniko = FakeCliniko.builder()
            .clock(clock)
            .apiKey(KilledChild.KEY)
            .rateLimit(0)
            .build();
    private final FakeHubSpot hubspot =
            FakeHubSpot.builder().clock(clock).token(KilledChild.TOKEN).build();
    private final Trap trap = new Trap();
    private final FakeHttp clinikoServer =
            FakeHttp.serving(trap.before(cliniko)).start();
    private final FakeHttp hubspotServer =
            FakeHttp.serving(trap.before(hubspot)).start();
    private final People people = new People(cliniko, hubspot);
    private final String database;
    private final Path complaints;
    private final Random random;
    private @Nullable ForkedSync child;
    private int killed;

    Stage(String database, Path complaints, long seed) {
        this.database = database;
        this.complaints = complaints;
        this.random = new Random(seed);
    }

    /** Returns the end of the story, and what is wrong with it in itself. */
    Result play(int kills) {
        List<List<Runnable>> acts = people.acts();
        int steps = acts.stream().mapToInt(List::size).sum();
        int step = 0;
        int last = Math.min(kills, 1); // is for the comparison
        for (List<Runnable> act : acts) {
            for (Runnable deeds : act) {
                deeds.run();
                int due = (kills - last) * (step + 1) / steps - (kills - last) * step / steps;
                for (int i = 0; i < due; i++) {
                    strike();
                }
                if (due == 0) {
                    pass();
                }
                step++;
            }
            settle();
        }
        Ending end = end();
        List<String> wrong = new ArrayList<>(end.wrong(people.towns()));
        compareEverything(last);
        wrong.addAll(end().wrong(people.towns()));
        return new Result(end.lines(), wrong, killed);
    }

    /** Lets the process end, and looks. */
    private Ending end() {
        living().close();
        child = null;
        try (JdbcStore store = JdbcStore.openAsIs(KilledChild.database(database))) {
            return new Ending(cliniko, hubspot, store);
        }
    }

    /** Comes after the end, as it would find what was lost; is killed, too, and goes on. */
    private void compareEverything(int kills) {
        people.leaveUnseen();
        if (living().order("reconcile").isEmpty()) {
            throw new IllegalStateException("The process ended by itself");
        }
        for (int i = 0; i < kills; i++) {
            strike();
        }
        settle();
    }

    /** What came of it. */
    record Result(List<String> lines, List<String> wrong, int kills) {}

    /** Makes passes until the process is dead. */
    private void strike() {
        boolean fresh = child == null;
        ForkedSync victim = living();
        if (fresh && random.nextInt(5) == 0) {
            trap.killLater(victim, Duration.ofMillis(random.nextInt(1_200)));
        } else {
            boolean writesOnly = random.nextBoolean();
            trap.arm(aim(victim, random.nextInt(writesOnly ? 6 : 25), writesOnly));
        }
        for (int passes = 1; pass().isPresent() && trap.isArmed(); passes++) {
            if (passes >= PATIENCE) { // there is little left to do: take what comes
                trap.arm(aim(victim, random.nextInt(3), false));
            }
        }
        trap.disarm();
        requireKilled(victim.awaitEnd());
        child = null;
        killed++;
        clock.advance(Duration.ofMinutes(2)); // a write that was under way counts as lost now
    }

    private Trap.Aim aim(ForkedSync victim, int after, boolean writesOnly) {
        Trap.Moment moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
        return new Trap.Aim(victim, after, writesOnly, moment, Duration.ofNanos(random.nextInt(40_000_000)));
    }

    private static void requireKilled(int exitCode) {
        if (exitCode != SIGKILL) {
            throw new IllegalStateException("The process ended by itself with " + exitCode);
        }
    }

    private void settle() {
        for (int passes = 0; passes < MOST_PASSES; passes++) {
            Optional<String> answer = pass();
            if (answer.isEmpty()) {
                throw new IllegalStateException("The process ended by itself");
            } else if (answer.get().startsWith("quiet")) {
                return;
            }
        }
        throw new IllegalStateException("It does not settle");
    }

    private Optional<String> pass() {
        clock.advance(Duration.ofMinutes(20));
        return living().order("pass " + clock.instant());
    }

    private ForkedSync living() {
        ForkedSync running = child;
        if (running == null) {
            running = ForkedSync.start(
                    complaints,
                    database,
                    clinikoServer.url().toString(),
                    hubspotServer.url().toString());
            child = running;
        }
        return running;
    }

    @Override
    public void close() {
        trap.close();
        if (child != null) {
            child.kill();
        }
        clinikoServer.close();
        hubspotServer.close();
    }
}
