package io.tidelock.connector;

import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists the records whose flag field holds a value: somebody asked for something by setting it.
 *
 * <p>The list may come from an index that lags, so it is a list of hints: each record is read before anything is done.
 */
public interface FlaggedRecords {

    /**
     * Returns a page of the records that seem to hold the value.
     *
     * @param flag the field
     * @param value what it holds, as {@link Value#plain()} writes it
     * @param after the page's {@link FlaggedPage#next()} before, or null for the first page
     * @throws ConnectorException what the caller should do about the failure
     */
    FlaggedPage flagged(Field flag, Value value, @Nullable String after);

    /**
     * One page of flagged records.
     *
     * @param refs the records
     * @param next where the next page starts; empty on the last
     */
    record FlaggedPage(List<RecordRef> refs, Optional<String> next) {
        /** Copies the list. */
        public FlaggedPage {
            refs = List.copyOf(refs);
        }
    }
}
