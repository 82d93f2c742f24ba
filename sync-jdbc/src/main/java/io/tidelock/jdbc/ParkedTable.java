package io.tidelock.jdbc;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Parked;
import io.tidelock.store.Parked.Parent;
import io.tidelock.store.StoreCommit;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records of an integration that are not settled. */
final class ParkedTable {

    private static final Comparator<Parked> OLDEST_FIRST = Comparator.comparing(Parked::since)
            .thenComparing(parked -> parked.key().side())
            .thenComparing(parked -> parked.key().ref().id());

    private static final String COLUMNS =
            "SELECT p.side, p.ref_id, p.ref_type, p.ref_part, p.state, p.code, p.reason, p.since,"
                    + " p.attempts, p.due_at, p.seen, p.parent_flow, p.parent_id, p.parent_type, p.parent_part"
                    + " FROM tidelock_parked p WHERE p.integration = ? AND p.flow = ? ";
    private static final String OLDEST = " ORDER BY p.since, p.side, p.ref_id LIMIT ?";
    private static final String BY_REF = COLUMNS + "AND p.side = ? AND p.ref_id IN (?)";
    private static final String ALL = COLUMNS + OLDEST;
    private static final String BY_CODE = COLUMNS + "AND p.code = ?" + OLDEST;
    private static final String DUE = COLUMNS + "AND p.state <> 1 AND p.due_at <= ?" + OLDEST;

    /** A parent is linked itself, or as what it was merged into. */
    private static final String WOKEN = COLUMNS + "AND p.state = 1 AND (EXISTS (SELECT 1 FROM tidelock_link l"
            + " WHERE l.integration = p.integration AND l.flow = p.parent_flow AND l.source_id = p.parent_id"
            + " AND l.source_type = p.parent_type AND l.source_part = p.parent_part)"
            + " OR EXISTS (SELECT 1 FROM tidelock_alias a JOIN tidelock_link l ON l.integration = a.integration"
            + " AND l.flow = a.flow AND l.source_id = a.now_id AND l.source_type = a.now_type"
            + " AND l.source_part = a.now_part WHERE a.integration = p.integration AND a.flow = p.parent_flow"
            + " AND a.side = 0 AND a.ref_id = p.parent_id AND a.ref_type = p.parent_type"
            + " AND a.ref_part = p.parent_part))" + OLDEST;

    private static final String NEXT = "SELECT due_at FROM tidelock_parked WHERE integration = ? AND flow = ?"
            + " AND state <> 1 ORDER BY due_at LIMIT 1";
    private static final String COUNT =
            "SELECT code, count(*) FROM tidelock_parked WHERE integration = ? AND flow = ? GROUP BY code";
    private static final String WAKE =
            "UPDATE tidelock_parked SET due_at = ?" + " WHERE integration = ? AND flow = ? AND code = ? AND due_at > ?";
    private static final String RELEASE = "UPDATE tidelock_parked SET due_at = ?"
            + " WHERE integration = ? AND flow = ? AND state = 2 AND due_at > ?";
    private static final String KEY =
            "integration = ? AND flow = ? AND side = ? AND ref_id = ? AND ref_type = ?" + " AND ref_part = ?";
    private static final String PARK =
            "INSERT INTO tidelock_parked (integration, flow, side, ref_id, ref_type, ref_part, state, code, reason,"
                    + " since, due_at, attempts, seen, parent_flow, parent_id, parent_type, parent_part) VALUES (?, ?, ?,"
                    + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (integration, flow, side, ref_id, ref_type,"
                    + " ref_part) DO UPDATE SET state = excluded.state, code = excluded.code, reason = excluded.reason,"
                    + " since = excluded.since, due_at = excluded.due_at, attempts = excluded.attempts, seen ="
                    + " excluded.seen, parent_flow = excluded.parent_flow, parent_id = excluded.parent_id, parent_type ="
                    + " excluded.parent_type, parent_part = excluded.parent_part";

    private final Scope scope;
    private final Session session;

    ParkedTable(Scope scope) {
        this.scope = scope;
        this.session = scope.session();
    }

    Map<RecordRef, Parked> at(String flow, Side side, Collection<RecordRef> refs) throws SQLException {
        int number = scope.names().find(flow);
        List<String> ids = refs.stream().map(RecordRef::id).distinct().toList();
        Map<RecordRef, Parked> found = new LinkedHashMap<>();
        for (Parked parked : session.queryIn(
                BY_REF,
                ids,
                bind -> bind.number(scope.integration()).number(number).number(Numbers.of(side)),
                Bind::texts,
                row -> read(flow, row))) {
            if (refs.contains(parked.key().ref())) {
                found.put(parked.key().ref(), parked);
            }
        }
        return found;
    }

    List<Parked> due(String flow, Instant now, int max) throws SQLException {
        List<Parked> byTime = query(DUE, flow, bind -> bind.moment(now).number(max));
        List<Parked> woken = query(WOKEN, flow, bind -> bind.number(max));
        return Stream.concat(byTime.stream(), woken.stream())
                .sorted(OLDEST_FIRST)
                .limit(max)
                .toList();
    }

    List<Parked> all(String flow, int max) throws SQLException {
        return query(ALL, flow, bind -> bind.number(max));
    }

    List<Parked> withCode(String flow, String code, int max) throws SQLException {
        return query(BY_CODE, flow, bind -> bind.text(code).number(max));
    }

    Optional<Instant> nextDue(String flow) throws SQLException {
        int number = scope.names().find(flow);
        return session.first(NEXT, bind -> bind.number(scope.integration()).number(number), Row::moment);
    }

    Map<String, Integer> countByCode(String flow) throws SQLException {
        int number = scope.names().find(flow);
        Map<String, Integer> counted = new TreeMap<>();
        session.query(
                COUNT,
                bind -> bind.number(scope.integration()).number(number),
                row -> counted.put(row.text(), row.integer()));
        return counted;
    }

    /** Wakes, releases, unparks and parks what a commit says, in this order. */
    void apply(StoreCommit commit) throws SQLException {
        session.each(
                WAKE,
                commit.woken().entrySet(),
                (bind, wake) -> bind.moment(wake.getValue())
                        .number(scope.integration())
                        .number(scope.names().number(wake.getKey().flow()))
                        .text(wake.getKey().code())
                        .moment(wake.getValue()));
        session.each(
                RELEASE,
                commit.released().entrySet(),
                (bind, release) -> bind.moment(release.getValue())
                        .number(scope.integration())
                        .number(scope.names().number(release.getKey()))
                        .moment(release.getValue()));
        session.delete("tidelock_parked", KEY, commit.unparked(), scope::bind);
        session.insert(PARK, commit.parked(), this::row);
    }

    private void row(Bind bind, Parked parked) throws SQLException {
        Parent parent = parked.waitsFor();
        StoredRef source = parent == null ? null : scope.stored(parent.source());
        scope.bind(bind, parked.key());
        bind.number(Numbers.of(parked.state()))
                .text(parked.code())
                .text(parked.reason())
                .moment(parked.since())
                .moment(parked.dueAt())
                .number(parked.attempts())
                .fingerprintOrNull(parked.seen())
                .numberOrNull(parent == null ? null : scope.names().number(parent.flow()))
                .textOrNull(source == null ? null : source.id())
                .numberOrNull(source == null ? null : source.type())
                .textOrNull(source == null ? null : source.part());
    }

    private List<Parked> query(String sql, String flow, Session.Binder more) throws SQLException {
        int number = scope.names().find(flow);
        return session.query(
                sql,
                bind -> {
                    bind.number(scope.integration()).number(number);
                    more.bind(bind);
                },
                row -> read(flow, row));
    }

    private Parked read(String flow, Row row) throws SQLException {
        Parked.Key key = new Parked.Key(flow, Numbers.side(row.integer()), scope.ref(row.ref()));
        return new Parked(
                key,
                Numbers.parkedState(row.integer()),
                row.text(),
                row.text(),
                row.moment(),
                row.integer(),
                row.moment(),
                row.fingerprintOrNull(),
                parent(row));
    }

    private @Nullable Parent parent(Row row) throws SQLException {
        Integer flow = row.integerOrNull();
        StoredRef source = row.refOrNull();
        return flow == null || source == null ? null : new Parent(scope.names().name(flow), scope.ref(source));
    }
}
