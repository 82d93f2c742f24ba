package io.tidelock.examples;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a loop end where it wants when somebody stops the process; the process waits for it, but not for ever. */
final class CtrlC implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch pressed = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    private CtrlC() {}

    static CtrlC listen() {
        CtrlC stop = new CtrlC();
        Runtime.getRuntime().addShutdownHook(new Thread(stop::press, "ctrl-c"));
        return stop;
    }

    void press() {
        pressed.countDown();
        try {
            done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for so long at most; returns at once when somebody stops the process, or has. */
    boolean comesWithin(Duration time) throws InterruptedException {
        return pressed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        done.countDown();
    }
}
