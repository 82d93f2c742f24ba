package io.tidelock.connector;

import io.tidelock.record.Cursor;
import java.time.Instant;
import java.util.Set;

/**
 * Tells what changed, page by page, after a cursor.
 *
 * <p>A feed may repeat changes as often as it likes, in any order; it must not skip one: whatever changed after {@link
 * #since} was called is shown at least once as long as the pages are asked for.
 */
public interface ChangeFeed {

    /**
     * Returns the cursor from which the feed shows what was created or changed at or after the instant. Makes no call.
     *
     * @param start on the vendor's clock; {@link Instant#EPOCH} for everything there is
     */
    Cursor since(Instant start);

    /**
     * Returns the next page after a cursor.
     *
     * @param after as {@link #since} or an earlier page gave it
     * @param fields the fields the caller reads; a feed may show more
     * @return at most the vendor's page size; with {@link ChangePage#more()} false the feed is caught up
     * @throws StartOverException if the cursor cannot be read, such as one of a version that is no longer known; every other
     *     cursor that an earlier release gave is understood
     * @throws ConnectorException what the caller should do about the failure; the page may be asked for again
     */
    ChangePage changesAfter(Cursor after, Set<String> fields);
}
