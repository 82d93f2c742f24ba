package io.tidelock.engine;

import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RecordRemover;
import io.tidelock.connector.RecordWriter;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredLink;
import io.tidelock.store.SyncStore;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What all actors of one flow work with; says nothing about a pass. */
record FlowContext(
        IntegrationId integration,
        Plan plan,
        Flow flow,
        Map<Party, Connector> connectors,
        SyncStore store,
        Keyring keys,
        Clock clock,
        Lease lease,
        Optional<Journal> journal) {

    static FlowContext of(EngineParts parts, Keyring keys, Flow flow) {
        return new FlowContext(
                parts.integration(),
                parts.plan(),
                flow,
                parts.connectors(),
                parts.store(),
                keys,
                parts.clock(),
                parts.lease(),
                parts.journal());
    }

    Fingerprinter fingerprinter() {
        return keys.current();
    }

    /** Returns another flow of the plan. */
    Flow flow(String id) {
        return plan.flows().stream()
                .filter(other -> other.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("build() found a flow " + id));
    }

    /** Returns what can be done with a side's records; those of the source show what other records lend them. */
    RecordAccess access(Side side) {
        RecordAccess access = connector(side).access(flow.type(side));
        return enricher().lendsTo(side) ? EnrichedAccess.of(access, enricher()) : access;
    }

    /** Returns who lends the source's records what other records show. */
    Enricher enricher() {
        return new Enricher(flow, connector(Side.SOURCE));
    }

    private Connector connector(Side side) {
        return Objects.requireNonNull(connectors.get(flow.party(side)));
    }

    RecordReader reader(Side side) {
        return access(side).reader().orElseThrow(() -> missing("reader", side));
    }

    RecordWriter writer(Side side) {
        return access(side).writer().orElseThrow(() -> missing("writer", side));
    }

    RecordRemover remover(Side side) {
        return access(side).remover().orElseThrow(() -> missing("remover", side));
    }

    Parked.Key key(Side side, RecordRef ref) {
        return new Parked.Key(flow.id(), side, ref);
    }

    /** Returns a new link of two records; one of several to its target where the flow's targets are shared. */
    StoredLink link(RecordRef source, RecordRef target) {
        StoredLink link = StoredLink.between(flow.id(), source, target, clock.instant());
        return flow.ensured().isPresent() ? link.sharing() : link;
    }

    /** Returns a new link of an observed record with one of the other side. */
    StoredLink link(Item item, RecordRef other) {
        return item.side == Side.SOURCE ? link(item.ref(), other) : link(other, item.ref());
    }

    private IllegalStateException missing(String capability, Side side) {
        return new IllegalStateException("No " + capability + " for " + flow.type(side)
                + " although build() found one; is the connector stable?");
    }
}
