package io.tidelock.engine;

import io.tidelock.answers.Quarantine;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import java.util.List;
import java.util.stream.Stream;

/** Sees to held records. */
final class Ward implements Quarantine {

    private final Desk desk;
    private final SyncEngine engine;

    Ward(Desk desk, SyncEngine engine) {
        this.desk = desk;
        this.engine = engine;
    }

    @Override
    public List<Parked> of(String flow) {
        return held(flow).toList();
    }

    private Stream<Parked> held(String flow) {
        return desk.parked(desk.flow(flow).id(), SyncEngine.MOST_PARKED).stream()
                .filter(Ward::isHeld)
                .filter(parked -> !parked.code().equals(Desk.DISMISSED));
    }

    private static boolean isHeld(Parked parked) {
        return parked.state() == Parked.State.QUARANTINED;
    }

    @Override
    public void retry(String flow, Side side, RecordRef ref) {
        engine.resync(flow, side, ref);
    }

    @Override
    public void release(String flow, String code) {
        StoreCommit commit = desk.commit();
        commit.wake(desk.flow(flow).id(), code, desk.now());
        desk.store(commit);
    }

    @Override
    public void dismiss(String flow, Side side, RecordRef ref, String why) {
        Parked.Key key = new Parked.Key(desk.flow(flow).id(), side, ref);
        Parked held = desk.parked(key)
                .filter(Ward::isHeld)
                .orElseThrow(() -> new IllegalArgumentException(ref + " is not held in flow " + flow));
        StoreCommit commit = desk.commit();
        commit.park(new Parked(
                key,
                Parked.State.QUARANTINED,
                Desk.DISMISSED,
                why + " (it was " + held.code() + ")",
                held.since(),
                held.attempts(),
                desk.now().plus(Desk.FOR_GOOD),
                held.seen(),
                null));
        desk.store(commit);
    }
}
