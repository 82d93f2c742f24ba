package io.tidelock.engine;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.StartOverException;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Cursor;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.SyncStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the channels of one pass share.
 *
 * @param everything whether everything is due, whatever the schedules say
 * @param flows the flows that are open, by id, in the order of the plan; a flow that could not be opened is missing
 */
record PassContext(
        IntegrationId integration,
        Plan plan,
        Map<Party, Connector> connectors,
        SyncStore store,
        Clock clock,
        boolean everything,
        Ledger ledger,
        Cutoff cutoff,
        Map<String, FlowPass> flows) {

    Instant now() {
        return clock.instant();
    }

    Optional<FeedPosition> position(String key) {
        return store.position(integration, key);
    }

    RecordAccess access(Flow flow, Side side) {
        return access(flow.party(side), flow.type(side));
    }

    RecordAccess access(Party party, RecordType type) {
        return Objects.requireNonNull(connectors.get(party)).access(type);
    }

    ChangeFeed feed(Party party, RecordType type) {
        return access(party, type)
                .feed()
                .orElseThrow(() -> new IllegalStateException("build() found a feed of " + type));
    }

    /** Returns an open flow. */
    FlowPass open(Flow flow) {
        return Objects.requireNonNull(flows.get(flow.id()));
    }

    /** Reads a page. A feed that cannot read its cursor any more is read from its beginning, with the next pass. */
    ChangePage page(String key, ChangeFeed feed, Cursor after, Set<String> fields, Instant beginning) {
        try {
            return feed.changesAfter(after, fields);
        } catch (StartOverException unreadable) {
            ledger.open().move(key, new FeedPosition(feed.since(beginning), Instant.EPOCH, false));
            throw unreadable;
        }
    }

    /** Returns when a feed counts as read last until it is read to its end: never, if somebody asked for all of it now. */
    Instant lastRun(FeedPosition position) {
        return everything ? Instant.EPOCH : position.readAt();
    }

    /** Moves a feed on, together with everything that became of its page. */
    void moved(String feed, FeedPosition to, int observed) {
        ledger.open().move(feed, to);
        ledger.commit();
        ledger.page(feed, observed);
    }

    /** Moves a feed on, whose next page is read next; what became of this one is stored by then. */
    void read(String feed, FeedPosition to, int observed) {
        ledger.moveOn(feed, to);
        ledger.page(feed, observed);
    }

    /** Notes that a flow has more to do: right away, unless it is the limit of a run that stopped it. */
    void moreFor(FlowPass pass) {
        boolean isOver = pass.isFull() && pass.flow().schedule().next(now()).isAfter(now());
        if (!isOver) {
            ledger.moreToDo();
        }
    }

    /** What a connector cannot do now stops the step, not the pass; what is known by then is kept. */
    void guarded(String step, Runnable work) {
        if (!cutoff.step()) {
            return;
        }
        try {
            work.run();
        } catch (ConnectorException reaction) {
            ledger.interrupted(Interruption.of(step, reaction, now()));
        }
        ledger.commit();
    }
}
