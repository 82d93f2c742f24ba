package io.tidelock.engine;

import io.tidelock.engine.WalkPosition.Purpose;
import io.tidelock.mapping.Flow;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.LinkState;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredLink;
import io.tidelock.store.SyncStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Visits all links of a flow, slice by slice, and takes their records through the loop: so that a new plan or a new key
 * reaches what nobody edits, and so that both sides are compared by content. Durable: it goes on where it was, in the next
 * pass and after a restart.
 */
final class LinkWalk {

    /** What a slice that compares reads: its records of either side. */
    static final int READS = 2;

    private static final int SLICE = 100;

    /** Near a pass's limit slices shrink, so that hardly more is read than may be written. */
    private static final int SMALLEST_SLICE = 10;

    private static final int MOST_LINKS = 1_000;

    private final PassContext context;

    LinkWalk(PassContext context) {
        this.context = context;
    }

    /** Adds the start of a walk for one purpose to a commit. */
    static void start(Flow flow, Purpose purpose, SyncStore store, StoreCommit commit) {
        start(flow, Set.of(purpose), store, commit);
    }

    /**
     * Adds the start of a walk to a commit. A walk that is under way begins anew and serves all purposes; a check that is
     * under way goes on, so that asking often does not keep it from ending.
     */
    static void start(Flow flow, Set<Purpose> purposes, SyncStore store, StoreCommit commit) {
        Optional<WalkPosition> underWay =
                underWay(store, commit.integration(), flow).map(at -> WalkPosition.of(at.cursor()));
        boolean goesOn = purposes.equals(Set.of(Purpose.CHECK))
                && underWay.filter(walk -> walk.isFor(Purpose.CHECK)).isPresent();
        if (!goesOn) {
            WalkPosition start = WalkPosition.start(purposes, underWay);
            commit.move(key(flow), new FeedPosition(start.cursor(), Instant.EPOCH, false));
        }
    }

    static Optional<FeedPosition> underWay(SyncStore store, IntegrationId integration, Flow flow) {
        return store.position(integration, key(flow)).filter(at -> !at.caughtUp());
    }

    private static String key(Flow flow) {
        return "walk/" + flow.id();
    }

    /** Tells whether a flow's walk has links before it. */
    boolean isUnderWay(Flow flow) {
        return underWay(context.store(), context.integration(), flow).isPresent();
    }

    /** Goes on with the flow's walk, if one is under way, for a bounded number of links. */
    void goOn(FlowPass pass) {
        underWay(context.store(), context.integration(), pass.flow()).ifPresent(from -> {
            WalkPosition at = WalkPosition.of(from.cursor());
            if (isDue(pass.flow(), at, from.readAt())) {
                goOn(pass, at);
            }
        });
    }

    /** A limit is one of a run: who has one goes on once a run, after what changed. */
    private boolean isDue(Flow flow, WalkPosition at, Instant lastRun) {
        return !at.mayWrite()
                || flow.limit().isEmpty()
                || context.everything()
                || flow.schedule().isDue(lastRun, context.now());
    }

    private void goOn(FlowPass pass, WalkPosition from) {
        WalkPosition at = from;
        for (int visited = 0;
                visited < MOST_LINKS && mayGoOn(at, pass) && context.cutoff().another(); ) {
            int most = at.mayWrite() ? Math.max(SMALLEST_SLICE, Math.min(SLICE, pass.left())) : SLICE;
            List<StoredLink> slice =
                    context.store().links(context.integration(), pass.flow().id(), at.after(), most);
            visit(slice, at, pass);
            at = slice.size() < most
                    ? WalkPosition.done()
                    : at.at(slice.get(most - 1).source());
            move(pass, at, slice.size());
            visited += slice.size();
        }
        if (at.equals(from) && !mayGoOn(at, pass)) {
            move(pass, at, 0);
        }
        if (!at.isDone() && isInBudget(at, pass)) {
            context.moreFor(pass);
        }
    }

    private void move(FlowPass pass, WalkPosition at, int visited) {
        context.moved(key(pass.flow()), new FeedPosition(at.cursor(), context.now(), at.isDone()), visited);
    }

    private static boolean mayGoOn(WalkPosition at, FlowPass pass) {
        return !at.isDone() && !(at.mayWrite() && pass.isFull()) && isInBudget(at, pass);
    }

    /** A budget is for comparing; what a new plan or a new key asks for goes on without. */
    private static boolean isInBudget(WalkPosition at, FlowPass pass) {
        return !at.isFor(Purpose.CHECK) || pass.budget().allows(READS);
    }

    private static void visit(List<StoredLink> slice, WalkPosition at, FlowPass pass) {
        List<StoredLink> live =
                slice.stream().filter(link -> link.state() == LinkState.LIVE).toList();
        if (at.isFor(Purpose.NEW_KEY)) {
            pass.rekey(live);
        }
        if (at.isFor(Purpose.CHECK)) {
            pass.budget().spend(READS);
            compare(slice, Side.SOURCE, pass);
            compare(slice.stream().filter(link -> !link.shared()).toList(), Side.TARGET, pass);
        } else if (at.isFor(Purpose.NEW_PLAN)) {
            compare(live, Side.SOURCE, pass);
        }
    }

    private static void compare(List<StoredLink> links, Side side, FlowPass pass) {
        List<RecordRef> refs =
                links.stream().map(link -> link.ref(side).whole()).distinct().toList();
        pass.revisit(side, refs, Channel.WALK);
    }
}
