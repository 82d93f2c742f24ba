package io.tidelock.engine;

import io.tidelock.connector.RecordsInRange;
import io.tidelock.connector.RecordsInRange.RangePage;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Window;
import io.tidelock.record.Side;
import io.tidelock.store.FeedPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes the records that entered a flow's window by nothing but the passing of time. */
final class Windows {

    private static final int PAGES = 10;

    private final PassContext context;

    Windows(PassContext context) {
        this.context = context;
    }

    static String key(Flow flow) {
        return "window/" + flow.id();
    }

    /** Goes on with a strip, or cuts the next one when the flow is due. */
    void scan(FlowPass pass) {
        Flow flow = pass.flow();
        Optional<FeedPosition> position = context.position(key(flow));
        if (flow.window().isPresent() && isDue(flow, position)) {
            Window window = flow.window().get();
            scan(pass, window, strip(window, position), position.map(context::lastRun));
        }
    }

    private boolean isDue(Flow flow, Optional<FeedPosition> position) {
        return context.everything()
                || position.map(at -> flow.schedule().isDue(at.readAt(), context.now()))
                        .orElse(true);
    }

    private Strip strip(Window window, Optional<FeedPosition> position) {
        Optional<Strip> before = position.flatMap(at -> Strip.of(at.cursor(), window));
        boolean underWay = position.filter(at -> !at.caughtUp()).isPresent();
        return before.map(strip -> underWay ? strip : strip.next(window, context.now()))
                .orElseGet(() -> Strip.whole(window, context.now()));
    }

    /** Reads a bounded number of pages; until the last one is read, the scan stays due. */
    private void scan(FlowPass pass, Window window, Strip strip, Optional<Instant> lastRun) {
        Flow flow = pass.flow();
        Strip at = strip;
        boolean more = true;
        for (int pages = 0;
                more && pages < PAGES && !pass.isFull() && context.cutoff().another();
                pages++) {
            RangePage page = page(flow, window, at);
            List<Observation> shown = page.records().stream()
                    .map(record -> new Observation(record, Channel.WINDOW, false))
                    .toList();
            pass.handle(Side.SOURCE, shown);
            at = strip.at(page.next().orElse(null));
            more = page.next().isPresent();
            Instant readAt = more ? lastRun.orElse(Instant.EPOCH) : context.now();
            context.moved(key(flow), new FeedPosition(at.cursor(window), readAt, !more), shown.size());
        }
        if (more) {
            context.moreFor(pass);
        }
    }

    /** A page text that is no longer good costs the pages before it, not the strip. */
    private RangePage page(Flow flow, Window window, Strip strip) {
        RecordsInRange records = context.access(flow, Side.SOURCE)
                .range()
                .orElseThrow(() -> new IllegalStateException("build() found a range of " + flow.type(Side.SOURCE)));
        try {
            return records.inRange(strip.range(window), strip.page(), flow.fields(Side.SOURCE));
        } catch (RequestRejectedException refused) {
            if (strip.page() == null) {
                throw refused;
            }
            return records.inRange(strip.range(window), null, flow.fields(Side.SOURCE));
        }
    }
}
