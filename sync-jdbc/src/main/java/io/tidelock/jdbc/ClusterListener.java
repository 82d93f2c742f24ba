package io.tidelock.jdbc;

import io.tidelock.engine.SyncReport;
import io.tidelock.record.IntegrationId;

/** Hears what a node of a cluster does: on the thread that made the pass, by several at a time. Must be quick and not throw. */
public interface ClusterListener {

    /** Hears that this node took an integration and begins a pass. */
    default void onBegin(IntegrationId id) {}

    /** Hears that a pass ended, and what it did. */
    default void onEnd(IntegrationId id, SyncReport report) {}

    /** Hears that a pass failed. The integration is tried again by itself, on any node. */
    default void onFailure(IntegrationId id, RuntimeException cause) {}

    /** Hears that this node lost an integration to another one in the middle of a pass; what it had not stored is the other's. */
    default void onLost(IntegrationId id) {}

    /** Hears that this node has an older revision of the plan than another one, and leaves the integration to it. */
    default void onOutdated(IntegrationId id) {}

    /** Hears that the catalog has an integration no more; the cluster does not either. */
    default void onGone(IntegrationId id) {}
}
