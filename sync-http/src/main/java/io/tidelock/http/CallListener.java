package io.tidelock.http;

/**
 * Hears of every request that went out, so that a host can count and time them. Called on the calling thread, from any
 * thread; has to be quick. What it throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface CallListener {

    /** Hears of one request, once its answer is read or has failed to come. */
    void called(CallEvent event);
}
