package io.tidelock.connector;

import io.tidelock.record.Schema;
import java.util.List;

/**
 * Checks the properties, groups and pipelines that a plan needs, and creates what is missing. Touches nothing that the plan
 * does not name: no pipeline, stage or property of others is changed, moved or removed.
 */
public interface SchemaOwner {

    /**
     * Compares what is there with what is needed.
     *
     * @return every difference, in the order of the schema; empty when all is well
     * @throws ConnectorException what the caller should do about the failure
     */
    List<SchemaDifference> check(Schema needed);

    /**
     * Creates what is missing and leaves what is different.
     *
     * @return the differences that remain, for a person to settle; empty when all is well
     * @throws ConnectorException what the caller should do about the failure; calling again goes on where it stopped
     */
    List<SchemaDifference> provision(Schema needed);
}
