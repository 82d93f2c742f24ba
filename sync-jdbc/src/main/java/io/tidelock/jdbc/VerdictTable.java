package io.tidelock.jdbc;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredVerdict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The last verdicts about records of an integration. */
final class VerdictTable {

    private static final String BY_REF = "SELECT ref_id, ref_type, ref_part, code, reason, at FROM tidelock_verdict"
            + " WHERE integration = ? AND flow = ? AND side = ? AND ref_id IN (?)";
    private static final String BY_CODE =
            "SELECT side, ref_id, ref_type, ref_part, code, reason, at FROM tidelock_verdict"
                    + " WHERE integration = ? AND flow = ? AND code = ? ORDER BY at, side, ref_id LIMIT ?";
    private static final String COUNT = "SELECT code, count(*) FROM tidelock_verdict"
            + " WHERE integration = ? AND flow = ? AND side = ? GROUP BY code";
    private static final String KEY =
            "integration = ? AND flow = ? AND side = ? AND ref_id = ? AND ref_type = ? AND ref_part = ?";
    private static final String PUT =
            "INSERT INTO tidelock_verdict (integration, flow, side, ref_id, ref_type, ref_part,"
                    + " code, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (integration, flow, side, ref_id, ref_type, ref_part) DO UPDATE SET"
                    + " code = excluded.code, reason = excluded.reason, at = excluded.at";

    private final Scope scope;
    private final Session session;

    VerdictTable(Scope scope) {
        this.scope = scope;
        this.session = scope.session();
    }

    Map<RecordRef, StoredVerdict> at(String flow, Side side, Collection<RecordRef> refs) throws SQLException {
        int number = scope.names().find(flow);
        List<String> ids = refs.stream().map(RecordRef::id).distinct().toList();
        Map<RecordRef, StoredVerdict> found = new LinkedHashMap<>();
        session.queryIn(
                BY_REF,
                ids,
                bind -> bind.number(scope.integration()).number(number).number(Numbers.of(side)),
                Bind::texts,
                row -> {
                    RecordRef ref = scope.ref(row.ref());
                    Parked.Key key = new Parked.Key(flow, side, ref);
                    return found.put(ref, new StoredVerdict(key, row.text(), row.text(), row.moment()));
                });
        found.keySet().retainAll(refs);
        return found;
    }

    Map<String, Integer> countByCode(String flow, Side side) throws SQLException {
        int number = scope.names().find(flow);
        Map<String, Integer> counted = new TreeMap<>();
        session.query(
                COUNT,
                bind -> bind.number(scope.integration()).number(number).number(Numbers.of(side)),
                row -> counted.put(row.text(), row.integer()));
        return counted;
    }

    List<StoredVerdict> withCode(String flow, String code, int max) throws SQLException {
        int number = scope.names().find(flow);
        return session.query(
                BY_CODE,
                bind -> bind.number(scope.integration())
                        .number(number)
                        .text(code)
                        .number(max),
                row -> {
                    Parked.Key key = new Parked.Key(flow, Numbers.side(row.integer()), scope.ref(row.ref()));
                    return new StoredVerdict(key, row.text(), row.text(), row.moment());
                });
    }

    void apply(StoreCommit commit) throws SQLException {
        session.delete("tidelock_verdict", KEY, said(commit.forgotten()), scope::bind);
        session.insert(PUT, commit.verdicts(), (bind, verdict) -> {
            scope.bind(bind, verdict.key());
            bind.text(verdict.code()).text(verdict.reason()).moment(verdict.at());
        });
    }

    /** Returns the records of which something was said: every new pair has what was said of it forgotten, and hardly one has any. */
    private List<Parked.Key> said(Collection<Parked.Key> records) throws SQLException {
        Map<Line, Set<RecordRef>> lines = new LinkedHashMap<>();
        for (Parked.Key record : records) {
            lines.computeIfAbsent(new Line(record.flow(), record.side()), line -> new LinkedHashSet<>())
                    .add(record.ref());
        }
        List<Parked.Key> said = new ArrayList<>();
        for (Map.Entry<Line, Set<RecordRef>> line : lines.entrySet()) {
            String flow = line.getKey().flow();
            Side side = line.getKey().side();
            if (Occupied.of(scope, flow, side).verdicts()) {
                at(flow, side, line.getValue()).values().forEach(verdict -> said.add(verdict.key()));
            }
        }
        return said;
    }

    /** One side of a flow. */
    private record Line(String flow, Side side) {}
}
