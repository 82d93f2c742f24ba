package io.tidelock.jdbc;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.LinkState;
import io.tidelock.store.StoredLink;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The links of an integration. */
final class LinkTable {

    private static final String SELECT =
            "SELECT source_id, source_type, source_part, target_id, target_type, target_part,"
                    + " state, shared, key_id, value FROM ";
    private static final String OF_FLOW = " WHERE integration = ? AND flow = ? ";
    private static final String COLUMNS = SELECT + "tidelock_link" + OF_FLOW;
    private static final String FIRST = COLUMNS + "ORDER BY source_id, source_type, source_part LIMIT ?";
    private static final String AFTER = COLUMNS + "AND (source_id, source_type, source_part) > (?, ?, ?)"
            + " ORDER BY source_id, source_type, source_part LIMIT ?";

    private final Scope scope;
    private final Session session;
    private final Packing packing;
    private final String bySource;
    private final String byTarget;
    private final String count;
    private final String sharing;

    LinkTable(Scope scope) {
        this.scope = scope;
        this.session = scope.session();
        this.packing = new Packing(scope);
        this.bySource =
                SELECT + session.table("tidelock_link", "tidelock_link_source") + OF_FLOW + "AND source_id IN (?)";
        this.byTarget = SELECT + session.table("tidelock_link", "tidelock_link_target") + OF_FLOW
                + "AND shared = 0 AND target_id IN (?)";
        this.count = "SELECT key_id, count(*) FROM " + session.table("tidelock_link", "tidelock_link_key") + OF_FLOW
                + "AND state = 0 GROUP BY key_id";
        this.sharing = "SELECT target_id, target_type, target_part, count(*) FROM "
                + session.table("tidelock_link", "tidelock_link_shared") + OF_FLOW
                + "AND shared = 1 AND state = 0 AND target_id IN (?) GROUP BY target_id, target_type, target_part";
    }

    /** Returns the links under an end; one that shares its target stands under its source only. */
    Map<RecordRef, StoredLink> at(String flow, Side side, Collection<RecordRef> refs) throws SQLException {
        Map<RecordRef, StoredLink> found = new LinkedHashMap<>();
        List<String> ids = refs.stream().map(RecordRef::id).distinct().toList();
        for (StoredLink link : query(side == Side.SOURCE ? bySource : byTarget, flow, ids)) {
            if (refs.contains(link.ref(side))) {
                found.put(link.ref(side), link);
            }
        }
        return found;
    }

    Map<RecordRef, List<StoredLink>> parts(String flow, Collection<RecordRef> wholes) throws SQLException {
        Map<RecordRef, List<StoredLink>> found = new LinkedHashMap<>();
        List<String> ids = wholes.stream().map(RecordRef::id).distinct().toList();
        for (StoredLink link : query(bySource, flow, ids)) {
            if (wholes.contains(link.source().whole())) {
                found.computeIfAbsent(link.source().whole(), whole -> new ArrayList<>())
                        .add(link);
            }
        }
        return found;
    }

    private List<StoredLink> query(String sql, String flow, List<String> ids) throws SQLException {
        int number = scope.names().find(flow);
        return session.queryIn(
                sql, ids, bind -> bind.number(scope.integration()).number(number), Bind::texts, row -> read(flow, row));
    }

    List<StoredLink> walk(String flow, @Nullable RecordRef after, int max) throws SQLException {
        int number = scope.names().find(flow);
        if (after == null) {
            return session.query(
                    FIRST,
                    bind -> bind.number(scope.integration()).number(number).number(max),
                    row -> read(flow, row));
        }
        StoredRef last =
                new StoredRef(after.id(), scope.names().find(after.type().name()), after.part());
        return session.query(
                AFTER,
                bind -> bind.number(scope.integration())
                        .number(number)
                        .ref(last)
                        .number(max),
                row -> read(flow, row));
    }

    Map<Integer, Long> countLive(String flow) throws SQLException {
        int number = scope.names().find(flow);
        Map<Integer, Long> counted = new TreeMap<>();
        session.query(
                count,
                bind -> bind.number(scope.integration()).number(number),
                row -> counted.put(row.integer(), row.number()));
        return counted;
    }

    Map<RecordRef, Integer> countSharing(String flow, Collection<RecordRef> targets) throws SQLException {
        int number = scope.names().find(flow);
        Map<RecordRef, Integer> counted = new LinkedHashMap<>();
        session.queryIn(
                sharing,
                targets.stream().map(RecordRef::id).distinct().toList(),
                bind -> bind.number(scope.integration()).number(number),
                Bind::texts,
                row -> counted.put(scope.ref(row.ref()), row.integer()));
        counted.keySet().retainAll(targets);
        return counted;
    }

    private StoredLink read(String flow, Row row) throws SQLException {
        RecordRef source = scope.ref(row.ref());
        RecordRef target = scope.ref(row.ref());
        LinkState state = Numbers.linkState(row.integer());
        boolean shared = row.flag();
        return packing.link(flow, source, target, state, shared, row.integer(), row.bytes());
    }
}
