package io.tidelock.engine;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.engine.Feeds.End;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Cursor;
import io.tidelock.record.Record;
import io.tidelock.record.Side;
import io.tidelock.store.FeedPosition;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Shows everything a flow's source holds, slice by slice: a bounded number of pages a pass, after all live changes. Its
 * position is durable; what it shows goes through the same loop, so what is known already costs nothing more.
 */
final class Slices {

    private static final int PAGES = 10;

    private final PassContext context;
    private final Intake intake;

    Slices(PassContext context, Intake intake) {
        this.context = context;
        this.intake = intake;
    }

    /** Returns the position before everything there is. */
    FeedPosition beginning(Flow flow, Instant lastRun) {
        return new FeedPosition(feed(flow).since(Instant.EPOCH), lastRun, false);
    }

    /**
     * How a slice is shown.
     *
     * @param channel by which its records come
     * @param selected tells which of them are taken, as the source shows them
     * @param budget what a page is taken from
     * @param kept how much of the budget is left for others
     */
    record Look(Channel channel, Predicate<Record> selected, ReadBudget budget, int kept) {

        boolean mayRead() {
            return budget.allows(1 + kept);
        }
    }

    /** Shows the next slice; the position under the key says where it ends. */
    void show(FlowPass pass, String key, FeedPosition from, Look look) {
        Flow flow = pass.flow();
        Cursor cursor = from.cursor();
        boolean more = true;
        for (int pages = 0;
                more
                        && pages < PAGES
                        && look.mayRead()
                        && !pass.isFull()
                        && context.cutoff().another();
                pages++) {
            look.budget().spend(1);
            ChangePage page = context.page(key, feed(flow), cursor, flow.fields(Side.SOURCE), Instant.EPOCH);
            intake.take(key, List.of(new End(flow, Side.SOURCE)), page, look.channel(), from.readAt(), look.selected());
            cursor = page.next();
            more = page.more();
        }
        if (more && look.mayRead()) {
            context.moreFor(pass);
        }
    }

    private ChangeFeed feed(Flow flow) {
        return context.feed(flow.party(Side.SOURCE), flow.type(Side.SOURCE));
    }
}
