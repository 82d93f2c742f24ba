package io.tidelock.hubspot;

import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Links contacts, companies and deals with each other. Every operation may be repeated without harm. Thread-safe.
 *
 * <p>A plain link carries no label. HubSpot keeps one <em>primary</em> company per contact and per deal beside the plain
 * ones; making one primary also makes the plain link.
 *
 * <p>All methods throw a {@link io.tidelock.connector.ConnectorException} that says what to do about a failure; of several
 * calls the earlier may have been applied by then.
 */
public interface HubSpotAssociations {

    /**
     * Links pairs, in ⌈n/1,000⌉ calls for each pair of types.
     *
     * @return the pairs that HubSpot did not link, because one of the records is gone; empty when all is well
     */
    List<Pair> link(Collection<Pair> pairs);

    /**
     * Makes companies the primary ones of contacts or deals, in ⌈n/1,000⌉ calls for each pair of types.
     *
     * @param pairs from a contact or a deal to a company
     * @return the pairs that HubSpot did not link; empty when all is well
     * @throws IllegalArgumentException if a pair has no primary link
     */
    List<Pair> linkPrimary(Collection<Pair> pairs);

    /** Removes all links between the records of each pair, labelled ones too, in ⌈n/100⌉ calls for each pair of types. */
    void unlink(Collection<Pair> pairs);

    /**
     * Returns what records are linked to, in ⌈n/1,000⌉ calls for each type, and more where a record has very many links.
     *
     * @param to the type of the other end
     * @return an entry for each record, in the given order; its links in HubSpot's
     */
    Map<RecordRef, List<RecordRef>> of(Collection<RecordRef> records, RecordType to);

    /**
     * Returns the primary companies of contacts or deals, in as many calls as {@link #of}.
     *
     * @return an entry for each record that has one
     * @throws IllegalArgumentException if a record is neither a contact nor a deal
     */
    Map<RecordRef, RecordRef> primaryCompanies(Collection<RecordRef> records);

    /**
     * Two records to link; HubSpot shows the link from both ends.
     *
     * @param from a contact, a company or a deal
     * @param to another of these
     */
    record Pair(RecordRef from, RecordRef to) {}
}
