package io.tidelock.engine;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.engine.Feeds.End;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Cursor;
import io.tidelock.record.Side;
import io.tidelock.store.FeedPosition;
import java.util.List;
import java.util.Optional;

/** Shows everything a flow's source holds, slice by slice: a bounded number of pages a pass, after all live changes. */
final class Backfills {

    private static final int PAGES = 10;

    private final PassContext context;
    private final Intake intake;

    Backfills(PassContext context, Intake intake) {
        this.context = context;
        this.intake = intake;
    }

    static String key(Flow flow) {
        return "backfill/" + flow.id();
    }

    /** Continues a backfill that somebody started. */
    void goOn(FlowPass pass) {
        Flow flow = pass.flow();
        Optional<FeedPosition> position = context.position(key(flow)).filter(at -> !at.caughtUp());
        if (position.isEmpty()) {
            return;
        }
        List<End> ends = List.of(new End(flow, Side.SOURCE));
        ChangeFeed feed = context.feed(flow.party(Side.SOURCE), flow.type(Side.SOURCE));
        Cursor cursor = position.get().cursor();
        boolean more = true;
        for (int pages = 0; more && pages < PAGES && !pass.isFull(); pages++) {
            ChangePage page = feed.changesAfter(cursor, flow.fields(Side.SOURCE));
            intake.take(key(flow), ends, page, Channel.BACKFILL, position.get().readAt());
            cursor = page.next();
            more = page.more();
        }
        if (more) {
            context.ledger().moreToDo();
        }
    }
}
