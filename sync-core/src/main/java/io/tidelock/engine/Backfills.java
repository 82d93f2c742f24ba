package io.tidelock.engine;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.engine.Slices.Look;
import io.tidelock.mapping.Condition;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Cursor;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Continues the backfills that somebody started. */
final class Backfills {

    /** The code of records that a backfill named and no pass has come to. */
    static final String CODE = "BACKFILL";

    private static final int CHUNK = 500;

    private final PassContext context;
    private final Slices slices;
    private final Map<String, Condition> filters;

    Backfills(PassContext context, Slices slices, Map<String, Condition> filters) {
        this.context = context;
        this.slices = slices;
        this.filters = filters;
    }

    static String key(Flow flow) {
        return "backfill/" + flow.id();
    }

    /** The filter has a row of its own: a feed's cursor is the connector's, and may be as long as a row allows. */
    private static String filterKey(Flow flow) {
        return "backfill-filter/" + flow.id();
    }

    /** Starts one, anew if one is under way. Makes no call. */
    static void start(EngineParts parts, Flow flow, Instant since, Optional<BackfillFilter> filter) {
        ChangeFeed feed = Objects.requireNonNull(parts.connectors().get(flow.party(Side.SOURCE)))
                .access(flow.type(Side.SOURCE))
                .feed()
                .orElseThrow(() -> new IllegalStateException("build() found a feed of " + flow.type(Side.SOURCE)));
        StoreCommit commit = new StoreCommit(parts.integration());
        Instant now = parts.clock().instant();
        commit.move(key(flow), new FeedPosition(feed.since(since), now, false));
        if (filter.isPresent()
                || parts.store().position(parts.integration(), filterKey(flow)).isPresent()) {
            Cursor named = filter.map(BackfillFilter::cursor).orElseGet(BackfillFilter::none);
            commit.move(filterKey(flow), new FeedPosition(named, now, true));
        }
        parts.store().commit(commit);
    }

    /** Has the next passes take records by name. What is parked already keeps its time, as in every backfill. */
    static void start(EngineParts parts, Flow flow, List<RecordRef> sources) {
        for (int start = 0; start < sources.size(); start += CHUNK) {
            Set<RecordRef> some = new LinkedHashSet<>(sources.subList(start, Math.min(start + CHUNK, sources.size())));
            StoreRequest request = StoreRequest.about(parts.integration(), flow.id(), Side.SOURCE, some);
            Set<RecordRef> parked = parts.store().load(request).parked().keySet();
            Instant now = parts.clock().instant();
            StoreCommit commit = new StoreCommit(parts.integration());
            some.stream()
                    .filter(ref -> !parked.contains(ref))
                    .map(ref -> new Parked.Key(flow.id(), Side.SOURCE, ref))
                    .forEach(key -> commit.park(
                            Parked.pending(key, CODE, "A backfill named it; no pass has come to it yet", now, now)));
            parts.store().commit(commit);
        }
    }

    /** Has the one that is under way pass for ended, and forgets the records that it named. */
    static void stop(EngineParts parts, Flow flow) {
        forget(parts, flow);
        parts.store()
                .position(parts.integration(), key(flow))
                .filter(at -> !at.caughtUp())
                .ifPresent(at -> {
                    StoreCommit commit = new StoreCommit(parts.integration());
                    commit.move(key(flow), new FeedPosition(at.cursor(), at.readAt(), true));
                    parts.store().commit(commit);
                });
    }

    private static void forget(EngineParts parts, Flow flow) {
        List<Parked> named = parts.store().parked(parts.integration(), flow.id(), CODE, CHUNK);
        while (!named.isEmpty()) {
            StoreCommit commit = new StoreCommit(parts.integration());
            named.forEach(parked -> commit.unpark(parked.key()));
            parts.store().commit(commit);
            named = parts.store().parked(parts.integration(), flow.id(), CODE, CHUNK);
        }
    }

    void goOn(FlowPass pass) {
        String key = key(pass.flow());
        context.position(key)
                .filter(at -> !at.caughtUp())
                .ifPresent(at -> slices.show(
                        pass, key, at, new Look(Channel.BACKFILL, selection(pass.flow()), ReadBudget.boundless(), 0)));
    }

    private Predicate<Record> selection(Flow flow) {
        return context.position(filterKey(flow))
                .flatMap(at -> BackfillFilter.of(at.cursor()))
                .map(filter -> filter.among(filters, flow))
                .orElse(record -> true);
    }
}
