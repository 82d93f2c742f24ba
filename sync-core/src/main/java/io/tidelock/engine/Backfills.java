package io.tidelock.engine;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Side;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.StoreCommit;
import java.time.Instant;
import java.util.Objects;

/** Continues the backfills that somebody started. */
final class Backfills {

    private final PassContext context;
    private final Slices slices;

    Backfills(PassContext context, Slices slices) {
        this.context = context;
        this.slices = slices;
    }

    static String key(Flow flow) {
        return "backfill/" + flow.id();
    }

    /** Starts one, anew if one is under way. Makes no call. */
    static void start(EngineParts parts, Flow flow, Instant since) {
        ChangeFeed feed = Objects.requireNonNull(parts.connectors().get(flow.party(Side.SOURCE)))
                .access(flow.type(Side.SOURCE))
                .feed()
                .orElseThrow(() -> new IllegalStateException("build() found a feed of " + flow.type(Side.SOURCE)));
        StoreCommit commit = new StoreCommit(parts.integration());
        commit.move(key(flow), new FeedPosition(feed.since(since), parts.clock().instant(), false));
        parts.store().commit(commit);
    }

    /** Has the one that is under way pass for ended. */
    static void stop(EngineParts parts, Flow flow) {
        parts.store()
                .position(parts.integration(), key(flow))
                .filter(at -> !at.caughtUp())
                .ifPresent(at -> {
                    StoreCommit commit = new StoreCommit(parts.integration());
                    commit.move(key(flow), new FeedPosition(at.cursor(), at.readAt(), true));
                    parts.store().commit(commit);
                });
    }

    void goOn(FlowPass pass) {
        String key = key(pass.flow());
        context.position(key)
                .filter(at -> !at.caughtUp())
                .ifPresent(at -> slices.show(pass, key, at, Channel.BACKFILL));
    }
}
