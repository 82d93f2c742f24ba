package io.tidelock.engine;

/**
 * Hears what a pass does, while it does it, on the pass's thread. Must be quick and must not throw; what it hears may be
 * heard again after a crash.
 */
public interface SyncListener {

    /** Hears what became of a record; durable a moment later. */
    default void onVerdict(Verdict verdict) {}

    /** Hears that a page was handled: how many records of it were looked at. */
    default void onPage(String feed, int observed) {}

    /** Hears that a pass ended. */
    default void onPass(SyncReport report) {}
}
