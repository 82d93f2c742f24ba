package io.tidelock.answers;

import io.tidelock.record.Field;
import io.tidelock.record.Side;
import java.io.IOException;
import java.io.Reader;

/**
 * Takes pairs over that somebody linked before: another product, an export, the integration's predecessor. Stores links and
 * nothing else, and writes to no system; what the pairs differ in is settled later, as the plan says for a first link. May be
 * repeated: what is linked already stays. Waits for the pass under way.
 */
public interface Adoption {

    /**
     * Links every source record with the record of the other side by a property that holds an id. Reads everything the source
     * holds.
     *
     * @param holder the side whose records have the property; it holds the id of the other side's record
     * @param property the property; at the target one by which records can be looked up
     * @throws IllegalArgumentException if they cannot, or if the flow takes records apart
     * @throws io.tidelock.connector.ConnectorException what to do about a system's failure; what was linked stays
     */
    AdoptionReport fromProperty(Side holder, Field property);

    /**
     * Links the pairs of a table: in each line the source's id and the target's id, between them a comma, a semicolon or a tab,
     * each in quotes or not. Reads both records of each pair, in bulk. Empty lines say nothing; a line of headings is reported as
     * missing.
     *
     * @param csv is read line by line, and left open
     * @throws IOException if it cannot be read; what was linked stays
     * @throws IllegalArgumentException if the flow takes records apart
     * @throws io.tidelock.connector.ConnectorException what to do about a system's failure; what was linked stays
     */
    AdoptionReport fromPairs(Reader csv) throws IOException;
}
