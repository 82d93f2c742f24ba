package io.tidelock.engine;

import java.util.Map;

/**
 * What a pass did in one flow.
 *
 * @param flow the flow
 * @param observed how many records were looked at, each time they were
 * @param unchanged how many of them had nothing new to say
 * @param ignored how many records of the target belong to nobody in this flow
 * @param verdicts how many verdicts of each kind
 * @param writes how many records were written, on either side
 */
public record FlowReport(
        String flow, int observed, int unchanged, int ignored, Map<Verdict.Kind, Integer> verdicts, int writes) {

    /** Copies the map. */
    public FlowReport {
        verdicts = Map.copyOf(verdicts);
    }

    /** Returns how many verdicts there were of a kind. */
    public int count(Verdict.Kind kind) {
        return verdicts.getOrDefault(kind, 0);
    }
}
