package io.tidelock.engine;

import io.tidelock.engine.Slices.Look;
import io.tidelock.engine.WalkPosition.Purpose;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Sweep;
import io.tidelock.store.FeedPosition;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks at everything a source holds when a sweep is due, because some of its changes move no change stamp. Compares
 * content: what is as it was falls out on its fingerprint. A record that is not shown is not thought to be gone.
 */
final class Sweeps {

    private final PassContext context;
    private final Slices slices;

    Sweeps(PassContext context, Slices slices) {
        this.context = context;
        this.slices = slices;
    }

    /** Begins a sweep that is due, or goes on with one. A pass over everything does not begin one: it has its own time. */
    void goOn(FlowPass pass) {
        Flow flow = pass.flow();
        if (flow.sweep().isPresent()
                && next(context, flow, flow.sweep().get()).filter(this::isDue).isPresent()) {
            FeedPosition from =
                    context.position(key(flow)).filter(at -> !at.caughtUp()).orElseGet(() -> begin(flow));
            slices.show(pass, key(flow), from, new Look(Channel.SWEEP, record -> true, pass.budget(), kept(flow)));
        }
    }

    /** A sweep that takes long does not keep a check from going on. */
    private int kept(Flow flow) {
        boolean checks = LinkWalk.underWay(context.store(), context.integration(), flow)
                .filter(at -> WalkPosition.of(at.cursor()).isFor(Purpose.CHECK))
                .isPresent();
        return checks ? LinkWalk.READS : 0;
    }

    private FeedPosition begin(Flow flow) {
        if (flow.sweep().filter(Sweep::checksDeletions).isPresent()) {
            LinkWalk.start(
                    flow, Purpose.CHECK, context.store(), context.ledger().open());
        }
        return slices.beginning(flow, lastRun(context, flow).orElseThrow());
    }

    private boolean isDue(Instant next) {
        return !next.isAfter(context.now());
    }

    /** Returns when a flow's sweep is due next, or was while it is under way; empty before the flow was activated. */
    static Optional<Instant> next(PassContext context, Flow flow, Sweep sweep) {
        return lastRun(context, flow).map(sweep.schedule()::next);
    }

    /** The feed shows everything after activation, so the first sweep is a schedule's length later. */
    private static Optional<Instant> lastRun(PassContext context, Flow flow) {
        return context.position(key(flow))
                .map(FeedPosition::readAt)
                .or(() -> context.store().activatedAt(context.integration(), flow.id()));
    }

    static String key(Flow flow) {
        return "sweep/" + flow.id();
    }
}
