package io.tidelock.answers;

import java.util.List;

/**
 * What the next passes would do, as far as they would go on right away: a rehearsal, of which nothing was written or stored.
 *
 * @param changes the writes, in order; at most {@link #MOST}, the counts are in the flows
 * @param flows what each flow would do, in the order of the plan
 * @param obstacles what could not be done, each with what a system asked for; then the preview is not whole
 * @param more whether there would be more to do right away
 * @param plan what can be applied later, of all changes
 */
public record Preview(
        List<PlannedChange> changes, List<FlowPreview> flows, List<String> obstacles, boolean more, SavedPlan plan) {

    /** How many changes a preview holds at most. */
    public static final int MOST = 10_000;

    /** Copies the lists. */
    public Preview {
        changes = List.copyOf(changes);
        flows = List.copyOf(flows);
        obstacles = List.copyOf(obstacles);
    }

    /** Returns what one flow would do. */
    public FlowPreview flow(String id) {
        return flows.stream()
                .filter(flow -> flow.flow().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no flow \"" + id + "\" in this preview; there are "
                                + flows.stream().map(FlowPreview::flow).toList()));
    }
}
