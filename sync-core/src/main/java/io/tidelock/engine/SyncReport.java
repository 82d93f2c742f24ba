package io.tidelock.engine;

import io.tidelock.connector.SchemaDifference;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one pass did.
 *
 * @param startedAt when it began, on the engine's clock
 * @param finishedAt when it ended
 * @param flows one report a flow, in the order of the plan
 * @param verdicts what became of the records, in order; at most {@link #MOST_VERDICTS}, the counts are in the flow reports
 * @param interruptions what could not be done
 * @param storeChanges how much changed in the store, the positions of feeds aside
 * @param more whether there is more to do right away: a limit was reached, or a backfill goes on
 * @param nextDue when the host should come again: at once if there is more, otherwise when the first flow, retry or system
 *     is due. Earlier does no harm and finds nothing to do
 * @param drift how the CRM differs from what the plan needs, as of the last look; empty when all is well. Flows that need
 *     what is lacking are interrupted, what is only renamed or added stops nobody
 */
public record SyncReport(
        Instant startedAt,
        Instant finishedAt,
        List<FlowReport> flows,
        List<Verdict> verdicts,
        List<Interruption> interruptions,
        int storeChanges,
        boolean more,
        Instant nextDue,
        List<SchemaDifference> drift) {

    /** How many verdicts a report holds at most. */
    public static final int MOST_VERDICTS = 10_000;

    /** Copies the lists. */
    public SyncReport {
        flows = List.copyOf(flows);
        verdicts = List.copyOf(verdicts);
        interruptions = List.copyOf(interruptions);
        drift = List.copyOf(drift);
    }

    /** Returns how many verdicts of a kind there were in all flows. */
    public int count(Verdict.Kind kind) {
        return flows.stream().mapToInt(flow -> flow.count(kind)).sum();
    }

    /** Returns how many records were looked at. */
    public int observed() {
        return flows.stream().mapToInt(FlowReport::observed).sum();
    }

    /** Returns how many of them had nothing new to say. */
    public int unchanged() {
        return flows.stream().mapToInt(FlowReport::unchanged).sum();
    }

    /** Returns how many records were written, on either side. */
    public int writes() {
        return flows.stream().mapToInt(FlowReport::writes).sum();
    }

    /** Returns the reports of the flows in which a brake held something back. */
    public List<FlowReport> braked() {
        return flows.stream().filter(flow -> !flow.braked().isEmpty()).toList();
    }

    /** Tells whether nothing was written and nothing changed in the store. */
    public boolean quiet() {
        return writes() == 0 && storeChanges == 0;
    }

    /** Returns when it makes sense to try again what was interrupted; empty when nothing was, or a person must act. */
    public Optional<Instant> resumeAt() {
        return interruptions.stream()
                .flatMap(interruption -> interruption.resumeAt().stream())
                .min(Comparator.naturalOrder());
    }
}
