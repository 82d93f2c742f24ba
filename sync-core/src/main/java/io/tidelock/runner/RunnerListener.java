package io.tidelock.runner;

import io.tidelock.engine.SyncReport;
import io.tidelock.record.IntegrationId;
import java.time.Instant;

/**
 * Hears what a runner does: on the thread that made the pass, vendors on the thread that calls {@link
 * SyncRunner#dispatch()}; by several threads at a time. Must be quick and must not throw.
 */
public interface RunnerListener {

    /** Hears that a pass begins. */
    default void onBegin(IntegrationId id) {}

    /** Hears that a pass ended, and what it did. */
    default void onEnd(IntegrationId id, SyncReport report) {}

    /** Hears that a pass failed, and why. */
    default void onFailure(IntegrationId id, Failure failure) {}

    /** Hears that the catalog has an integration no more; the runner does not either. */
    default void onGone(IntegrationId id) {}

    /** Hears that a call to a vendor hangs, where none did before. */
    default void onHang(String system, Instant since) {}

    /** Hears that no call to a vendor hangs any more. */
    default void onRecovery(String system) {}
}
