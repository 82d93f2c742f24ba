package io.tidelock.jdbc;

import io.tidelock.record.Cursor;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.StoredPlan;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pass asks about an integration of which nothing is left over, as one statement saw it: what there is a row or two of,
 * and whether there is anything of the rest.
 *
 * @param plan which plan it runs by; null before its first pass
 * @param activations since when its flows are active
 * @param parking the flows that have parked records
 * @param positions how far its feeds were read
 * @param intents whether an intent is open
 * @param hints whether there are hints
 */
record Glance(
        @Nullable StoredPlan plan,
        Map<String, Instant> activations,
        Set<String> parking,
        Map<String, FeedPosition> positions,
        boolean intents,
        boolean hints) {

    private static final String SQL =
            "SELECT 0 AS kind, 0 AS name, plan_fingerprint AS text, CAST(plan_revision AS BIGINT) AS one,"
                    + " CAST(plan_key AS BIGINT) AS two FROM tidelock_integration WHERE id = ? AND plan_revision IS NOT NULL"
                    + " UNION ALL SELECT 1, a.flow, NULL, a.at, CASE WHEN EXISTS (SELECT 1 FROM tidelock_parked p"
                    + " WHERE p.integration = a.integration AND p.flow = a.flow) THEN 1 ELSE 0 END"
                    + " FROM tidelock_activation a WHERE a.integration = ?"
                    + " UNION ALL SELECT 2, feed, cursor, read_at, caught_up FROM tidelock_position WHERE integration = ?"
                    + " UNION ALL SELECT 3, 0, NULL, 0, 0 WHERE EXISTS (SELECT 1 FROM tidelock_intent WHERE integration = ?)"
                    + " UNION ALL SELECT 4, 0, NULL, 0, 0 WHERE EXISTS (SELECT 1 FROM tidelock_hint WHERE integration = ?)";

    /** Looks. */
    static Glance at(Scope scope) throws SQLException {
        int id = scope.integration();
        Sorted rows = new Sorted(scope);
        scope.session()
                .query(
                        SQL,
                        bind -> bind.number(id).number(id).number(id).number(id).number(id),
                        rows::take);
        return rows.glance();
    }

    /** Tells whether nothing of a flow is parked; not of one that was never active, since a person can ask for records of it. */
    boolean parksNothing(String flow) {
        return activations.containsKey(flow) && !parking.contains(flow);
    }

    /**
     * Returns how far a feed was read; empty if it never was. Nothing is known of what is under way: a person can end it.
     */
    Optional<FeedPosition> caughtUp(String feed) {
        return Optional.ofNullable(positions.get(feed)).filter(FeedPosition::caughtUp);
    }

    boolean isUnderWay(String feed) {
        FeedPosition position = positions.get(feed);
        return position != null && !position.caughtUp();
    }

    /** Returns what there is once feeds moved on, and nothing else happened. */
    Glance moved(Map<String, FeedPosition> to) {
        Map<String, FeedPosition> all = new HashMap<>(positions);
        all.putAll(to);
        return new Glance(plan, activations, parking, all, intents, hints);
    }

    /** Sorts rows by what they tell of. */
    private static final class Sorted {
        private final Scope scope;
        private final Map<String, Instant> activations = new HashMap<>();
        private final Set<String> parking = new HashSet<>();
        private final Map<String, FeedPosition> positions = new HashMap<>();
        private @Nullable StoredPlan plan;
        private boolean intents;
        private boolean hints;

        Sorted(Scope scope) {
            this.scope = scope;
        }

        boolean take(Row row) throws SQLException {
            int kind = row.integer();
            int name = row.integer();
            String text = String.valueOf(row.textOrNull());
            switch (kind) {
                case 0 -> plan = new StoredPlan(row.integer(), text, row.integer());
                case 1 -> flow(scope.names().name(name), row.moment(), row.flag());
                case 2 ->
                    positions.put(
                            scope.names().name(name), new FeedPosition(Cursor.of(text), row.moment(), row.flag()));
                case 3 -> intents = true;
                default -> hints = true;
            }
            return true;
        }

        private void flow(String flow, Instant activatedAt, boolean parks) {
            activations.put(flow, activatedAt);
            if (parks) {
                parking.add(flow);
            }
        }

        Glance glance() {
            return new Glance(plan, activations, parking, positions, intents, hints);
        }
    }
}
