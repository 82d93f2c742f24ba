package io.tidelock.jdbc;

import io.tidelock.record.Side;
import java.sql.SQLException;

/**
 * Which tables hold anything about the records of one side of a flow: hardly a flow has an alias, and most have nothing parked, so
 * that asking for a page of records there is in vain.
 *
 * @param parked whether a record is parked
 * @param verdicts whether there is a verdict about one
 * @param aliases whether one was merged away
 */
record Occupied(boolean parked, boolean verdicts, boolean aliases) {

    private static final String SQL =
            "SELECT " + any("tidelock_parked") + ", " + any("tidelock_verdict") + ", " + any("tidelock_alias");

    private static String any(String table) {
        return "CASE WHEN EXISTS (SELECT 1 FROM " + table + " WHERE integration = ? AND flow = ? AND side = ?)"
                + " THEN 1 ELSE 0 END";
    }

    /** Looks. */
    static Occupied of(Scope scope, String flow, Side side) throws SQLException {
        int number = scope.names().find(flow);
        return scope.session()
                .first(
                        SQL,
                        bind -> {
                            for (int table = 0; table < 3; table++) {
                                bind.number(scope.integration()).number(number).number(Numbers.of(side));
                            }
                        },
                        row -> new Occupied(row.flag(), row.flag(), row.flag()))
                .orElseThrow();
    }
}
