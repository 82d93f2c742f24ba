package io.tidelock.testkit.fake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Remembers the latest requests a fake answered and counts them, so that a test can prove how many calls a pass made.
 * Bounded, so that a fake can run for days. Thread-safe.
 */
public final class CallLog {

    private static final int CAPACITY = 50_000;

    private final int capacity;
    private final Deque<Call> calls = new ArrayDeque<>();
    private long total;

    /**
     * One answered request.
     *
     * @param method upper case
     * @param target path and query as received
     * @param status the status it was answered with
     */
    public record Call(String method, String target, int status) {

        /** Returns the path, not decoded, without the query. */
        public String path() {
            int query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }

        /** Returns method and path, such as {@code POST /crm/v3/objects/contacts/search}. */
        public String line() {
            return method + " " + path();
        }
    }

    /** Keeps the latest 50,000 calls. */
    public CallLog() {
        this(CAPACITY);
    }

    /** Keeps the latest calls, as many as given. */
    public CallLog(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
        }
        this.capacity = capacity;
    }

    /** Adds one exchange; the oldest is forgotten when the log is full. */
    public synchronized void add(FakeRequest request, FakeResponse response) {
        if (calls.size() == capacity) {
            calls.removeFirst();
        }
        calls.addLast(new Call(request.method(), request.target(), response.status()));
        total++;
    }

    /**
     * Counts the calls since the last {@link #clear()} that a {@link RequestPattern} names.
     *
     * @throws IllegalStateException if there were more calls than the log can hold, as the count would be too low
     */
    public synchronized long calls(String pattern) {
        if (total > capacity) {
            throw new IllegalStateException(total + " calls since the log was cleared, but it holds " + capacity
                    + "; clear it before the part that is counted");
        }
        RequestPattern wanted = RequestPattern.of(pattern);
        return calls.stream()
                .filter(call -> wanted.matches(call.method(), call.path()))
                .count();
    }

    /** Returns the number of calls since the last {@link #clear()}, also those forgotten. */
    public synchronized long total() {
        return total;
    }

    /** Returns the calls still remembered, oldest first. */
    public synchronized List<Call> recent() {
        return List.copyOf(calls);
    }

    /** Forgets all calls and starts counting anew. */
    public synchronized void clear() {
        calls.clear();
        total = 0;
    }
}
