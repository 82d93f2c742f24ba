package io.tidelock.engine;

import io.tidelock.answers.Obstacle;
import io.tidelock.answers.Reason.Group;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import io.tidelock.mapping.Flow;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.StoredVerdict;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds the first thing that is in a record's way, in the order in which a pass would meet it. */
final class Obstacles {

    private final EngineParts parts;
    private final RecordRef ref;
    private final Flow flow;
    private final Side side;
    private final SyncReport report;

    Obstacles(EngineParts parts, RecordRef ref, String flow, Side side, SyncReport report) {
        this.parts = parts;
        this.ref = ref;
        this.flow = parts.plan().flows().stream()
                .filter(one -> one.id().equals(flow))
                .findFirst()
                .orElseThrow();
        this.side = side;
        this.report = report;
    }

    /**
     * Returns it.
     *
     * @param before what is stored
     * @param after what would be stored, were the record looked at now
     * @param writes whether something would be written
     */
    Obstacle first(StoreSnapshot before, StoreSnapshot after, boolean writes) {
        return interrupted()
                .or(() -> gone(before))
                .or(() -> parked(before, after))
                .or(() -> told(after))
                .or(() -> apart(after))
                .orElseGet(() -> nothing(before, after, writes));
    }

    private Optional<Obstacle> interrupted() {
        return report.interruptions().stream()
                .filter(found -> found.where().equals("start of " + flow)
                        || found.where().equals("records of " + flow))
                .findFirst()
                .map(found -> new Obstacle(
                        flow.id(),
                        found.where().startsWith("start") ? "FLOW_STOPPED" : "SYSTEM_AWAY",
                        found.cause().getMessage() + "",
                        found.resumeAt().isPresent() ? "" : "A person has to act first",
                        found.resumeAt()));
    }

    private Optional<Obstacle> gone(StoreSnapshot before) {
        Optional<RecordReader> reader = Objects.requireNonNull(
                        parts.connectors().get(flow.party(side)))
                .access(flow.type(side))
                .reader();
        try {
            ReadOutcome outcome = reader.isEmpty()
                    ? new ReadOutcome.Missing("")
                    : reader.get().read(Set.of(ref.id()), flow.fields(side)).get(0);
            if (outcome instanceof ReadOutcome.Present) {
                return Optional.empty();
            } else if (outcome instanceof ReadOutcome.MergedInto merged) {
                return Optional.of(obstacle(
                        "MERGED", "it was merged into " + merged.survivor().ref(), "Ask for that one"));
            }
            String counterpart = before.link(ref)
                    .map(link -> "; its counterpart is " + link.ref(side.other()))
                    .orElse("");
            return Optional.of(obstacle("GONE", "the system does not show it any more" + counterpart, ""));
        } catch (ConnectorException away) {
            Interruption found = Interruption.of("", away, parts.clock().instant());
            return Optional.of(new Obstacle(flow.id(), "SYSTEM_AWAY", away.getMessage() + "", "", found.resumeAt()));
        }
    }

    /** What rests although a try would go through now, waits for its time or for a request. */
    private Optional<Obstacle> parked(StoreSnapshot before, StoreSnapshot after) {
        Parked stays = after.parked().get(ref);
        if (stays != null) {
            Parked shown = Optional.ofNullable(before.parked().get(ref))
                    .filter(row -> row.code().equals(stays.code()))
                    .orElse(stays);
            return Optional.of(of(shown, shown.reason(), Remedies.of(stays).remedy()));
        }
        return Optional.ofNullable(before.parked().get(ref))
                .filter(row -> row.dueAt().isAfter(parts.clock().instant()))
                .map(row -> of(row, row.reason() + "; tried now, it would go through", "resync it"));
    }

    private Obstacle of(Parked parked, String reason, String remedy) {
        boolean byItself = parked.state() != Parked.State.WAITING;
        return new Obstacle(
                flow.id(), parked.code(), reason, remedy, byItself ? Optional.of(parked.dueAt()) : Optional.empty());
    }

    private Optional<Obstacle> told(StoreSnapshot after) {
        return Optional.ofNullable(after.verdicts().get(ref))
                .filter(told -> Remedies.ofVerdict(told.code()).group() != Group.NOTED)
                .map(this::of);
    }

    private Obstacle of(StoredVerdict told) {
        return obstacle(
                told.code(), told.reason(), Remedies.ofVerdict(told.code()).remedy());
    }

    private Optional<Obstacle> apart(StoreSnapshot after) {
        return after.link(ref)
                .filter(link -> link.state() != LinkState.LIVE)
                .map(link -> obstacle(
                        link.state().name(),
                        "its pair with " + link.ref(side.other()) + " rests, because one of the two is gone",
                        "Restore the one that is gone, or unlink the two: pairs()"));
    }

    private Obstacle nothing(StoreSnapshot before, StoreSnapshot after, boolean writes) {
        boolean unknown = before.link(ref).isEmpty() && before.parked().get(ref) == null;
        if (after.link(ref).isEmpty() && !writes) {
            return obstacle(
                    "NOBODYS",
                    "it belongs to nobody in this flow: nothing matches it, and nothing is created for it",
                    "");
        } else if (!writes) {
            return obstacle(Obstacle.NOTHING_TO_DO, "both sides are as they settled", "");
        } else if (unknown) {
            return obstacle(
                    Obstacle.NOT_SEEN,
                    "nothing is known of it yet; " + lastRead(),
                    "Wait for the next pass; if its feed was read since it changed, resync it");
        }
        return obstacle(Obstacle.DUE, "a pass that looks at it writes something", "");
    }

    private String lastRead() {
        Optional<Instant> read = parts.store()
                .position(parts.integration(), Feeds.key(flow.party(side), flow.type(side)))
                .map(FeedPosition::readAt);
        return read.map(at -> "its feed was read last at " + at).orElse("its feed was never read");
    }

    private Obstacle obstacle(String code, String reason, String remedy) {
        return new Obstacle(flow.id(), code, reason, remedy, Optional.empty());
    }
}
