package io.tidelock.testkit.fake;

/**
 * Answers HTTP requests as a vendor's server would: a pure handler over state of its own, without sockets, threads or
 * time of its own. Implementations are thread-safe.
 */
@FunctionalInterface
public interface FakeServer {

    /** Answers one request; never throws for a bad one. */
    FakeResponse handle(FakeRequest request);
}
