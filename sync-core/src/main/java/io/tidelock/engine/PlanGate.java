package io.tidelock.engine;

import io.tidelock.engine.ConfigurationException.Problem;
import io.tidelock.engine.WalkPosition.Purpose;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredPlan;
import io.tidelock.store.SyncStore;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a pass begin only by the plan that the integration runs by, or by a newer one, whose way to the pairs that are linked
 * already then begins.
 */
final class PlanGate {

    private final IntegrationId integration;
    private final Plan plan;
    private final SyncStore store;
    private final Clock clock;
    private final StoredPlan mine;

    PlanGate(IntegrationId integration, Plan plan, SyncStore store, Clock clock, int keyId) {
        this.integration = integration;
        this.plan = plan;
        this.store = store;
        this.clock = clock;
        this.mine = new StoredPlan(plan.revision(), plan.fingerprint(), keyId);
    }

    /**
     * Enters.
     *
     * @throws ConfigurationException if the plan says something else than the same revision said before
     * @throws OutdatedPlanException if there is a newer revision
     */
    void enter() {
        Optional<StoredPlan> stored = store.plan(integration);
        if (stored.isEmpty()) {
            begin(EnumSet.noneOf(Purpose.class));
        } else if (!stored.get().equals(mine)) {
            requireNewer(stored.get());
            begin(purposes(stored.get()));
        }
    }

    private void requireNewer(StoredPlan stored) {
        if (stored.revision() > mine.revision()) {
            throw new OutdatedPlanException("Integration " + integration + " runs by revision " + stored.revision()
                    + " of plan " + plan.name() + ", this engine has revision " + mine.revision()
                    + "; update this node, or leave the integration to the others");
        }
        if (stored.revision() == mine.revision() && !stored.fingerprint().equals(mine.fingerprint())) {
            throw new ConfigurationException(List.of(new Problem(
                    "plan " + plan.name() + " of integration " + integration,
                    "it says something else than when the integration last ran by its revision " + mine.revision(),
                    "Raise revision(…) with every change of the plan, or take the change back")));
        }
    }

    private Set<Purpose> purposes(StoredPlan stored) {
        Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        if (!stored.fingerprint().equals(mine.fingerprint())) {
            purposes.add(Purpose.NEW_PLAN);
        }
        return purposes;
    }

    /** What begins with a plan is stored with it: nothing of it is lost if the process dies here. */
    private void begin(Set<Purpose> purposes) {
        Instant now = clock.instant();
        StoreCommit commit = new StoreCommit(integration);
        commit.put(mine);
        for (Flow flow : plan.flows()) {
            if (!purposes.isEmpty()) {
                LinkWalk.start(flow, purposes, store, commit, now);
            }
            if (purposes.contains(Purpose.NEW_PLAN)) {
                commit.release(flow.id(), now);
            }
        }
        store.commit(commit);
    }
}
