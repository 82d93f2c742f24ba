package io.tidelock.engine;

import io.tidelock.connector.ChangePage;
import io.tidelock.engine.Feeds.End;
import io.tidelock.record.Change;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.store.FeedPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Gives every change of a page a durable fate in every flow, and only then moves the feed on. */
final class Intake {

    private final PassContext context;

    Intake(PassContext context) {
        this.context = context;
    }

    /** Takes a whole page in. */
    void take(String feed, List<End> ends, ChangePage page, Channel channel, Instant lastRun) {
        take(feed, ends, page, channel, lastRun, record -> true);
    }

    /**
     * Takes a page in. What must be read comes first: a merge moves links that the survivor, shown by the same page, then
     * has.
     *
     * @param feed the key under which the feed's position is kept
     * @param lastRun when the feed had caught up last: until it has again, it stays due
     * @param selected tells which records are taken; what is gone shows nothing to ask about, and is always
     */
    void take(
            String feed,
            List<End> ends,
            ChangePage page,
            Channel channel,
            Instant lastRun,
            Predicate<Record> selected) {
        List<Observation> shown = new ArrayList<>();
        List<RecordRef> toRead = new ArrayList<>();
        for (Change change : page.changes()) {
            change.match(
                    upsert -> shown.add(new Observation(upsert.record(), channel, false)),
                    tombstone -> toRead.add(tombstone.ref()),
                    merge -> toRead.addAll(merge.absorbed()) && toRead.add(merge.ref()),
                    hint -> toRead.add(hint.ref()));
        }
        shown.removeIf(seen -> toRead.contains(seen.record().ref()) // what is read shows no less
                || !selected.test(seen.record()));
        for (End end : ends) {
            FlowPass flow = context.open(end.flow());
            if (!toRead.isEmpty()) {
                flow.revisit(end.side(), toRead.stream().distinct().toList(), channel, selected);
            }
            flow.handle(end.side(), shown);
        }
        FeedPosition position = new FeedPosition(page.next(), page.more() ? lastRun : context.now(), !page.more());
        context.read(feed, position, page.changes().size());
    }
}
