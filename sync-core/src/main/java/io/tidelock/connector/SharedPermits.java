package io.tidelock.connector;

import java.time.Duration;

/**
 * Hands out, in blocks, the calls that several processes may make together within the windows of one account. Thread-safe.
 */
@FunctionalInterface
public interface SharedPermits {

    /**
     * Takes calls of a window. In any span of the window's length all processes together get at most its permits.
     *
     * @param lane the lane that the window counts, {@code *} for all calls
     * @param window its length
     * @param permits how many calls it allows
     * @param wanted how many this process would like, at least 1
     * @throws RuntimeException if nobody can be asked now; then no call is made
     */
    Block take(String lane, Duration window, int permits, int wanted);

    /**
     * Some calls for one process.
     *
     * @param calls how many; 0 if there are none now
     * @param lasts for how long from when they were asked for; what is not used until then is lost. With no calls: when to
     *     ask again
     */
    record Block(int calls, Duration lasts) {}
}
