package io.tidelock.engine;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.engine.Feeds.Feed;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Cursor;
import io.tidelock.store.FeedPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Follows change feeds: the live channel. */
final class FeedReader {

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

    private final PassContext context;
    private final Intake intake;
    private final Instant began;

    FeedReader(PassContext context, Intake intake) {
        this.context = context;
        this.intake = intake;
        this.began = context.now();
    }

    /** Tells whether the feeds of a flow were read to their end, those that were due in this pass. */
    boolean caughtUp(Flow flow) {
        return Feeds.of(context.plan()).stream()
                .filter(feed ->
                        feed.ends().stream().anyMatch(end -> end.flow().id().equals(flow.id())))
                .allMatch(feed -> {
                    Optional<FeedPosition> position = context.position(feed.key());
                    boolean readNow =
                            position.filter(at -> !at.readAt().isBefore(began)).isPresent();
                    return position.filter(FeedPosition::caughtUp).isPresent() && (readNow || !isDue(feed, position));
                });
    }

    /** Reads a feed that is due until it has caught up, its flows may write no more, or the pass ends: then it stays due. */
    void follow(Feed feed) {
        Optional<FeedPosition> position = context.position(feed.key());
        if (!isDue(feed, position) || !isOpen(feed)) {
            return;
        }
        ChangeFeed changes = context.feed(feed.party(), feed.type());
        Cursor cursor = position.map(FeedPosition::cursor).orElseGet(() -> changes.since(start(feed)));
        Instant lastRun = position.map(context::lastRun).orElse(Instant.EPOCH);
        boolean more = true;
        while (more && !isFull(feed) && context.cutoff().another()) {
            ChangePage page = context.page(feed.key(), changes, cursor, feed.fields(), start(feed));
            intake.take(feed.key(), feed.ends(), page, Channel.POLL, lastRun);
            cursor = page.next();
            more = page.more();
        }
        if (more && isFull(feed)) {
            stopAt(feed, cursor);
        }
    }

    /** The limit ends a run: the rest of the feed is the next run's. */
    private void stopAt(Feed feed, Cursor cursor) {
        Instant now = context.now();
        context.ledger().open().move(feed.key(), new FeedPosition(cursor, now, false));
        if (!feed.next(now).isAfter(now)) {
            context.ledger().moreToDo();
        }
    }

    private boolean isDue(Feed feed, Optional<FeedPosition> position) {
        return context.everything()
                || position.map(at -> !feed.next(at.readAt()).isAfter(context.now()))
                        .orElse(true);
    }

    /** A feed rests while one of its flows could not find out what became of its writes; that is told already. */
    private boolean isOpen(Feed feed) {
        return feed.ends().stream()
                .allMatch(end -> context.flows().containsKey(end.flow().id()));
    }

    /** A feed is read as long as one of its flows can still write; the others' changes wait in the pending set. */
    private boolean isFull(Feed feed) {
        return feed.ends().stream().allMatch(end -> context.open(end.flow()).isFull());
    }

    private Instant start(Feed feed) {
        if (!feed.sinceActivation()) {
            return Instant.EPOCH;
        }
        return feed.ends().stream()
                .flatMap(end -> context
                        .store()
                        .activatedAt(context.integration(), end.flow().id())
                        .stream())
                .min(Instant::compareTo)
                .map(at -> at.minus(CLOCK_SKEW))
                .orElse(Instant.EPOCH);
    }
}
