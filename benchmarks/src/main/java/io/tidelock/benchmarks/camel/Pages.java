package io.tidelock.benchmarks.camel;

import io.tidelock.benchmarks.workload.PatientFeed;
import io.tidelock.benchmarks.workload.PatientFeed.Page;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The pages of the feed after a position, each read when its turn comes. */
final class Pages implements Iterator<Page> {

    private final PatientFeed feed;
    private long position;
    private boolean more = true;

    Pages(PatientFeed feed, long position) {
        this.feed = feed;
        this.position = position;
    }

    @Override
    public boolean hasNext() {
        return more;
    }

    @Override
    public Page next() {
        if (!more) {
            throw new NoSuchElementException();
        }
        Page page = feed.after(position);
        position = page.next();
        more = page.more();
        return page;
    }
}
