package io.tidelock.engine;

import io.tidelock.record.Verb;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a pass did in one flow.
 *
 * @param flow the flow
 * @param observed how many records were looked at, each time they were
 * @param unchanged how many of them had nothing new to say
 * @param ignored how many records of the target belong to nobody in this flow
 * @param verdicts how many verdicts of each kind
 * @param writes how many records were written or removed, on either side
 * @param braked what a brake held back; see {@link SyncEngine#brakes}
 */
public record FlowReport(
        String flow,
        int observed,
        int unchanged,
        int ignored,
        Map<Verdict.Kind, Integer> verdicts,
        int writes,
        Set<Verb> braked) {

    /** Copies the map and the set. */
    public FlowReport {
        verdicts = Map.copyOf(verdicts);
        braked = Collections.unmodifiableSortedSet(new TreeSet<>(braked));
    }

    /** Returns how many verdicts there were of a kind. */
    public int count(Verdict.Kind kind) {
        return verdicts.getOrDefault(kind, 0);
    }
}
