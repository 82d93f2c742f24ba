package io.tidelock.engine;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.mapping.Enrichment;
import io.tidelock.mapping.Flow;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.FeedPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Follows the records that lend source records fields: a change of one is a hint for every record that refers to it, which
 * is then read again and goes through the ordinary loop.
 */
final class Lenders {

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);
    private static final int CHUNK = 100;

    private final PassContext context;

    Lenders(PassContext context) {
        this.context = context;
    }

    static String key(Flow flow, Enrichment enrichment) {
        return "enrichment/" + flow.id() + "/" + enrichment.name();
    }

    void follow(FlowPass pass) {
        pass.flow().enrichments().forEach(enrichment -> follow(pass, enrichment));
    }

    /** Before source records are read for the first time, nothing of the past matters: they are read with what is lent. */
    private void follow(FlowPass pass, Enrichment enrichment) {
        Flow flow = pass.flow();
        String key = key(flow, enrichment);
        ChangeFeed feed = context.feed(flow.party(Side.SOURCE), enrichment.type());
        Optional<FeedPosition> position = context.position(key);
        if (position.isEmpty()) {
            Instant now = context.now();
            context.moved(key, new FeedPosition(feed.since(since(now)), now, true), 0);
        } else if (context.everything() || flow.schedule().isDue(position.get().readAt(), context.now())) {
            read(pass, enrichment, feed, position.get());
        }
    }

    private void read(FlowPass pass, Enrichment enrichment, ChangeFeed feed, FeedPosition from) {
        String key = key(pass.flow(), enrichment);
        Borrowers borrowers = new Borrowers(context, pass.flow(), enrichment);
        FeedPosition at = from;
        boolean more = true;
        while (more && !pass.isFull() && context.cutoff().another()) {
            ChangePage page = context.page(key, feed, at.cursor(), enrichment.fields(), since(from.readAt()));
            hint(pass, borrowers.of(page.changes()));
            more = page.more();
            at = new FeedPosition(page.next(), more ? context.lastRun(from) : context.now(), !more);
            context.moved(key, at, page.changes().size());
        }
        if (more) {
            context.moreFor(pass);
        }
    }

    private static Instant since(Instant moment) {
        return moment.isBefore(Instant.EPOCH.plus(CLOCK_SKEW)) ? Instant.EPOCH : moment.minus(CLOCK_SKEW);
    }

    /** What exceeds a limit is parked by the loop, so that no hint is lost with its page. */
    private static void hint(FlowPass pass, List<RecordRef> refs) {
        for (int start = 0; start < refs.size(); start += CHUNK) {
            pass.revisit(Side.SOURCE, refs.subList(start, Math.min(start + CHUNK, refs.size())), Channel.POLL);
        }
    }
}
