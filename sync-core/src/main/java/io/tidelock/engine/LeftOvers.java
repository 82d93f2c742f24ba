package io.tidelock.engine;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Parked;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes records again that were seen before and are due: first of all, so that nothing new can starve them. */
final class LeftOvers {

    private static final int MOST = 1_000;
    private static final int CHUNK = 100;

    private final PassContext context;
    private final Set<FlowPass> taken = new HashSet<>();

    LeftOvers(PassContext context) {
        this.context = context;
    }

    /** Takes what is due of a flow, as far as its limit allows. */
    void take(FlowPass flow) {
        List<Parked> due = due(flow);
        boolean cut = !revisit(flow, due);
        if (due.size() == MOST) {
            context.ledger().moreToDo();
        }
        if (!flow.isFull() && !cut) {
            taken.add(flow);
        }
    }

    /** Tells whether nothing is due of a flow any more but what this pass itself left over. */
    boolean sawAll(FlowPass flow) {
        String id = flow.flow().id();
        return taken.contains(flow)
                && context.store()
                                .due(context.integration(), id, context.now(), MOST)
                                .size()
                        < MOST;
    }

    /**
     * Takes those records again whose parents were linked since the pass began, so that a child that was seen before its
     * parent needs no second pass. One round: what is left over for other reasons is the next pass's.
     */
    void takeWoken(FlowPass flow) {
        revisit(
                flow,
                due(flow).stream()
                        .filter(parked -> parked.state() == Parked.State.WAITING)
                        .toList());
    }

    private List<Parked> due(FlowPass flow) {
        Instant now = context.now();
        Instant until = context.everything() ? flow.flow().schedule().next(now) : now;
        return context.store().due(context.integration(), flow.flow().id(), until, MOST).stream()
                .filter(parked -> !parked.dueAt().isAfter(now) || parked.code().equals(FlowPass.LIMIT))
                .toList();
    }

    /** Returns false if the pass ended before all of them. */
    private boolean revisit(FlowPass flow, List<Parked> due) {
        for (Side side : Side.values()) {
            List<RecordRef> refs = due.stream()
                    .map(Parked::key)
                    .filter(key -> key.side() == side)
                    .map(Parked.Key::ref)
                    .toList();
            for (int start = 0; start < refs.size() && !flow.isFull(); start += CHUNK) {
                if (!context.cutoff().another()) {
                    return false;
                }
                flow.revisit(side, refs.subList(start, Math.min(start + CHUNK, refs.size())), Channel.REVISIT);
                context.ledger().commit();
            }
        }
        return true;
    }
}
