package io.tidelock.testkit.simulation;

import io.tidelock.answers.Ceilings;
import io.tidelock.answers.PairChange;
import io.tidelock.answers.Pairs;
import io.tidelock.answers.SavedPlan;
import io.tidelock.answers.UndoPlan;
import io.tidelock.answers.UndoScope;
import io.tidelock.answers.Undone;
import io.tidelock.connector.ConnectorException;
import io.tidelock.engine.BrakeStatus;
import io.tidelock.engine.SyncEngine;
import io.tidelock.mapping.Flow;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreUnavailableException;
import io.tidelock.store.StoredLink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Somebody who asks and decides while everybody else works: previews, saved plans, brakes, held records, pairs, undo. What he
 * asks for may be cut short like a pass.
 */
final class Operator {

    private static final Ceilings MANY =
            Ceilings.of(Verb.CREATE, 5).and(Verb.UPDATE, 20).and(Verb.CLEAR, 5).and(Verb.REMOVE, 3);
    private static final int MOST_WRITES = 200;

    private final Layout layout;
    private final Stage stage;
    private final WatchedStore store;
    private final Overseer overseer;
    private final Chronicle chronicle;
    private final Verdicts verdicts;

    Operator(
            Layout layout, Stage stage, WatchedStore store, Overseer overseer, Chronicle chronicle, Verdicts verdicts) {
        this.layout = layout;
        this.stage = stage;
        this.store = store;
        this.overseer = overseer;
        this.chronicle = chronicle;
        this.verdicts = verdicts;
    }

    /** Does something; a system or the store that fails then is met again by the next pass. */
    void act(Random random) {
        List<Flow> flows = layout.plan().flows();
        Flow flow = flows.get(random.nextInt(flows.size()));
        try {
            switch (random.nextInt(8)) {
                case 0 -> preview();
                case 1 -> apply(random);
                case 2 -> approve(flow);
                case 3 -> retry(flow, random);
                case 4 -> takeApart(flow, random);
                default -> undo(flow, random);
            }
        } catch (ConnectorException | StoreUnavailableException | IllegalStateException cut) {
            chronicle.tell("    the operator is told: " + cut.getClass().getSimpleName());
        } finally {
            overseer.byHand(false);
            overseer.undoing(false);
        }
    }

    private SyncEngine engine() {
        return stage.asked();
    }

    /** A preview writes nothing and stores nothing. */
    private SavedPlan preview() {
        int writes = overseer.writes();
        int changes = store.changesOfPasses();
        SavedPlan plan = engine().preview().plan();
        chronicle.tell("preview: " + plan.items().size() + " records");
        verdicts.require(
                Guarantee.QUIESCES,
                overseer.writes() == writes && store.changesOfPasses() == changes,
                () -> "a preview wrote " + (overseer.writes() - writes) + " records and "
                        + (store.changesOfPasses() - changes) + " rows");
        return plan;
    }

    private void apply(Random random) {
        SavedPlan plan = preview();
        int some = random.nextInt(plan.items().size() + 1);
        chronicle.owe(2 * MANY.most().size() * 20);
        int written = engine().apply(new SavedPlan(plan.items().subList(0, some)), MANY)
                .written();
        chronicle.tell("apply " + some + " of the plan: " + written + " written");
    }

    /** What a person allows may be done. */
    private void approve(Flow flow) {
        for (BrakeStatus brake : engine().brakes(flow.id())) {
            if (brake.withheld() > 0) {
                int ceiling = brake.count() + brake.withheld();
                overseer.approved(flow, brake.verb(), ceiling);
                engine().approve(flow.id(), brake.verb(), ceiling);
                chronicle.tell("approve " + brake.verb() + " of " + flow.id() + " up to " + ceiling);
            }
        }
    }

    /** Whoever asks for a record whose creation is lost says that it was looked for; nobody here did. */
    private void retry(Flow flow, Random random) {
        List<Parked> held = engine().quarantine().of(flow.id()).stream()
                .filter(parked -> !parked.code().equals("UNKNOWN_OUTCOME"))
                .toList();
        if (!held.isEmpty()) {
            Parked.Key key = held.get(random.nextInt(held.size())).key();
            engine().quarantine().retry(key.flow(), key.side(), key.ref());
            chronicle.owe(4);
            chronicle.tell("retry " + key);
        }
    }

    /** Only where the other side comes to nothing by itself: who is left alone there has no fate of its own. */
    private void takeApart(Flow flow, Random random) {
        boolean plain = !flow.follows(Side.TARGET)
                && !flow.takesApart()
                && flow.ensured().isEmpty()
                && flow.decision().isEmpty();
        List<StoredLink> pairs = store.links(flow.id()).stream()
                .filter(link -> link.state() == LinkState.LIVE)
                .filter(link -> stage.holds(Layout.kind(flow, Side.SOURCE), link.source()))
                .filter(link -> stage.holds(Layout.kind(flow, Side.TARGET), link.target()))
                .toList();
        if (!plain || pairs.isEmpty()) {
            return;
        }
        StoredLink pair = pairs.get(random.nextInt(pairs.size()));
        PairChange change = change(flow, pair, random);
        overseer.byHand(true);
        change.target().ifPresent(target -> overseer.births().chosen(flow, pair.source(), target));
        overseer.births().letGo(flow, pair);
        chronicle.takenApart(flow.id(), pair.source());
        engine().pairs().apply(change);
        stage.system(Layout.kind(flow, Side.SOURCE)).touch(pair.source()); // what is only unlinked waits for that
        chronicle.owe(6);
        chronicle.tell(change.kind() + " " + pair.source() + " and " + pair.target());
    }

    private PairChange change(Flow flow, StoredLink pair, Random random) {
        Pairs pairs = engine().pairs();
        List<RecordRef> free = stage.refs(Layout.kind(flow, Side.TARGET)).stream()
                .filter(ref -> store.link(flow.id(), Side.TARGET, ref).isEmpty())
                .toList();
        int what = random.nextInt(3);
        if (what == 0 && !free.isEmpty()) {
            return pairs.relink(flow.id(), pair.source(), free.get(random.nextInt(free.size())));
        }
        return what == 1 ? pairs.split(flow.id(), pair.source()) : pairs.unlink(flow.id(), pair.source());
    }

    private void undo(Flow flow, Random random) {
        Instant now = stage.clock.instant();
        UndoScope scope = UndoScope.flow(flow.id()).from(now.minus(Duration.ofMinutes(1 + random.nextInt(10))));
        UndoPlan plan = engine().undo(scope);
        chronicle.tell("undo in " + flow.id() + ": " + plan.counts() + ", left "
                + plan.left().size());
        overseer.undoing(true);
        chronicle.owe(Math.min(MOST_WRITES, plan.items().size()));
        Undone undone = engine().apply(plan, MANY);
        chronicle.tell("undone: " + undone.written());
    }
}
