package io.tidelock.jdbc;

import io.tidelock.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the failures of a database mean. */
final class Failures {

    private static final String CONNECTION = "08";
    private static final Set<String> CUT_OFF = Set.of("57P01", "57P02", "57P03");
    private static final Set<String> MADE_TO_WAIT = Set.of("40001", "40P01", "55P03");

    private static final String UNIQUE = "23505";
    private static final int SQLITE_CONSTRAINT = 19;

    private Failures() {}

    /**
     * Says that the store is not there now. A driver's message can hold what was to be stored, so only those of SQLite, which
     * do not, and those about connections are kept.
     */
    static StoreUnavailableException unavailable(String what, SQLException failed) {
        String message = "Could not " + what + " the store (" + code(failed)
                + "): look at the database, its disk and the connection to it; the next pass goes on by itself";
        return new StoreUnavailableException(message, isSilent(failed) ? failed : null);
    }

    private static String code(SQLException failed) {
        String state = failed.getSQLState();
        return state == null ? failed.getClass().getSimpleName() + " " + failed.getErrorCode() : "SQLState " + state;
    }

    private static boolean isSilent(SQLException failed) {
        return lostConnection(failed) || failed.getClass().getName().startsWith("org.sqlite.");
    }

    static boolean lostConnection(SQLException failed) {
        String state = failed.getSQLState();
        return state != null && (state.startsWith(CONNECTION) || CUT_OFF.contains(state));
    }

    /** Tells whether nothing was done and the same may be done again at once. */
    static boolean isWorthAnotherTry(SQLException failed) {
        return lostConnection(failed) || is(failed.getSQLState(), MADE_TO_WAIT);
    }

    /** Tells whether what was to be stored contradicts something that is there. */
    static boolean isContradiction(SQLException failed) {
        String state = failed.getSQLState();
        return state == null ? failed.getErrorCode() == SQLITE_CONSTRAINT : state.equals(UNIQUE);
    }

    private static boolean is(@Nullable String state, Set<String> states) {
        return state != null && states.contains(state);
    }
}
