package io.tidelock.testkit.fake;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes a fake answer wrongly on demand: an error instead of the work, or after it, for a number of matching requests.
 * Faults are tried in the order they were added. Thread-safe.
 */
public final class FaultScript {

    private final List<Fault> faults = new ArrayList<>();

    private static final class Fault {
        private final Predicate<? super FakeRequest> matcher;
        private final FakeResponse response;
        private final boolean applyFirst;
        private int left;

        private Fault(Predicate<? super FakeRequest> matcher, FakeResponse response, boolean applyFirst, int times) {
            this.matcher = matcher;
            this.response = response;
            this.applyFirst = applyFirst;
            this.left = times;
        }
    }

    /**
     * Answers the next matching requests with the given response.
     *
     * @param matcher which requests, for instance {@code RequestPattern.of("POST /v1/patients")}
     * @param response the answer given instead of the server's own
     * @param applyFirst whether the server does its work all the same, as when only the answer is lost
     * @param times how many requests, at least 1
     */
    public synchronized void failNext(
            Predicate<? super FakeRequest> matcher, FakeResponse response, boolean applyFirst, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1, was " + times);
        }
        faults.add(new Fault(matcher, response, applyFirst, times));
    }

    /** Answers a request: by the first fault that matches, else by the server. */
    public FakeResponse answer(FakeRequest request, FakeServer server) {
        Optional<Fault> fault = take(request);
        if (fault.isEmpty()) {
            return server.handle(request);
        }
        if (fault.get().applyFirst) {
            server.handle(request);
        }
        return fault.get().response;
    }

    /** Returns how many faults are still to come. */
    public synchronized int pending() {
        return faults.stream().mapToInt(fault -> fault.left).sum();
    }

    /** Drops the faults still to come. */
    public synchronized void clear() {
        faults.clear();
    }

    private synchronized Optional<Fault> take(FakeRequest request) {
        for (Iterator<Fault> all = faults.iterator(); all.hasNext(); ) {
            Fault fault = all.next();
            if (fault.matcher.test(request)) {
                if (--fault.left == 0) {
                    all.remove();
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
