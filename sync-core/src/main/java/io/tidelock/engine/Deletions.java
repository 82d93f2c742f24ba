package io.tidelock.engine;

/** Lets deletions reach the other side, once everything that was due has been seen: never from part of the picture. */
final class Deletions {

    private final LeftOvers leftOvers;
    private final FeedReader feeds;
    private final LinkWalk walk;
    private final Cutoff cutoff;

    Deletions(LeftOvers leftOvers, FeedReader feeds, LinkWalk walk, Cutoff cutoff) {
        this.leftOvers = leftOvers;
        this.feeds = feeds;
        this.walk = walk;
        this.cutoff = cutoff;
    }

    void take(FlowPass flow) {
        if (flow.hasRemovals()
                && leftOvers.sawAll(flow)
                && feeds.caughtUp(flow.flow())
                && !walk.isUnderWay(flow.flow())) {
            flow.remove(cutoff::another);
        }
    }
}
