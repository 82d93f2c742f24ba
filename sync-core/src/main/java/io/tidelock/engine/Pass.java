package io.tidelock.engine;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.FlaggedRecords;
import io.tidelock.connector.FlaggedRecords.FlaggedPage;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.engine.Feeds.End;
import io.tidelock.engine.Feeds.Feed;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.Parked;
import io.tidelock.store.SyncStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One run over what is due. All channels feed the same loop ({@link FlowPass}): first what was left over, then what people
 * asked for, then what changed, and what a backfill has yet to show last.
 */
final class Pass {

    private static final int MOST_REVISITS = 1_000;
    private static final int CHUNK = 100;
    private static final int BACKFILL_PAGES = 10;
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

    private final IntegrationId integration;
    private final Plan plan;
    private final Map<Party, Connector> connectors;
    private final SyncStore store;
    private final Clock clock;
    private final boolean everything;
    private final Ledger ledger;
    private final Map<String, FlowPass> flows = new LinkedHashMap<>();

    Pass(TideEngine.Parts parts, Fingerprinter fingerprinter, SchemaGate.Objections objections, boolean everything) {
        this.integration = parts.integration();
        this.plan = parts.plan();
        this.connectors = parts.connectors();
        this.store = parts.store();
        this.clock = parts.clock();
        this.everything = everything;
        this.ledger = new Ledger(integration, store, parts.listener(), clock.instant());
        PassLimits limits = new PassLimits();
        for (Flow flow : plan.flows()) {
            ledger.tally(flow.id());
            FlowContext context = new FlowContext(integration, flow, connectors, store, fingerprinter, clock);
            enter(flow, objections.to(flow), () -> new FlowPass(context, ledger, limits, parts.ids()));
        }
    }

    SyncReport run() {
        Instant startedAt = clock.instant();
        flows.values().forEach(flow -> guarded("parked records of " + flow.flow(), () -> takeLeftOvers(flow)));
        flows.values().forEach(flow -> guarded("requests of " + flow.flow(), () -> takeRequests(flow)));
        Feeds.of(plan).forEach(feed -> guarded("feed " + feed.key(), () -> follow(feed)));
        flows.values().forEach(flow -> guarded("backfill of " + flow.flow(), () -> backfill(flow)));
        return ledger.close(startedAt, clock.instant());
    }

    private void enter(Flow flow, Optional<ConnectorException> objection, Supplier<FlowPass> pass) {
        guarded("start of " + flow, () -> {
            if (objection.isPresent()) {
                throw objection.get();
            }
            if (store.activatedAt(integration, flow.id()).isEmpty()) {
                ledger.open().activate(flow.id(), clock.instant());
                ledger.commit();
            }
            flows.put(flow.id(), pass.get());
        });
    }

    private void takeLeftOvers(FlowPass flow) {
        List<Parked> due = store.due(integration, flow.flow().id(), clock.instant(), MOST_REVISITS);
        for (Side side : Side.values()) {
            List<RecordRef> refs = due.stream()
                    .map(Parked::key)
                    .filter(key -> key.side() == side)
                    .map(Parked.Key::ref)
                    .toList();
            for (int start = 0; start < refs.size() && !flow.isFull(); start += CHUNK) {
                flow.revisit(side, refs.subList(start, Math.min(start + CHUNK, refs.size())), Channel.REVISIT);
                ledger.commit();
            }
        }
        if (due.size() == MOST_REVISITS) {
            ledger.moreToDo();
        }
    }

    private void takeRequests(FlowPass pass) {
        Flow flow = pass.flow();
        Optional<RequestFlag> flag = flow.requestFlag();
        Optional<FlaggedRecords> flagged = flag.flatMap(asked -> connector(flow.party(Side.TARGET))
                .access(flow.type(Side.TARGET))
                .flagged());
        if (flag.isEmpty() || flagged.isEmpty()) {
            return;
        }
        Optional<String> next = Optional.of("");
        while (next.isPresent() && !pass.isFull()) {
            String after = next.get().isEmpty() ? null : next.get();
            FlaggedPage page =
                    flagged.get().flagged(flag.get().field(), flag.get().requested(), after);
            pass.revisit(Side.TARGET, page.refs(), Channel.REQUEST);
            ledger.commit();
            next = page.next();
        }
    }

    private void follow(Feed feed) {
        Optional<FeedPosition> position = store.position(integration, feed.key());
        if (isDue(feed, position) && isRecovered(feed)) {
            ChangeFeed changes = changes(feed);
            Cursor cursor = position.map(FeedPosition::cursor).orElseGet(() -> start(feed, changes));
            boolean more = true;
            while (more && !isFull(feed)) {
                ChangePage page = changes.changesAfter(cursor, feed.fields());
                handle(feed.key(), feed.ends(), page, Channel.POLL);
                cursor = page.next();
                more = page.more();
            }
            if (more) {
                ledger.moreToDo();
            }
        }
    }

    /** Continues a backfill for a bounded number of pages, so that live changes are not kept waiting. */
    private void backfill(FlowPass pass) {
        Flow flow = pass.flow();
        String key = TideEngine.backfillKey(flow);
        Optional<FeedPosition> position = store.position(integration, key).filter(at -> !at.caughtUp());
        if (position.isEmpty()) {
            return;
        }
        Feed feed = new Feed(flow.party(Side.SOURCE), flow.type(Side.SOURCE), List.of(new End(flow, Side.SOURCE)));
        Cursor cursor = position.get().cursor();
        boolean more = true;
        for (int pages = 0; more && pages < BACKFILL_PAGES && !pass.isFull(); pages++) {
            ChangePage page = changes(feed).changesAfter(cursor, feed.fields());
            handle(key, feed.ends(), page, Channel.BACKFILL);
            cursor = page.next();
            more = page.more();
        }
        if (more) {
            ledger.moreToDo();
        }
    }

    /**
     * Gives every change of a page a durable fate in every flow, and only then moves the feed on. What must be read comes
     * first: a merge moves links that the survivor then has, and what is read shows no less than the page did.
     */
    private void handle(String feed, List<End> ends, ChangePage page, Channel channel) {
        List<Observation> shown = new ArrayList<>();
        List<RecordRef> toRead = new ArrayList<>();
        for (Change change : page.changes()) {
            change.match(
                    upsert -> shown.add(new Observation(upsert.record(), channel, false)),
                    tombstone -> toRead.add(tombstone.ref()),
                    merge -> toRead.addAll(merge.absorbed()) && toRead.add(merge.ref()),
                    hint -> toRead.add(hint.ref()));
        }
        shown.removeIf(seen -> toRead.contains(seen.record().ref()));
        for (End end : ends) {
            FlowPass flow = Objects.requireNonNull(flows.get(end.flow().id()));
            if (!toRead.isEmpty()) {
                flow.revisit(end.side(), toRead.stream().distinct().toList(), channel);
            }
            flow.handle(end.side(), shown);
        }
        ledger.open().move(feed, new FeedPosition(page.next(), clock.instant(), !page.more()));
        ledger.commit();
        ledger.page(feed, page.changes().size());
    }

    private boolean isDue(Feed feed, Optional<FeedPosition> position) {
        return everything
                || position.map(at -> !at.readAt().plus(feed.interval()).isAfter(clock.instant()))
                        .orElse(true);
    }

    /** A feed rests while one of its flows could not find out what became of its writes; that is told already. */
    private boolean isRecovered(Feed feed) {
        return feed.ends().stream().allMatch(end -> flows.containsKey(end.flow().id()));
    }

    /** A feed is read as long as one of its flows can still write; the others' changes wait in the pending set. */
    private boolean isFull(Feed feed) {
        return feed.ends().stream()
                .map(end -> flows.get(end.flow().id()))
                .allMatch(flow -> flow == null || flow.isFull());
    }

    private Cursor start(Feed feed, ChangeFeed changes) {
        Instant from = feed.sinceActivation()
                ? feed.ends().stream()
                        .flatMap(
                                end -> store.activatedAt(integration, end.flow().id()).stream())
                        .min(Instant::compareTo)
                        .map(at -> at.minus(CLOCK_SKEW))
                        .orElse(Instant.EPOCH)
                : Instant.EPOCH;
        return changes.since(from);
    }

    private ChangeFeed changes(Feed feed) {
        return connector(feed.party())
                .access(feed.type())
                .feed()
                .orElseThrow(() -> new IllegalStateException("build() found a feed of " + feed.type()));
    }

    private Connector connector(Party party) {
        return Objects.requireNonNull(connectors.get(party));
    }

    /** What a connector cannot do now stops the step, not the pass; what is known by then is kept. */
    private void guarded(String step, Runnable work) {
        try {
            work.run();
        } catch (ConnectorException reaction) {
            ledger.interrupted(interruption(step, reaction, clock.instant()));
        }
        ledger.commit();
    }

    static Interruption interruption(String where, ConnectorException cause, Instant now) {
        Optional<Instant> resumeAt = Optional.empty();
        if (cause instanceof RetryLaterException later) {
            resumeAt = Optional.of(now.plus(later.after()));
        } else if (cause instanceof QuotaExhaustedException quota) {
            resumeAt = Optional.of(quota.until());
        }
        return new Interruption(where, cause, resumeAt);
    }
}
