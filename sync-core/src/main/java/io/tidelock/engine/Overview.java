package io.tidelock.engine;

import io.tidelock.answers.FlowStatus;
import io.tidelock.answers.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Says how an integration stands, without a call to a system. */
final class Overview {

    private final EngineParts parts;
    private final PlanGate planGate;
    private final SchemaGate schemaGate;

    Overview(EngineParts parts, PlanGate planGate, SchemaGate schemaGate) {
        this.parts = parts;
        this.planGate = planGate;
        this.schemaGate = schemaGate;
    }

    Status status() {
        Instant now = parts.clock().instant();
        List<FlowStatus> flows = parts.plan().flows().stream()
                .map(flow -> new Standing(parts.integration(), parts.plan(), flow, parts.store(), now).status())
                .toList();
        return new Status(
                parts.integration(),
                now,
                parts.plan().name(),
                parts.plan().revision(),
                planGate.state(),
                pairsUnderFormerKeys(),
                parts.store().countHints(parts.integration()),
                schemaGate.lastSeen(),
                budget(),
                flows);
    }

    private List<Status.Budget> budget() {
        return parts.connectors().values().stream()
                .flatMap(system -> system.budget().stream().map(calls -> new Status.Budget(system.account(), calls)))
                .distinct()
                .toList();
    }

    private long pairsUnderFormerKeys() {
        Map<Integer, Long> used = planGate.countLinks();
        used.remove(planGate.plan().keyId());
        return used.values().stream().mapToLong(Long::longValue).sum();
    }
}
