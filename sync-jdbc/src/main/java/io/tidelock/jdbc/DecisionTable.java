package io.tidelock.jdbc;

import io.tidelock.record.RecordRef;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredDecision;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What records of an integration were decided to become. */
final class DecisionTable {

    private static final String BY_REF = "SELECT ref_id, ref_type, ref_part, value FROM tidelock_decision"
            + " WHERE integration = ? AND decision = ? AND ref_id IN (?)";
    private static final String PUT =
            "INSERT INTO tidelock_decision (integration, decision, ref_id, ref_type, ref_part, value) VALUES (?, ?, ?,"
                    + " ?, ?, ?) ON CONFLICT (integration, decision, ref_id, ref_type, ref_part) DO NOTHING";

    private final Scope scope;
    private final Packing packing;

    DecisionTable(Scope scope) {
        this.scope = scope;
        this.packing = new Packing(scope);
    }

    Map<RecordRef, StoredDecision> about(String decision, Collection<RecordRef> sources) throws SQLException {
        int number = scope.names().find(decision);
        List<String> ids = sources.stream().map(RecordRef::id).distinct().toList();
        Map<RecordRef, StoredDecision> found = new LinkedHashMap<>();
        scope.session()
                .queryIn(BY_REF, ids, bind -> bind.number(scope.integration()).number(number), Bind::texts, row -> {
                    RecordRef source = scope.ref(row.ref());
                    return found.put(source, packing.decision(decision, source, row.bytes()));
                });
        found.keySet().retainAll(sources);
        return found;
    }

    /** Of two decisions of one name about one record the first stands. */
    void apply(StoreCommit commit) throws SQLException {
        scope.session()
                .each(
                        PUT,
                        commit.decisions(),
                        (bind, decision) -> bind.number(scope.integration())
                                .number(scope.names().number(decision.decision()))
                                .ref(scope.stored(decision.source()))
                                .bytes(packing.pack(decision)));
    }
}
