package io.tidelock.testkit;

/**
 * Is told of every call to an {@link InMemorySystem}, on the calling thread, and may do what happens in the meantime: edit
 * or merge records, move a clock, or throw what takes the caller down.
 */
public interface CallWatcher {

    /** Is called before anything is read or written; what it throws reaches the caller, and nothing is done. */
    default void before(Call call) {}

    /** Is called once everything is read or written; what it throws reaches the caller instead of the answer. */
    default void after(Call call) {}
}
