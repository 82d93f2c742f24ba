package io.tidelock.engine;

/** Lets deletions reach the other side, once everything that was due has been seen: never from part of the picture. */
final class Deletions {

    private final LeftOvers leftOvers;
    private final FeedReader feeds;

    Deletions(LeftOvers leftOvers, FeedReader feeds) {
        this.leftOvers = leftOvers;
        this.feeds = feeds;
    }

    void take(FlowPass flow) {
        if (flow.hasRemovals() && leftOvers.sawAll(flow) && feeds.caughtUp(flow.flow())) {
            flow.remove();
        }
    }
}
