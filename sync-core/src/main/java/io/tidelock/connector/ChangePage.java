package io.tidelock.connector;

import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import java.util.List;

/**
 * One page of changes.
 *
 * @param changes what was seen; empty pages are ordinary, also with {@code more}
 * @param next where to go on once every change of this page has a durable fate
 * @param more whether there is more to read right away; false when caught up
 */
public record ChangePage(List<Change> changes, Cursor next, boolean more) {

    /** Copies the list. */
    public ChangePage {
        changes = List.copyOf(changes);
    }
}
