package io.tidelock.ringostat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Lets two threads run one at a time: whenever one looks at its clock, the other goes on. An engine does so before each call to a
 * system and whenever it notes something down; so between what one looks up and what it writes, the other has been there, and yet
 * each run is the same.
 */
final class Turns {

    private final List<Semaphore> turn = List.of(new Semaphore(0), new Semaphore(0));
    private final boolean[] plays = new boolean[2];

    /** Runs both to their ends; what one of them throws comes out of it. */
    void play(Runnable first, Runnable second) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        plays[0] = true;
        plays[1] = true;
        Future<?> one = threads.submit(() -> play(0, first));
        Future<?> two = threads.submit(() -> play(1, second));
        threads.shutdown();
        turn.get(0).release();
        one.get();
        two.get();
    }

    private void play(int me, Runnable part) {
        turn.get(me).acquireUninterruptibly();
        try {
            part.run();
        } finally {
            plays[me] = false;
            turn.get(1 - me).release();
        }
    }

    private void give(int me) {
        if (plays[1 - me]) {
            turn.get(1 - me).release();
            turn.get(me).acquireUninterruptibly();
        }
    }

    /** Returns the clock of one of them, who gives the turn away before being told the time. */
    Clock clock(int me, Clock clock) {
        return new Clock() {
            @Override
            public Instant instant() {
                give(me);
                return clock.instant();
            }

            @Override
            public ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return clock.withZone(zone);
            }
        };
    }
}
