package io.tidelock.examples.killed;

import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.FakeServer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Kills a process at one of its requests: before the server sees it, before the answer goes out, or a little later. */
final class Trap implements AutoCloseable {

    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private @Nullable Aim aim;
    private @Nullable Future<?> blow;

    /** When to strike, seen from a request. */
    enum Moment {
        UNSEEN,
        UNANSWERED,
        ANSWERED
    }

    /**
     * What to strike at.
     *
     * @param victim the process
     * @param after how many of its requests to let pass
     * @param writesOnly whether only requests that change something count
     * @param moment when to strike at the one after them
     * @param delay how long after the answer, if it is to be answered
     */
    record Aim(ForkedSync victim, int after, boolean writesOnly, Moment moment, Duration delay) {}

    synchronized void arm(Aim next) {
        aim = next;
    }

    /** Waits for a blow that is on its way; afterwards nothing strikes until it is armed again. */
    void disarm() {
        Future<?> onItsWay;
        synchronized (this) {
            aim = null;
            onItsWay = blow;
        }
        if (onItsWay != null) {
            try {
                onItsWay.get();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    synchronized boolean isArmed() {
        return aim != null;
    }

    FakeServer before(FakeServer server) {
        return request -> answer(request, server);
    }

    private FakeResponse answer(FakeRequest request, FakeServer server) {
        Aim struck = strike(request);
        if (struck == null) {
            return server.handle(request);
        }
        if (struck.moment() == Moment.UNSEEN) {
            struck.victim().kill();
            return FakeResponse.empty(503); // to nobody
        }
        FakeResponse answer = server.handle(request);
        if (struck.moment() == Moment.UNANSWERED) {
            struck.victim().kill();
        } else {
            killLater(struck.victim(), struck.delay());
        }
        return answer;
    }

    synchronized void killLater(ForkedSync victim, Duration delay) {
        blow = later.schedule(victim::kill, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized @Nullable Aim strike(FakeRequest request) {
        Aim armed = aim;
        if (armed == null || (armed.writesOnly() && !writes(request))) {
            return null;
        }
        if (armed.after() > 0) {
            aim = new Aim(armed.victim(), armed.after() - 1, armed.writesOnly(), armed.moment(), armed.delay());
            return null;
        }
        aim = null;
        return armed;
    }

    private static boolean writes(FakeRequest request) {
        String path = request.path();
        return !request.method().equals("GET") && !path.endsWith("/search") && !path.endsWith("/batch/read");
    }

    @Override
    public void close() {
        disarm();
        later.shutdownNow();
    }
}
