package io.tidelock.answers;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.SchemaDifference;
import io.tidelock.record.AccountId;
import io.tidelock.record.IntegrationId;
import java.time.Instant;
import java.util.List;

/**
 * How an integration stands: from what is stored, so that any node can say it, but for the calls that are left. Holds no field
 * values.
 *
 * @param integration whose
 * @param at as of when, on the engine's clock
 * @param plan the plan's name
 * @param revision the plan's revision, as this engine has it
 * @param planState how that stands to the revision the integration runs by
 * @param pairsUnderFormerKeys how many linked pairs are not taken over to the current fingerprint key yet
 * @param hints how many hints nobody looked at yet
 * @param drift how the CRM differs from what the plan needs, as of this engine's last look; empty also where it never looked
 * @param budget what is left of the limits on calls, the business system's first, as this process knows it; empty where no
 *     connector knows
 * @param flows the flows, in the order of the plan
 */
public record Status(
        IntegrationId integration,
        Instant at,
        String plan,
        int revision,
        PlanState planState,
        long pairsUnderFormerKeys,
        int hints,
        List<SchemaDifference> drift,
        List<Budget> budget,
        List<FlowStatus> flows) {

    /** Copies the lists. */
    public Status {
        drift = List.copyOf(drift);
        budget = List.copyOf(budget);
        flows = List.copyOf(flows);
    }

    /**
     * What is left of one limit on the calls of an account.
     *
     * @param account whose
     * @param calls how many, and until when
     */
    public record Budget(AccountId account, CallsLeft calls) {}

    /** How an engine's plan stands to the one the integration runs by. */
    public enum PlanState {
        /** The integration never ran. */
        NEW,
        /** It runs by this plan. */
        CURRENT,
        /** It ran by an older revision; the next pass begins with this one. */
        RAISED,
        /** It runs by a newer revision; this engine leaves it to the others. */
        OUTDATED,
        /** It ran by another plan under the same revision; passes are refused until the revision is raised. */
        CONTRADICTED
    }

    /** Returns how a flow stands. */
    public FlowStatus flow(String id) {
        return flows.stream()
                .filter(flow -> flow.flow().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no flow \"" + id + "\"; there are "
                        + flows.stream().map(FlowStatus::flow).toList()));
    }

    /** Returns how many records there are for reasons of a group, in all flows. */
    public int count(Reason.Group group) {
        return flows.stream().mapToInt(flow -> flow.count(group)).sum();
    }

    /** Returns this as text for a person. */
    public String text() {
        return StatusText.of(this);
    }

    /** Returns this as a JSON object, its fields named as here; moments in ISO 8601, durations in seconds. */
    public String toJson() {
        return StatusJson.of(this);
    }
}
