package io.tidelock.answers;

import io.tidelock.record.RecordRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything there is to say about a record: what is stored, and what would become of it were it looked at now.
 *
 * @param ref the record
 * @param at as of when, on the engine's clock
 * @param flows one for each flow in which it can stand, in the order of the plan; empty where its type is in none
 */
public record Explanation(RecordRef ref, Instant at, List<FlowExplanation> flows) {

    /** Copies the list. */
    public Explanation {
        flows = List.copyOf(flows);
    }

    /** Returns the first thing that is in its way in any flow, or that nothing is. */
    public Obstacle obstacle() {
        return flows.stream()
                .map(FlowExplanation::obstacle)
                .filter(Obstacle::blocks)
                .findFirst()
                .or(() -> flows.stream().map(FlowExplanation::obstacle).findFirst())
                .orElseGet(() -> new Obstacle(
                        "",
                        "NOT_IN_PLAN",
                        "no flow of the plan has records of type " + ref.type(),
                        "Add a flow to the plan, or look whether the type is spelt so",
                        Optional.empty()));
    }

    /** Returns this as text for a person; with values only if they were asked for. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(ref).append(" at ").append(at).append('\n');
        flows.forEach(flow -> flow.text(text));
        if (flows.isEmpty()) {
            text.append("  → ").append(obstacle()).append('\n');
        }
        return text.toString();
    }
}
