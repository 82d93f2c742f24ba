package io.tidelock.engine;

/** Lets deletions reach the other side, once everything that was due has been seen: never from part of the picture. */
final class Deletions {

    private final LeftOvers leftOvers;
    private final Hints hints;
    private final FeedReader feeds;
    private final LinkWalk walk;
    private final Cutoff cutoff;

    Deletions(LeftOvers leftOvers, Hints hints, FeedReader feeds, LinkWalk walk, Cutoff cutoff) {
        this.leftOvers = leftOvers;
        this.hints = hints;
        this.feeds = feeds;
        this.walk = walk;
        this.cutoff = cutoff;
    }

    void take(FlowPass flow) {
        if (flow.hasRemovals()
                && leftOvers.sawAll(flow)
                && hints.sawAll(flow.flow())
                && feeds.caughtUp(flow.flow())
                && !walk.isUnderWay(flow.flow())) {
            flow.remove(cutoff::another);
        }
    }
}
