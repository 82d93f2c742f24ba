package io.tidelock.answers;

import java.time.Instant;
import java.util.Optional;

/**
 * The first thing that keeps a record from being settled in a flow, or that nothing does.
 *
 * @param flow the flow; empty where the record's type is in none
 * @param code the stable code; {@link #NOTHING_TO_DO}, {@link #DUE} and {@link #NOT_SEEN} say that nothing is in the way
 * @param reason a sentence for a person, without field values
 * @param remedy what to do; empty for nothing
 * @param until when it is looked at again by itself; empty when an edit, a person or another record must come first
 */
public record Obstacle(String flow, String code, String reason, String remedy, Optional<Instant> until) {

    /** The record is settled. */
    public static final String NOTHING_TO_DO = "NOTHING_TO_DO";

    /** The next pass that looks at it writes something. */
    public static final String DUE = "DUE";

    /** Nothing is known of it yet; the pass that sees it takes it. */
    public static final String NOT_SEEN = "NOT_SEEN";

    /** Tells whether anything is in the way. */
    public boolean blocks() {
        return !code.equals(NOTHING_TO_DO) && !code.equals(DUE) && !code.equals(NOT_SEEN);
    }

    @Override
    public String toString() {
        return (flow.isEmpty() ? "" : flow + ": ")
                + code
                + ", "
                + reason
                + until.map(at -> "; looked at again at " + at).orElse("")
                + (remedy.isEmpty() ? "" : ". " + remedy);
    }
}
