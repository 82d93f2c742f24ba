package io.tidelock.examples;

import io.tidelock.testkit.Call;
import io.tidelock.testkit.CallWatcher;
import java.util.concurrent.CountDownLatch;

/** Calls that hang until somebody lets them go. */
record Unanswered(CountDownLatch seen, CountDownLatch answer) implements CallWatcher {

    @Override
    public void before(Call call) {
        seen.countDown();
        try {
            answer.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
