package io.tidelock.benchmarks.clinic;

import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.FakeServer;

/** Notes when contacts were written, and how many calls there were before. Thread-safe. */
final class WriteLog {

    private int calls;
    private int writes;
    private int callsUntilLastWrite;
    private long lastWrite;

    /** Returns a server whose calls are noted. */
    FakeServer of(FakeServer server) {
        return request -> {
            begun();
            FakeResponse response = server.handle(request);
            if (request.target().contains("contacts/batch/update")) {
                written();
            }
            return response;
        };
    }

    private synchronized void begun() {
        calls++;
    }

    private synchronized void written() {
        writes++;
        lastWrite = System.nanoTime();
        callsUntilLastWrite = calls;
    }

    synchronized void forget() {
        calls = 0;
        writes = 0;
    }

    synchronized int writes() {
        return writes;
    }

    synchronized long lastWrite() {
        return lastWrite;
    }

    /** Counts the last write itself, too. */
    synchronized int callsUntilLastWrite() {
        return callsUntilLastWrite;
    }
}
