package io.tidelock.engine;

import io.tidelock.engine.Feeds.Feed;
import io.tidelock.mapping.Flow;
import io.tidelock.store.FeedPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Finds out, at the end of a pass, when the host should come again. A pass itself waits for nothing. */
final class Agenda {

    /** How often a host comes for flows that are due with every pass. */
    private static final Duration PACE = Duration.ofMinutes(1);

    private final PassContext context;
    private final Hints hints;
    private final Instant startedAt;
    private final List<Instant> moments = new ArrayList<>();

    Agenda(PassContext context, Hints hints, Instant startedAt) {
        this.context = context;
        this.hints = hints;
        this.startedAt = startedAt;
    }

    Instant nextDue() {
        Instant now = context.now();
        if (context.ledger().hasMoreToDo()) {
            return now;
        }
        Feeds.of(context.plan()).forEach(this::note);
        if (hints.areLeft()) {
            moments.add(startedAt);
        }
        context.flows().values().forEach(pass -> note(pass.flow()));
        Optional<Instant> resume = context.ledger().interruptions().stream()
                .flatMap(interruption -> interruption.resumeAt().stream())
                .min(Comparator.naturalOrder());
        resume.ifPresent(moments::add);
        return soonest(now, resume.orElse(now.plus(PACE)));
    }

    private void note(Flow flow) {
        context.store().nextDue(context.integration(), flow.id()).ifPresent(moments::add);
        flow.sweep().flatMap(sweep -> Sweeps.next(context, flow, sweep)).ifPresent(moments::add);
        if (checksWithinABudget(flow)) {
            moments.add(startedAt);
        }
        flow.enrichments().forEach(enrichment -> note(Lenders.key(flow, enrichment), flow.schedule()::next));
        flow.window().ifPresent(window -> note(Windows.key(flow), flow.schedule()::next));
    }

    /** It goes on with the next pass, which nothing else may ask for; where there is a limit, with the flow's next run. */
    private boolean checksWithinABudget(Flow flow) {
        return flow.limit().isEmpty()
                && flow.sweep()
                        .filter(sweep -> sweep.mostReads().isPresent())
                        .flatMap(sweep -> LinkWalk.underWay(context.store(), context.integration(), flow))
                        .isPresent();
    }

    private void note(Feed feed) {
        note(feed.key(), feed::next);
    }

    /** What is due with every pass and was done by this one is due a little later. */
    private void note(String key, UnaryOperator<Instant> schedule) {
        Optional<Instant> lastRun = context.position(key).map(FeedPosition::readAt);
        Instant next = lastRun.map(schedule).orElse(Instant.EPOCH);
        boolean done = lastRun.filter(run -> !run.isBefore(startedAt)).isPresent();
        Instant later = startedAt.plus(PACE);
        moments.add(done && next.isBefore(later) ? later : next);
    }

    /** What was due and is so still could not be done now; it is tried again when whatever was in its way may be gone. */
    private Instant soonest(Instant now, Instant again) {
        return moments.stream()
                .map(moment -> moment.isAfter(now) ? moment : again)
                .min(Comparator.naturalOrder())
                .orElse(again);
    }
}
