package io.tidelock.runner;

import io.tidelock.engine.SyncReport;
import java.time.Duration;

/** What became of a turn. */
sealed interface Outcome {

    /** A pass was made. */
    record Ended(SyncReport report) implements Outcome {}

    /** There was no pass, or it failed. */
    record Failed(RuntimeException cause) implements Outcome {}

    /** An error went through. */
    record Died() implements Outcome {}

    /**
     * No pass was begun, and nobody is to blame.
     *
     * @param rest how long not to try; zero keeps the place in the queue
     */
    record Returned(Duration rest) implements Outcome {}

    /** There is no such integration any more. */
    record Gone() implements Outcome {}
}
