package io.tidelock.answers;

import io.tidelock.record.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one flow stands.
 *
 * @param flow the flow
 * @param linked how many pairs of records are linked and both there
 * @param inSync how many of them have nothing open
 * @param reasons why records are not, the most frequent first
 * @param lastRun when its feeds were read last, the one that was read longest ago; empty before the first pass
 * @param lag how long ago that is; zero before the first pass
 * @param caughtUp whether the feeds had nothing more to show then
 * @param nextRun when a pass has something to do for it; empty when only an edit or a request brings that
 * @param backfilling whether a backfill is under way
 * @param visitingLinks whether linked pairs are visited: for a new plan or key, or to compare them
 * @param braked how many records each brake holds back; a verb that holds none is missing
 */
public record FlowStatus(
        String flow,
        long linked,
        long inSync,
        List<Reason> reasons,
        Optional<Instant> lastRun,
        Duration lag,
        boolean caughtUp,
        Optional<Instant> nextRun,
        boolean backfilling,
        boolean visitingLinks,
        Map<Verb, Integer> braked) {

    /** Copies the collections. */
    public FlowStatus {
        reasons = List.copyOf(reasons);
        Map<Verb, Integer> ordered = new EnumMap<>(Verb.class);
        ordered.putAll(braked);
        braked = Collections.unmodifiableMap(ordered);
    }

    /** Returns how many records there are for reasons of a group. */
    public int count(Reason.Group group) {
        return reasons.stream()
                .filter(reason -> reason.group() == group)
                .mapToInt(Reason::count)
                .sum();
    }
}
