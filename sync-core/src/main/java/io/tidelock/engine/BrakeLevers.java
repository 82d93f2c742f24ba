package io.tidelock.engine;

import io.tidelock.mapping.Brake;
import io.tidelock.mapping.Flow;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.Verb;
import io.tidelock.store.Approval;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.SyncStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows people how the brakes of one flow stand, and lets them approve more. */
final class BrakeLevers {

    private final IntegrationId integration;
    private final Flow flow;
    private final SyncStore store;
    private final Instant now;

    BrakeLevers(IntegrationId integration, Flow flow, SyncStore store, Instant now) {
        this.integration = integration;
        this.flow = flow;
        this.store = store;
        this.now = now;
    }

    List<BrakeStatus> all() {
        Map<Verb, Integer> counted = store.counted(integration, flow.id(), now.minus(Brakes.DAY));
        Map<String, Integer> parked = store.countParked(integration, flow.id());
        List<Approval> approvals = store.approvals(integration, flow.id());
        long links = Brakes.links(store, integration, flow, counted);
        List<BrakeStatus> all = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            int withheld = parked.getOrDefault(Brakes.code(verb), 0);
            flow.brake(verb)
                    .map(brake -> status(brake, counted, withheld, approvals, links))
                    .ifPresent(all::add);
        }
        return all;
    }

    /** Removals that were held back are no longer live links, and yet the flow's. */
    private BrakeStatus status(
            Brake brake, Map<Verb, Integer> counted, int withheld, List<Approval> approvals, long links) {
        int approved = Brakes.approved(brake.verb(), approvals, now);
        int limit = brake.limit(brake.verb() == Verb.REMOVE ? links + withheld : links);
        return new BrakeStatus(
                brake.verb(), counted.getOrDefault(brake.verb(), 0), Math.max(limit, approved), withheld, approved);
    }

    void approve(Verb verb, int ceiling) {
        requireBrake(verb, "approve");
        if (ceiling < 1) {
            throw new IllegalArgumentException("A ceiling is at least 1, not " + ceiling);
        }
        StoreCommit commit = new StoreCommit(integration);
        commit.put(new Approval(flow.id(), verb, ceiling, now.plus(Brakes.DAY)));
        if (verb != Verb.REMOVE) { // those are decided about in every pass, due or not
            commit.wake(flow.id(), Brakes.code(verb), now);
        }
        store.commit(commit);
    }

    /** Leaves what a brake holds back alone, and ends an approval; returns how many records that were. */
    int reject(Verb verb) {
        requireBrake(verb, "reject");
        StoreCommit commit = new StoreCommit(integration);
        commit.put(new Approval(flow.id(), verb, 0, now));
        List<Parked> held = store.parked(integration, flow.id(), Brakes.code(verb), Integer.MAX_VALUE);
        held.forEach(parked -> commit.park(new Parked(
                parked.key(),
                Parked.State.QUARANTINED,
                Desk.DISMISSED,
                "A person said no to what the brake on " + verb + " held back",
                parked.since(),
                parked.attempts(),
                now.plus(Desk.FOR_GOOD),
                parked.seen(),
                null)));
        store.commit(commit);
        return held.size();
    }

    private void requireBrake(Verb verb, String what) {
        if (flow.brake(verb).isEmpty()) {
            throw new IllegalArgumentException(
                    "Flow " + flow.id() + " has no brake on " + verb + "; nothing to " + what);
        }
    }
}
