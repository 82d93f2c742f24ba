package io.tidelock.jdbc;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What records of an integration that were merged away are now. */
final class AliasTable {

    private static final String BY_REF =
            "SELECT ref_id, ref_type, ref_part, now_id, now_type, now_part FROM tidelock_alias"
                    + " WHERE integration = ? AND flow = ? AND side = ? AND ref_id IN (?)";
    private static final String FOLLOW = "UPDATE tidelock_alias SET now_id = ?, now_type = ?, now_part = ?"
            + " WHERE integration = ? AND flow = ? AND side = ? AND now_id = ? AND now_type = ? AND now_part = ?";
    private static final String PUT = "INSERT INTO tidelock_alias (integration, flow, side, ref_id, ref_type, ref_part,"
            + " now_id, now_type, now_part) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (integration, flow, side, ref_id, ref_type, ref_part) DO UPDATE SET"
            + " now_id = excluded.now_id, now_type = excluded.now_type, now_part = excluded.now_part";
    private static final String IS_THERE = "DELETE FROM tidelock_alias WHERE integration = ? AND flow = ? AND side = ?"
            + " AND ref_id = ? AND ref_type = ? AND ref_part = ?";

    private final Scope scope;
    private final Session session;

    AliasTable(Scope scope) {
        this.scope = scope;
        this.session = scope.session();
    }

    Map<RecordRef, RecordRef> at(String flow, Side side, Collection<RecordRef> refs) throws SQLException {
        int number = scope.names().find(flow);
        List<String> ids = refs.stream().map(RecordRef::id).distinct().toList();
        Map<RecordRef, RecordRef> found = new LinkedHashMap<>();
        session.queryIn(
                BY_REF,
                ids,
                bind -> bind.number(scope.integration()).number(number).number(Numbers.of(side)),
                Bind::texts,
                row -> found.put(scope.ref(row.ref()), scope.ref(row.ref())));
        found.keySet().retainAll(refs);
        return found;
    }

    /** One after the other: whatever was merged into an absorbed record before is the survivor now. */
    void apply(StoreCommit commit) throws SQLException {
        for (Map.Entry<Parked.Key, RecordRef> alias : commit.aliases().entrySet()) {
            Parked.Key absorbed = alias.getKey();
            StoredRef survivor = scope.stored(alias.getValue());
            session.change(FOLLOW, bind -> {
                bind.ref(survivor);
                scope.bind(bind, absorbed);
            });
            session.change(PUT, bind -> {
                scope.bind(bind, absorbed);
                bind.ref(survivor);
            });
            session.change(
                    IS_THERE,
                    bind -> scope.bind(bind, new Parked.Key(absorbed.flow(), absorbed.side(), alias.getValue())));
        }
    }
}
