package io.tidelock.engine;

import io.tidelock.record.IntegrationId;

/**
 * Knows a host's integrations. Implemented by the host, the same on each of its nodes.
 *
 * <p>Whichever node gets an integration to run opens it by its id, builds an engine of it ({@link
 * SyncEngine.Builder#integration(Integration)}) on the store that all nodes share, and drops both when it is done: nothing of
 * an integration lives in a node, so that any other can go on. Plan and connectors may be made anew each time; what they are
 * made of, a tenant's settings and credentials, is the host's to keep. While a new revision of a plan is rolled out, nodes
 * that still have the older one get an {@link OutdatedPlanException} and leave the integration to the others.
 */
@FunctionalInterface
public interface IntegrationCatalog {

    /**
     * Opens an integration. Called often, by several threads at a time.
     *
     * @throws IllegalArgumentException if there is no such integration (any more)
     */
    Integration open(IntegrationId id);
}
