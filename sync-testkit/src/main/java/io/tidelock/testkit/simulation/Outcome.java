package io.tidelock.testkit.simulation;

import java.time.Duration;
import java.util.List;

/**
 * What came of playing seeds.
 *
 * @param seeds how many were played
 * @param violations those that showed something, in the order of the seeds; at most {@link #MOST_VIOLATIONS} are shrunk and
 *     kept
 * @param violated how many seeds showed something
 * @param took how long it took
 */
public record Outcome(int seeds, List<Violation> violations, int violated, Duration took) {

    /** How many violations are shrunk and kept. */
    public static final int MOST_VIOLATIONS = 3;

    /** Copies the list. */
    public Outcome {
        violations = List.copyOf(violations);
    }
}
