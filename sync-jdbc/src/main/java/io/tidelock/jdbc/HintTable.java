package io.tidelock.jdbc;

import io.tidelock.record.RecordRef;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredHint;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The records of an integration that somebody said may have changed. */
final class HintTable {

    private static final String OLDEST =
            "SELECT n.name, h.ref_id, h.ref_type, h.ref_part, h.number, h.at FROM tidelock_hint h"
                    + " JOIN tidelock_name n ON n.id = h.feed WHERE h.integration = ?"
                    + " ORDER BY h.at, n.name, h.ref_type, h.ref_id, h.ref_part LIMIT ?";
    private static final String ABOUT = "SELECT number, at FROM tidelock_hint WHERE integration = ? AND feed = ?"
            + " AND ref_id = ? AND ref_type = ? AND ref_part = ?";
    private static final String COUNT = "SELECT count(*) FROM tidelock_hint WHERE integration = ?";
    private static final String KEY =
            "integration = ? AND feed = ? AND ref_id = ? AND ref_type = ? AND ref_part = ? AND number = ? AND at = ?";
    private static final String PUT =
            "INSERT INTO tidelock_hint (integration, feed, ref_id, ref_type, ref_part, number, at) VALUES (?, ?, ?, ?,"
                    + " ?, 1, ?) ON CONFLICT (integration, feed, ref_id, ref_type, ref_part) DO UPDATE SET number ="
                    + " tidelock_hint.number + 1, at = excluded.at";

    private final Scope scope;
    private final Session session;

    HintTable(Scope scope) {
        this.scope = scope;
        this.session = scope.session();
    }

    List<StoredHint> oldest(int max) throws SQLException {
        return session.query(
                OLDEST,
                bind -> bind.number(scope.integration()).number(max),
                row -> new StoredHint(row.text(), scope.ref(row.ref()), row.number(), row.moment()));
    }

    Optional<StoredHint> about(String feed, RecordRef ref) throws SQLException {
        int name = scope.names().find(feed);
        int type = scope.names().find(ref.type().name());
        return session.first(
                ABOUT,
                bind -> bind.number(scope.integration()).number(name).ref(new StoredRef(ref.id(), type, ref.part())),
                row -> new StoredHint(feed, ref, row.number(), row.moment()));
    }

    int count() throws SQLException {
        return session.first(COUNT, bind -> bind.number(scope.integration()), Row::integer)
                .orElse(0);
    }

    /** Takes out what was not said again meanwhile, and puts what is said now. */
    void apply(StoreCommit commit) throws SQLException {
        session.delete(
                "tidelock_hint",
                KEY,
                commit.takenHints(),
                (bind, hint) -> bind.number(scope.integration())
                        .number(scope.names().number(hint.feed()))
                        .ref(scope.stored(hint.ref()))
                        .number(hint.number())
                        .moment(hint.at()));
        session.insert(
                PUT,
                commit.hints().entrySet(),
                (bind, hint) -> bind.number(scope.integration())
                        .number(scope.names().number(hint.getKey().feed()))
                        .ref(scope.stored(hint.getKey().ref()))
                        .moment(hint.getValue()));
    }
}
