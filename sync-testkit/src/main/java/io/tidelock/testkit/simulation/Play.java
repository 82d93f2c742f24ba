package io.tidelock.testkit.simulation;

import io.tidelock.connector.Connector;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Party;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreUnavailableException;
import io.tidelock.store.SyncStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One story: people work on both sides while systems fail, changes arrive late and the process dies; then everything comes to
 * rest, and it is looked at whether the guarantees hold.
 */
final class Play {

    private static final int PASSES_TO_SETTLE = 3;
    private static final int MOST_PASSES = 200;
    private static final int LEAST_ROUNDS = 3;

    private final Script script;
    private final Layout layout;
    private final Chronicle chronicle = new Chronicle();
    private final Verdicts verdicts;
    private final Weather weather;
    private final WatchedStore store;
    private final Overseer overseer;
    private final Deliveries deliveries;
    private final Stage stage;
    private final Webhooks webhooks;
    private final People people;
    private final Rest rest;
    private final @Nullable Operator operator;
    private int round;
    private int midway;
    private boolean braked;

    Play(Script script, Settings settings, Layout layout) {
        this.script = script;
        this.layout = layout;
        this.verdicts = new Verdicts(settings.checked());
        this.weather = new Weather(script, settings.mishaps());
        this.store = new WatchedStore(settings.store().get());
        World world = World.of(layout, settings.mishaps(), script);
        this.overseer = new Overseer(layout, world.lag(), store, chronicle, verdicts);
        this.deliveries = new Deliveries(weather, layout, chronicle);
        Seams seams = settings.seams().get();
        SyncStore watched = store.watched(new Steps());
        SyncStore seen = seams.store(watched);
        this.stage = new Stage(
                layout,
                world,
                seen,
                (party, system) -> seams.system(party, wired(party, system), watched),
                settings.operated());
        this.operator = settings.operated() ? new Operator(layout, stage, store, overseer, chronicle, verdicts) : null;
        this.webhooks = new Webhooks(seen, stage.clock, store, weather, chronicle, verdicts);
        this.people = new People(script, settings, layout, world, stage, store, deliveries, webhooks, chronicle);
        this.rest = new Rest(!world.lag().isZero(), layout, stage, store, chronicle, verdicts);
        overseer.watch(stage);
        stage.refuse(People::isPoison);
        chronicle.tell(world.toString());
    }

    private Connector wired(Party party, Connector system) {
        return new Wires(weather, chronicle, deliveries, overseer, this::now, this::actMidway).around(party, system);
    }

    private Instant now() {
        return stage.clock.instant();
    }

    private void actMidway() {
        Random random = Draws.of(script.seed(), round, -4, midway++);
        people.actMidway(random, 1 + round * 100 + 80 + midway % 20);
        webhooks.deliver();
    }

    /** Plays, and returns what did not hold. */
    Optional<Broken> play() {
        try {
            int rounds = LEAST_ROUNDS + Draws.of(script.seed(), -5).nextInt(Script.ROUNDS - LEAST_ROUNDS + 1);
            for (round = 0; round < rounds; round++) {
                if (script.plays(round)) {
                    round();
                }
            }
            settle();
            showEverythingAgain();
            return Optional.ofNullable(verdicts.first());
        } catch (Broken broken) {
            chronicle.tell(broken.guarantee() + ": " + broken.getMessage());
            return Optional.of(broken);
        }
    }

    private void round() {
        Random random = Draws.of(script.seed(), round, -6);
        chronicle.tell("round " + round);
        stage.clock.advance(Duration.ofSeconds(1));
        midway = 0;
        act(0, random.nextInt(Script.DEEDS + 1));
        weather.begin(round);
        receive();
        operate(-7);
        pass();
        weather.end();
        operate(-8);
        act(Script.AFTERTHOUGHTS, random.nextInt(4) == 0 ? 2 : 0);
        if (random.nextInt(6) == 0) {
            settle();
        }
    }

    /** Somebody asks the engine for something, in any weather; what dies thereby is started anew. */
    private void operate(int moment) {
        Random random = Draws.of(script.seed(), round, moment);
        if (operator != null && random.nextInt(2) == 0) {
            try {
                operator.act(random);
            } catch (Crash died) {
                chronicle.tell("    the process died");
                chronicle.owe(overseer.lastBatch());
                stage.restart();
            }
        }
    }

    /** The program that takes webhooks may die of it; what it did not answer is posted again. */
    private void receive() {
        try {
            webhooks.deliver();
        } catch (Crash died) {
            chronicle.tell("    the process died");
            stage.restart();
        }
    }

    private void act(int first, int deeds) {
        for (int deed = first; deed < first + deeds; deed++) {
            if (script.plays(round, deed)) {
                people.act(round, deed);
            }
        }
    }

    private @Nullable SyncReport pass() {
        deliveries.forget();
        chronicle.tell("  pass at " + now());
        try {
            SyncReport report = stage.pass();
            braked |= !report.braked().isEmpty();
            report.verdicts().forEach(verdict -> chronicle.tell("    " + verdict));
            report.interruptions()
                    .forEach(cut -> chronicle.tell("    interrupted: " + cut.where() + ": "
                            + cut.cause().getMessage()));
            Broken broken = verdicts.first();
            if (broken != null) {
                throw broken;
            }
            return report;
        } catch (Crash died) {
            braked |= isBraked();
            chronicle.tell("    the process died");
            chronicle.owe(overseer.lastBatch());
            stage.restart();
            return pass();
        } catch (StoreUnavailableException away) {
            braked |= isBraked();
            chronicle.tell("    the store is away");
            chronicle.owe(overseer.lastBatch());
            return null;
        } catch (RuntimeException defect) { // no pass throws anything else
            throw new Broken(Guarantee.CONVERGES, "a pass failed with " + defect);
        }
    }

    private boolean isBraked() {
        return layout.plan().flows().stream()
                .flatMap(flow -> store.parked(flow.id()).stream())
                .anyMatch(parked -> parked.code().startsWith("BRAKE_"));
    }

    /** Faults and edits stop, and within three passes everything is settled under the plan. */
    private void settle() {
        weather.end();
        stage.clock.advance(Duration.ofHours(25));
        chronicle.tell("rest");
        if (deliveries.keptBack()) {
            people.touchAll();
        }
        receive();
        int passes = PASSES_TO_SETTLE;
        for (int i = 0; i < passes; i++) {
            SyncReport report = pass();
            passes += report != null && report.more() && passes < MOST_PASSES ? 1 : 0;
        }
        int writes = overseer.writes();
        int changes = store.changes();
        SyncReport last = pass();
        verdicts.require(
                Guarantee.QUIESCES,
                last != null
                        && last.quiet()
                        && last.interruptions().isEmpty()
                        && overseer.writes() == writes
                        && store.changes() == changes,
                () -> "not quiet: " + (overseer.writes() - writes) + " writes, " + (store.changes() - changes)
                        + " changes in the store");
        rest.check();
        verdicts.require(
                Guarantee.NO_ECHO,
                overseer.writes() <= chronicle.owed(),
                () -> overseer.writes() + " writes, for " + chronicle.owed());
    }

    /** What is shown again without an edit is not written. */
    private void showEverythingAgain() {
        int writes = overseer.writes();
        people.touchAll();
        chronicle.tell("everything is shown again");
        pass();
        verdicts.require(
                Guarantee.NO_ECHO,
                braked || overseer.writes() == writes,
                () -> overseer.writes() - writes + " writes though nothing was edited");
    }

    List<String> timeline() {
        return chronicle.lines();
    }

    /** The moments before and after what is asked of the store. */
    private final class Steps implements WatchedStore.Watcher {
        @Override
        public void before(boolean commits) {
            if (commits) {
                weather.step();
            }
            if (weather.happens(Mishap.STORE_AWAY, 80)) {
                throw new StoreUnavailableException("The store is away", null);
            }
        }

        @Override
        public void committed(StoreCommit commit) {
            overseer.births().committed(commit);
            heldIsNotSettled(commit);
            covered(commit);
            weather.step();
        }
    }

    /** Link and verdict change together. */
    private void heldIsNotSettled(StoreCommit commit) {
        commit.links()
                .forEach(link -> verdicts.require(
                        Guarantee.NO_LOST_EDIT,
                        link.sourceDigest() == null
                                || store.verdict(link.flow(), Side.SOURCE, link.source())
                                        .filter(verdict -> verdict.code().equals("CONFLICT"))
                                        .isEmpty(),
                        () -> link.source() + " is held, and settled"));
    }

    /** A feed moves on only once every record that it showed has a fate in the same transaction or before. */
    private void covered(StoreCommit commit) {
        for (Kind kind : layout.kinds()) {
            FeedPosition position = commit.positions().get(kind.feed());
            if (position != null) {
                Set<RecordRef> shown = deliveries.shown(kind).before(position.cursor());
                for (Layout.End end : layout.ends(kind)) {
                    shown.forEach(ref -> covered(end, ref));
                }
            }
        }
    }

    private void covered(Layout.End end, RecordRef ref) {
        Flow flow = end.flow();
        boolean underWay = !store.intents(flow.id()).isEmpty(); // which covers the counterparts of what it is about
        boolean concerned = !underWay
                && flow.follows(end.side())
                && !flow.takesApart()
                && flow.createsIn(end.side().other());
        verdicts.require(
                Guarantee.NO_LOST_EDIT,
                !concerned
                        || !stage.holds(Layout.kind(flow, end.side()), ref)
                        || store.knows(flow.id(), end.side(), ref),
                () -> "the feed moved on, and nothing is known of " + ref + " in " + flow.id());
    }
}
