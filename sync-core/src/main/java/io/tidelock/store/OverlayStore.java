package io.tidelock.store;

import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Shows another store as if what is committed here were stored there, and stores nothing there: for rehearsals. What is
 * committed is gone with it. Thread-safe.
 *
 * <p>Does not know who else shares a target beneath, so a link that would be refused for that is not refused here.
 *
 * <p>Keeps in memory what was asked for and what was committed; of a flow whose parked records or open intents were asked for,
 * all of them.
 */
public final class OverlayStore implements SyncStore {

    private final SyncStore beneath;
    private final InMemoryStore above = new InMemoryStore();
    private final Map<IntegrationId, OverlayLayer> layers = new HashMap<>();

    /** Lays an empty overlay over a store, which is only read. */
    public OverlayStore(SyncStore beneath) {
        this.beneath = beneath;
    }

    private OverlayLayer layer(IntegrationId integration) {
        return layers.computeIfAbsent(integration, id -> new OverlayLayer(id, beneath, above.shelf(id)));
    }

    @Override
    public synchronized StoreSnapshot load(StoreRequest request) {
        OverlayLayer layer = layer(request.integration());
        layer.pull(request.flow(), request.side(), request.refs());
        layer.pullParked(request.flow());
        layer.pullClaims(request.flow(), request.claims());
        return above.load(request);
    }

    @Override
    public synchronized List<Parked> due(IntegrationId integration, String flow, Instant now, int max) {
        layer(integration).pullParked(flow);
        return above.due(integration, flow, now, max);
    }

    @Override
    public synchronized Optional<Instant> nextDue(IntegrationId integration, String flow) {
        layer(integration).pullParked(flow);
        return above.nextDue(integration, flow);
    }

    @Override
    public synchronized List<Parked> parked(IntegrationId integration, String flow, int max) {
        layer(integration).pullParked(flow);
        return above.parked(integration, flow, max);
    }

    @Override
    public synchronized List<Parked> parked(IntegrationId integration, String flow, String code, int max) {
        layer(integration).pullParked(flow);
        return above.parked(integration, flow, code, max);
    }

    @Override
    public synchronized Map<String, Integer> countParked(IntegrationId integration, String flow) {
        layer(integration).pullParked(flow);
        return above.countParked(integration, flow);
    }

    @Override
    public synchronized Map<String, Integer> countVerdicts(IntegrationId integration, String flow, Side side) {
        layer(integration).pullVerdicts(flow);
        return above.countVerdicts(integration, flow, side);
    }

    @Override
    public synchronized List<StoredVerdict> verdicts(IntegrationId integration, String flow, String code, int max) {
        layer(integration).pullVerdicts(flow);
        return above.verdicts(integration, flow, code, max);
    }

    @Override
    public synchronized List<Intent> openIntents(IntegrationId integration, String flow) {
        layer(integration).pullIntents(flow);
        return above.openIntents(integration, flow);
    }

    @Override
    public synchronized Optional<FeedPosition> position(IntegrationId integration, String feed) {
        return above.position(integration, feed).or(() -> beneath.position(integration, feed));
    }

    /** Returns the links in the order of the store beneath; those that only the overlay has are not among them. */
    @Override
    public synchronized List<StoredLink> links(
            IntegrationId integration, String flow, @Nullable RecordRef after, int max) {
        return layer(integration).links(flow, after, max);
    }

    @Override
    public synchronized Map<RecordRef, List<StoredLink>> parts(
            IntegrationId integration, String flow, Collection<RecordRef> wholes) {
        beneath.parts(integration, flow, wholes).values().forEach(parts -> parts.forEach(layer(integration)::pulled));
        return above.parts(integration, flow, wholes);
    }

    @Override
    public synchronized Map<Integer, Long> countLinks(IntegrationId integration, String flow) {
        return layer(integration).countLinks(flow);
    }

    @Override
    public synchronized Map<RecordRef, Integer> countSharing(
            IntegrationId integration, String flow, Collection<RecordRef> targets) {
        return layer(integration).countSharing(flow, targets);
    }

    @Override
    public synchronized Map<Verb, Integer> counted(IntegrationId integration, String flow, Instant since) {
        Map<Verb, Integer> counted = above.counted(integration, flow, since);
        layer(integration)
                .countedBeneath(flow, since)
                .forEach((verb, times) -> counted.merge(verb, times, Integer::sum));
        return counted;
    }

    @Override
    public synchronized List<Approval> approvals(IntegrationId integration, String flow) {
        Map<Verb, Approval> approvals = new TreeMap<>();
        beneath.approvals(integration, flow).forEach(approval -> approvals.put(approval.verb(), approval));
        above.approvals(integration, flow).forEach(approval -> approvals.put(approval.verb(), approval));
        return List.copyOf(approvals.values());
    }

    @Override
    public synchronized Map<RecordRef, StoredDecision> decisions(
            IntegrationId integration, String decision, Collection<RecordRef> sources) {
        layer(integration).pullDecisions(decision, sources);
        return above.decisions(integration, decision, sources);
    }

    @Override
    public synchronized Optional<StoredPlan> plan(IntegrationId integration) {
        return above.plan(integration).or(() -> beneath.plan(integration));
    }

    @Override
    public synchronized List<StoredHint> hints(IntegrationId integration, int max) {
        layer(integration).pullHints();
        return above.hints(integration, max);
    }

    @Override
    public synchronized Optional<StoredHint> hint(IntegrationId integration, String feed, RecordRef ref) {
        return layer(integration).hint(feed, ref);
    }

    @Override
    public synchronized int countHints(IntegrationId integration) {
        layer(integration).pullHints();
        return above.countHints(integration);
    }

    @Override
    public synchronized Optional<Instant> activatedAt(IntegrationId integration, String flow) {
        return beneath.activatedAt(integration, flow).or(() -> above.activatedAt(integration, flow));
    }

    @Override
    public synchronized List<StoredWrite> journal(JournalRequest request) {
        layer(request.integration()).pullJournal();
        return above.journal(request);
    }

    @Override
    public synchronized Set<String> commit(StoreCommit commit) {
        layer(commit.integration()).pullWhatItTouches(commit);
        return above.commit(commit);
    }
}
