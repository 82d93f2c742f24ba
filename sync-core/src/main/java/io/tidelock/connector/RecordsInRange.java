package io.tidelock.connector;

import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists the records of which a date or moment lies in a range, whenever they were changed: the appointments of the next
 * days, the invoices of a month.
 *
 * <p>May come from an index that lags. May show a record twice; must not leave one out that lies in the range from before
 * the first page until after the last.
 */
public interface RecordsInRange {

    /** Tells whether the records can be listed by a field. Makes no call. */
    boolean by(Field field);

    /**
     * Returns a page of the records in a range, without the archived ones.
     *
     * @param after the {@link RangePage#next()} of the page before, of the same range, on any node and after any restart;
     *     null for the first page
     * @param fields the fields the caller reads; the connector may show more
     * @return at most the vendor's page size; empty pages with a next one are ordinary
     * @throws RequestRejectedException also if the page text is no longer good: the range is then listed from its beginning
     * @throws ConnectorException what the caller should do about the failure; the page may be asked for again
     */
    RangePage inRange(Range range, @Nullable String after, Set<String> fields);

    /**
     * A range of dates or moments.
     *
     * @param field the field that must lie in it
     * @param from the first value in it: a date for a field of dates, a moment for a field of moments
     * @param to the first value behind it, of the same kind
     */
    record Range(Field field, Value from, Value to) {}

    /**
     * One page of a range.
     *
     * @param records what lies in it
     * @param next where the next page begins, text of the connector's own of at most 4,000 characters; empty on the last
     */
    record RangePage(List<Record> records, Optional<String> next) {
        /** Copies the list. */
        public RangePage {
            records = List.copyOf(records);
        }
    }
}
