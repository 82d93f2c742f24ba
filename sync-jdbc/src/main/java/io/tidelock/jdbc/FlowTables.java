package io.tidelock.jdbc;

import io.tidelock.record.Cursor;
import io.tidelock.record.Verb;
import io.tidelock.store.Approval;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredPlan;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is a row or two of a flow, a feed or an integration: plan, positions, activations, counts, approvals. */
final class FlowTables {

    private static final String PLAN = "SELECT plan_revision, plan_fingerprint, plan_key FROM tidelock_integration"
            + " WHERE id = ? AND plan_revision IS NOT NULL";
    private static final String PUT_PLAN =
            "UPDATE tidelock_integration SET plan_revision = ?, plan_fingerprint = ?," + " plan_key = ? WHERE id = ?";
    private static final String POSITION =
            "SELECT cursor, read_at, caught_up FROM tidelock_position WHERE integration = ? AND feed = ?";
    private static final String MOVE = "INSERT INTO tidelock_position (integration, feed, cursor, read_at, caught_up)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (integration, feed) DO UPDATE SET"
            + " cursor = excluded.cursor, read_at = excluded.read_at, caught_up = excluded.caught_up";
    private static final String ACTIVATION = "SELECT at FROM tidelock_activation WHERE integration = ? AND flow = ?";
    private static final String ACTIVATE = "INSERT INTO tidelock_activation (integration, flow, at) VALUES (?, ?, ?)"
            + " ON CONFLICT (integration, flow) DO NOTHING";
    private static final String COUNTED = "SELECT verb, sum(times) FROM tidelock_count"
            + " WHERE integration = ? AND flow = ? AND at >= ? GROUP BY verb";
    private static final String COUNT = "INSERT INTO tidelock_count (integration, flow, verb, at, times)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (integration, flow, verb, at) DO UPDATE SET"
            + " times = tidelock_count.times + excluded.times";
    private static final String EXPIRE = "DELETE FROM tidelock_count WHERE integration = ? AND at < ?";
    private static final String APPROVALS =
            "SELECT verb, ceiling, until FROM tidelock_approval WHERE integration = ? AND flow = ?";
    private static final String APPROVE = "INSERT INTO tidelock_approval (integration, flow, verb, ceiling, until)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (integration, flow, verb) DO UPDATE SET"
            + " ceiling = excluded.ceiling, until = excluded.until";

    private final Scope scope;
    private final Session session;

    FlowTables(Scope scope) {
        this.scope = scope;
        this.session = scope.session();
    }

    Optional<StoredPlan> plan() throws SQLException {
        return session.first(
                PLAN,
                bind -> bind.number(scope.integration()),
                row -> new StoredPlan(row.integer(), row.text(), row.integer()));
    }

    Optional<FeedPosition> position(String feed) throws SQLException {
        return session.first(
                POSITION, named(feed), row -> new FeedPosition(Cursor.of(row.text()), row.moment(), row.flag()));
    }

    Optional<Instant> activatedAt(String flow) throws SQLException {
        return session.first(ACTIVATION, named(flow), Row::moment);
    }

    Map<Verb, Integer> counted(String flow, Instant since) throws SQLException {
        Map<Verb, Integer> counted = new EnumMap<>(Verb.class);
        session.query(
                COUNTED,
                bind -> {
                    named(flow).bind(bind);
                    bind.moment(since);
                },
                row -> counted.put(Verb.valueOf(row.text()), row.integer()));
        return counted;
    }

    List<Approval> approvals(String flow) throws SQLException {
        return session
                .query(
                        APPROVALS,
                        named(flow),
                        row -> new Approval(flow, Verb.valueOf(row.text()), row.integer(), row.moment()))
                .stream()
                .sorted(Comparator.comparing(Approval::verb))
                .toList();
    }

    private Session.Binder named(String name) throws SQLException {
        int number = scope.names().find(name);
        return bind -> bind.number(scope.integration()).number(number);
    }

    void expire(StoreCommit commit) throws SQLException {
        Instant before = commit.expireBefore();
        if (before != null) {
            session.change(EXPIRE, bind -> bind.number(scope.integration()).moment(before));
        }
    }

    /** Stores counts, approvals and the plan. */
    void applyLedger(StoreCommit commit) throws SQLException {
        session.each(
                COUNT,
                commit.counts(),
                (bind, count) -> row(bind, count.flow())
                        .text(count.verb().name())
                        .moment(count.at())
                        .number(count.times()));
        session.each(
                APPROVE,
                commit.approvals(),
                (bind, approval) -> row(bind, approval.flow())
                        .text(approval.verb().name())
                        .number(approval.ceiling())
                        .moment(approval.until()));
        session.each(
                PUT_PLAN,
                commit.plan().stream().toList(),
                (bind, plan) -> bind.number(plan.revision())
                        .text(plan.fingerprint())
                        .number(plan.keyId())
                        .number(scope.integration()));
    }

    /** Moves feeds on and activates flows. */
    void applyPositions(StoreCommit commit) throws SQLException {
        session.each(
                MOVE,
                commit.positions().entrySet(),
                (bind, moved) -> row(bind, moved.getKey())
                        .text(moved.getValue().cursor().text())
                        .moment(moved.getValue().readAt())
                        .flag(moved.getValue().caughtUp()));
        session.each(
                ACTIVATE,
                commit.activations().entrySet(),
                (bind, activation) -> row(bind, activation.getKey()).moment(activation.getValue()));
    }

    private Bind row(Bind bind, String name) throws SQLException {
        return bind.number(scope.integration()).number(scope.names().number(name));
    }
}
