package io.tidelock.testkit.engine;

import io.tidelock.connector.Connector;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.record.AccountId;
import io.tidelock.record.RecordType;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.CallWatcher;
import io.tidelock.testkit.engine.Steps.Crash;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/**
 * What goes wrong: the process dies before or after any call and any commit, systems are busy, used up or broken, refuse
 * batches and lose answers. The systems stand behind it.
 */
final class Mishaps implements CallWatcher {

    private final Random random;
    private final History history;
    private final Overseer overseer;
    private final Deliveries deliveries;
    private Runnable midway = () -> {};
    private boolean faults;
    private Instant now = Instant.EPOCH;
    private int dieIn;

    Mishaps(Random random, History history, Overseer overseer) {
        this.random = random;
        this.history = history;
        this.overseer = overseer;
        this.deliveries = new Deliveries(random, history);
    }

    /** Starts and ends the time in which systems fail. */
    void faults(boolean on, Instant at) {
        this.now = at;
        this.faults = on;
        deliveries.faults(on);
    }

    /** Lets the process die after so many steps; 0 for never. */
    void dieIn(int steps) {
        this.dieIn = steps;
    }

    /** Sets what people may do while the engine is at work. */
    void midway(Runnable doings) {
        this.midway = doings;
    }

    /** Tells, once, whether a feed kept something back that it has to show again. */
    boolean keptBack() {
        return deliveries.keptBack();
    }

    Connector around(Connector connector) {
        return new Connector() {
            @Override
            public AccountId account() {
                return connector.account();
            }

            @Override
            public RecordAccess access(RecordType type) {
                RecordAccess access = connector.access(type);
                RecordAccess.Builder beset = RecordAccess.of(type);
                access.feed().ifPresent(feed -> beset.feed(deliveries.around(type, feed)));
                access.flagged().ifPresent(beset::flagged);
                access.reader().ifPresent(beset::reader);
                access.finder().ifPresent(beset::finder);
                access.writer().ifPresent(writer -> beset.writer(overseer.around(type, writer)));
                return beset.build();
            }
        };
    }

    @Override
    public void before(Call call) {
        step();
        history.tell("  " + call.kind() + " " + call.type() + " " + call.size());
        if (!faults) {
            return;
        }
        if (random.nextInt(40) == 0) {
            midway.run();
        }
        switch (random.nextInt(100)) {
            case 0 -> fail(call, new RetryLaterException("Busy", Duration.ofSeconds(random.nextInt(90)), null));
            case 1 -> fail(call, new QuotaExhaustedException("Used up", now.plusSeconds(random.nextInt(600))));
            case 2 -> fail(call, new RequestRejectedException("No", 400, "BAD_BATCH", Map.of()));
            case 3 -> fail(call, new IllegalStateException("bug"));
            default -> {}
        }
    }

    /** A write that fails like a bug may have been made; one record that is refused alone is to blame itself. */
    private void fail(Call call, RuntimeException how) {
        boolean blamesOne = how instanceof RequestRejectedException && call.size() < 2;
        if (!blamesOne) {
            history.tell("  fails: " + how.getMessage());
            history.owe(call.kind() == Call.Kind.WRITE ? call.size() : 0);
            throw how;
        }
    }

    @Override
    public void after(Call call) {
        step();
        if (faults && call.kind() == Call.Kind.WRITE && random.nextInt(12) == 0) {
            history.tell("  answer lost");
            history.owe(call.size());
            throw new IllegalStateException("answer lost");
        }
    }

    /** One more moment at which the process can die. */
    void step() {
        if (dieIn > 0 && --dieIn == 0) {
            history.tell("died");
            history.owe(overseer.lastBatch());
            throw new Crash();
        }
    }
}
