package io.tidelock.engine;

import io.tidelock.answers.Hearing;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.mapping.Schedule;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.StoredHint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Says by which channels a flow hears of the records at a side, from what is stored; makes no call. */
final class Channels {

    private final EngineParts parts;
    private final Flow flow;
    private final Side side;
    private final Instant now;

    Channels(EngineParts parts, Flow flow, Side side) {
        this.parts = parts;
        this.flow = flow;
        this.side = side;
        this.now = parts.clock().instant();
    }

    /** Returns those by which it hears of one record, live ones first. */
    List<Hearing> of(RecordRef ref, StoreSnapshot stored) {
        List<Hearing> all = new ArrayList<>();
        poll().ifPresent(all::add);
        if (flow.readsFrom(side)) {
            all.add(hint(ref));
        }
        if (side == Side.TARGET) {
            flow.requestFlag().ifPresent(flag -> all.add(request(flag)));
        }
        Optional.ofNullable(stored.parked().get(ref)).ifPresent(parked -> all.add(revisit(parked)));
        if (side == Side.SOURCE) {
            all.addAll(throughTheSource());
        }
        if (stored.link(ref).isPresent()) {
            underWay(Hearing.Channel.WALK, LinkWalk.underWay(parts.store(), parts.integration(), flow))
                    .ifPresent(all::add);
        }
        return all;
    }

    private List<Hearing> throughTheSource() {
        List<Hearing> some = new ArrayList<>();
        flow.window().ifPresent(window -> some.add(window()));
        flow.sweep().ifPresent(sweep -> some.add(sweep(sweep.schedule())));
        underWay(Hearing.Channel.BACKFILL, parts.store().position(parts.integration(), Backfills.key(flow)))
                .ifPresent(some::add);
        return some;
    }

    private Optional<Hearing> poll() {
        return Feeds.of(parts.plan()).stream()
                .filter(feed -> feed.ends().contains(new Feeds.End(flow, side)))
                .findFirst()
                .map(feed -> read(Hearing.Channel.POLL, feed.key(), feed.key(), feed::next));
    }

    private Hearing window() {
        return read(Hearing.Channel.WINDOW, flow.id(), Windows.key(flow), flow.schedule()::next);
    }

    private Hearing read(Hearing.Channel channel, String where, String key, UnaryOperator<Instant> schedule) {
        Optional<FeedPosition> position = parts.store().position(parts.integration(), key);
        Optional<Instant> next =
                position.map(FeedPosition::readAt).map(schedule).filter(now::isBefore);
        boolean more = position.filter(FeedPosition::caughtUp).isEmpty();
        return new Hearing(channel, where, lastRun(position), more, Optional.of(next.orElse(now)));
    }

    private Hearing hint(RecordRef ref) {
        String feed = Feeds.key(flow.party(side), flow.type(side));
        Optional<Instant> said =
                parts.store().hint(parts.integration(), feed, ref.whole()).map(StoredHint::at);
        return new Hearing(Hearing.Channel.WEBHOOK, feed, said, said.isPresent(), said.map(at -> now));
    }

    /** Every pass asks for what is flagged. */
    private Hearing request(RequestFlag flag) {
        return new Hearing(Hearing.Channel.REQUEST, flag.field().name(), Optional.empty(), false, Optional.of(now));
    }

    private Hearing revisit(Parked parked) {
        boolean byItself = parked.state() != Parked.State.WAITING;
        Instant due = parked.dueAt().isAfter(now) ? parked.dueAt() : now;
        return new Hearing(
                Hearing.Channel.REVISIT,
                parked.code(),
                Optional.empty(),
                true,
                byItself ? Optional.of(due) : Optional.empty());
    }

    /** The first one is a schedule's length after activation. */
    private Hearing sweep(Schedule schedule) {
        Optional<FeedPosition> position = parts.store().position(parts.integration(), Sweeps.key(flow));
        Optional<Instant> next = position.map(FeedPosition::readAt)
                .or(() -> parts.store().activatedAt(parts.integration(), flow.id()))
                .map(schedule::next)
                .map(due -> due.isAfter(now) ? due : now);
        boolean more = position.filter(at -> !at.caughtUp()).isPresent();
        return new Hearing(Hearing.Channel.SWEEP, flow.id(), position.map(FeedPosition::readAt), more, next);
    }

    private Optional<Hearing> underWay(Hearing.Channel channel, Optional<FeedPosition> position) {
        return position.filter(at -> !at.caughtUp())
                .map(at -> new Hearing(channel, flow.id(), Optional.empty(), true, Optional.of(now)));
    }

    private static Optional<Instant> lastRun(Optional<FeedPosition> position) {
        return position.map(FeedPosition::readAt).filter(Instant.EPOCH::isBefore);
    }
}
