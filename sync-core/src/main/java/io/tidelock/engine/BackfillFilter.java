package io.tidelock.engine;

import io.tidelock.connector.RequestRejectedException;
import io.tidelock.mapping.Condition;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Cursor;
import io.tidelock.record.Record;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Says by which filter a backfill goes, as it is stored: by name and version, since what it decides is the host's code and
 * survives no restart.
 */
record BackfillFilter(String name, int version) {

    private static final String FORMAT = "filter1";

    static BackfillFilter of(Condition condition) {
        return new BackfillFilter(condition.name(), condition.version());
    }

    /** Returns what stands for no filter. */
    static Cursor none() {
        return Cursor.of(FORMAT);
    }

    /** Returns this as text that {@link #of(Cursor)} reads, also in later releases. */
    Cursor cursor() {
        return Cursor.of(FORMAT + " " + version + " " + name);
    }

    /**
     * Reads which filter it is; empty for none.
     *
     * @throws IllegalStateException if a newer release wrote it
     */
    static Optional<BackfillFilter> of(Cursor cursor) {
        String[] words = cursor.text().split(" ", 3);
        if (!words[0].equals(FORMAT) || words.length == 2) {
            throw new IllegalStateException("A backfill's filter is of another release: version " + words[0]
                    + ", this one reads " + FORMAT + "; run the newer release");
        }
        return words.length == 1
                ? Optional.empty()
                : Optional.of(new BackfillFilter(words[2], Integer.parseInt(words[1])));
    }

    /**
     * Returns what it decides.
     *
     * @param given the filters of the engine, by name
     * @throws RequestRejectedException if it is not among them, or in another version: the backfill waits for it
     */
    Predicate<Record> among(Map<String, Condition> given, Flow flow) {
        Condition condition = given.get(name);
        if (condition == null) {
            throw waits(flow, "FILTER_UNKNOWN", "this engine was not given it; give it with backfillFilter(…)");
        } else if (condition.version() != version) {
            throw waits(
                    flow,
                    "FILTER_CHANGED",
                    "this engine has its version " + condition.version() + "; begin anew with it");
        }
        return record -> holds(condition, record, flow);
    }

    /** Whoever cannot be asked is not left out in silence, and is not let in: the backfill stays before its page. */
    private boolean holds(Condition condition, Record record, Flow flow) {
        try {
            return condition.holds(record);
        } catch (RuntimeException broken) { // the host's code
            throw waits(
                    flow,
                    "FILTER_FAILED",
                    "it failed for " + record.ref() + " with "
                            + broken.getClass().getSimpleName());
        }
    }

    private RequestRejectedException waits(Flow flow, String code, String why) {
        return new RequestRejectedException(
                "The backfill of " + flow.id() + " waits for its filter \"" + name + "\", version " + version + ": "
                        + why + ", or stop the backfill",
                0,
                code,
                Map.of());
    }
}
