package io.tidelock.jdbc;

import io.tidelock.record.IntegrationId;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.Intent;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredHint;
import io.tidelock.store.StoredPlan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The store as one pass of an integration sees it. Nobody else moves feeds meanwhile, so one glance answers what
 * a pass asks in which nothing happens; what is left over, under way or waiting is asked for itself. Another glance is taken
 * whenever the inbox is looked into, last thing before the pass tells when it is due again, so that nothing that others put
 * there or asked for meanwhile is left until then. Whatever the pass stores besides how far it read ends the glance.
 *
 * <p>Thread-safe.
 */
final class PassStore extends JdbcStore {

    private final IntegrationId passing;
    private @Nullable Glance glance;
    private boolean began;
    private boolean inboxSeen;

    /** Sees what an integration's pass asks for; with an epoch, what is committed after the lease was lost is refused. */
    PassStore(JdbcStore all, IntegrationId passing, OptionalLong epoch) {
        super(all, epoch);
        this.passing = passing;
    }

    @Override
    public JdbcStore forPass(IntegrationId integration) {
        return integration.equals(passing) ? this : super.forPass(integration);
    }

    private synchronized Optional<Glance> glance(IntegrationId of) {
        if (!of.equals(passing)) {
            return Optional.empty();
        }
        if (!began) {
            look();
        }
        return Optional.ofNullable(glance);
    }

    private void look() {
        glance = read(passing, Glance::at);
        began = true;
        inboxSeen = false;
    }

    @Override
    public Optional<StoredPlan> plan(IntegrationId integration) {
        Optional<Glance> seen = glance(integration);
        return seen.isPresent() ? seen.map(Glance::plan) : super.plan(integration);
    }

    @Override
    public Optional<Instant> activatedAt(IntegrationId integration, String flow) {
        Optional<Glance> seen = glance(integration);
        return seen.isPresent() ? seen.map(all -> all.activations().get(flow)) : super.activatedAt(integration, flow);
    }

    @Override
    public Optional<FeedPosition> position(IntegrationId integration, String feed) {
        Optional<Glance> seen = glance(integration).filter(all -> !all.isUnderWay(feed));
        return seen.isPresent() ? seen.flatMap(all -> all.caughtUp(feed)) : super.position(integration, feed);
    }

    @Override
    public List<Intent> openIntents(IntegrationId integration, String flow) {
        boolean none = glance(integration).filter(seen -> !seen.intents()).isPresent();
        return none ? List.of() : super.openIntents(integration, flow);
    }

    private boolean parksNothing(IntegrationId integration, String flow) {
        return glance(integration).filter(seen -> seen.parksNothing(flow)).isPresent();
    }

    @Override
    public List<Parked> due(IntegrationId integration, String flow, Instant now, int max) {
        return parksNothing(integration, flow) ? List.of() : super.due(integration, flow, now, max);
    }

    @Override
    public Optional<Instant> nextDue(IntegrationId integration, String flow) {
        return parksNothing(integration, flow) ? Optional.empty() : super.nextDue(integration, flow);
    }

    @Override
    public List<Parked> parked(IntegrationId integration, String flow, String code, int max) {
        return parksNothing(integration, flow) ? List.of() : super.parked(integration, flow, code, max);
    }

    @Override
    public Map<String, Integer> countParked(IntegrationId integration, String flow) {
        return parksNothing(integration, flow) ? Map.of() : super.countParked(integration, flow);
    }

    @Override
    public synchronized List<StoredHint> hints(IntegrationId integration, int max) {
        if (integration.equals(passing) && (glance == null || inboxSeen)) {
            look();
        }
        inboxSeen = true;
        boolean none = glance(integration).filter(seen -> !seen.hints()).isPresent();
        return none ? List.of() : super.hints(integration, max);
    }

    @Override
    public Set<String> commit(StoreCommit commit) {
        Set<String> refused = super.commit(commit);
        keep(commit);
        return refused;
    }

    private synchronized void keep(StoreCommit stored) {
        if (glance != null) {
            glance = stored.changes() == 0 ? glance.moved(stored.positions()) : null;
        }
    }
}
