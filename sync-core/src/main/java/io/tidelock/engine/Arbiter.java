package io.tidelock.engine;

import io.tidelock.answers.Disputes;
import io.tidelock.answers.Explanation;
import io.tidelock.answers.FlowExplanation.Look;
import io.tidelock.answers.Reason.Group;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.mapping.Flow;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredLink;
import java.util.List;
import java.util.function.Function;

/** Lets people choose between records. */
final class Arbiter implements Disputes {

    private final Desk desk;
    private final Function<RecordRef, Explanation> explain;

    Arbiter(Desk desk, Function<RecordRef, Explanation> explain) {
        this.desk = desk;
        this.explain = explain;
    }

    @Override
    public List<Parked> of(String flow) {
        return desk.parked(desk.flow(flow).id(), SyncEngine.MOST_PARKED).stream()
                .filter(parked -> Remedies.of(parked).group() == Group.DISPUTED)
                .toList();
    }

    @Override
    public List<RecordRef> candidates(String flow, Side side, RecordRef ref) {
        desk.requireType(desk.flow(flow), side, ref);
        return explain.apply(ref).flows().stream()
                .filter(one -> one.flow().equals(flow) && one.side() == side)
                .flatMap(one -> one.looks().stream())
                .map(Look::candidates)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    @Override
    public void choose(String flowId, Side side, RecordRef ref, RecordRef chosen) {
        Flow flow = desk.flow(flowId);
        desk.requireType(flow, side, ref);
        desk.requireType(flow, side.other(), chosen);
        desk.requireFree(flow, side, ref);
        desk.requireFree(flow, side.other(), chosen);
        synchronized (desk.lock()) {
            link(flow, side, ref, chosen);
        }
    }

    private void link(Flow flow, Side side, RecordRef ref, RecordRef chosen) {
        if (!(desk.read(flow, side.other(), chosen) instanceof ReadOutcome.Present)) {
            throw new IllegalArgumentException("There is no " + chosen + " any more");
        }
        StoreCommit commit = desk.commit();
        desk.load(flow.id(), side, ref).link(ref).ifPresent(commit::remove);
        desk.load(flow.id(), side.other(), chosen).link(chosen).ifPresent(commit::remove);
        RecordRef source = side == Side.SOURCE ? ref : chosen;
        StoredLink link = StoredLink.between(flow.id(), source, side == Side.SOURCE ? chosen : ref, desk.now());
        commit.put(flow.ensured().isPresent() ? link.sharing() : link);
        desk.revisit(commit, new Parked.Key(flow.id(), side, ref));
        desk.store(commit);
    }

    @Override
    public void createInstead(String flowId, Side side, RecordRef ref) {
        Flow flow = desk.flow(flowId);
        desk.requireType(flow, side, ref);
        desk.requireFree(flow, side, ref);
        if (!flow.createsIn(side.other())) {
            throw new IllegalArgumentException("Flow " + flow + " creates nothing at its " + side.other());
        }
        Parked.Key key = new Parked.Key(flow.id(), side, ref);
        StoreCommit commit = desk.commit();
        desk.keepApart(commit, key);
        desk.revisit(commit, key);
        desk.store(commit);
    }
}
