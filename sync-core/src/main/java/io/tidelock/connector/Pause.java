package io.tidelock.connector;

import java.time.Duration;

/** Lets time pass. Injected, so that tests and simulations wait without waiting. */
@FunctionalInterface
public interface Pause {

    /**
     * Returns once the time has passed.
     *
     * @param length zero or more
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    void pause(Duration length) throws InterruptedException;

    /** Returns the pause that makes the calling thread sleep. */
    static Pause sleeping() {
        return length -> Thread.sleep(length.toMillis());
    }
}
