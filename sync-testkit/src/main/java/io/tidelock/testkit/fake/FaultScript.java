package io.tidelock.testkit.fake;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Makes a fake answer wrongly on demand, for a number of matching requests: an error instead of the work, or another answer
 * after it, or something that comes between. Faults are tried in the order they were added, one per request. Thread-safe.
 */
public final class FaultScript {

    private final List<Planned<Fault>> faults = new ArrayList<>();
    private final List<Planned<Runnable>> steps = new ArrayList<>();

    /** Answers a request with the help of the server, or without. */
    private interface Fault {
        FakeResponse answer(FakeRequest request, FakeServer server);
    }

    /** What happens to the next matching requests. */
    private static final class Planned<T> {
        private final Predicate<? super FakeRequest> matcher;
        private final T what;
        private int left;

        private Planned(Predicate<? super FakeRequest> matcher, T what, int times) {
            if (times < 1) {
                throw new IllegalArgumentException("times must be at least 1, was " + times);
            }
            this.matcher = matcher;
            this.what = what;
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
        if (applyFirst) {
            changeNext(matcher, lost -> response, times);
        } else {
            faults.add(new Planned<>(matcher, (request, server) -> response, times));
        }
    }

    /**
     * Lets the server do its work for the next matching requests, and changes its answers.
     *
     * @param matcher which requests
     * @param change makes another answer of the server's own
     * @param times how many requests, at least 1
     */
    public synchronized void changeNext(
            Predicate<? super FakeRequest> matcher, UnaryOperator<FakeResponse> change, int times) {
        faults.add(new Planned<>(matcher, (request, server) -> change.apply(server.handle(request)), times));
    }

    /**
     * Runs a step just before the next matching request is handled, by a fault or by the server: what somebody else does
     * between two requests.
     */
    public synchronized void beforeNext(Predicate<? super FakeRequest> matcher, Runnable step) {
        steps.add(new Planned<>(matcher, step, 1));
    }

    /** Answers a request: by the first fault that matches, else by the server. */
    public FakeResponse answer(FakeRequest request, FakeServer server) {
        take(steps, request).ifPresent(Runnable::run);
        return take(faults, request)
                .map(fault -> fault.answer(request, server))
                .orElseGet(() -> server.handle(request));
    }

    /** Returns how many faults are still to come. */
    public synchronized int pending() {
        return faults.stream().mapToInt(fault -> fault.left).sum();
    }

    /** Drops the faults and steps still to come. */
    public synchronized void clear() {
        faults.clear();
        steps.clear();
    }

    private synchronized <T> Optional<T> take(List<Planned<T>> planned, FakeRequest request) {
        for (Iterator<Planned<T>> all = planned.iterator(); all.hasNext(); ) {
            Planned<T> next = all.next();
            if (next.matcher.test(request)) {
                if (--next.left == 0) {
                    all.remove();
                }
                return Optional.of(next.what);
            }
        }
        return Optional.empty();
    }
}
