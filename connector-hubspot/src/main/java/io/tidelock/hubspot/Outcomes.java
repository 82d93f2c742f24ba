package io.tidelock.hubspot;

import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Value;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Says what an answer means for one line. */
final class Outcomes {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Records records;

    Outcomes(Records records) {
        this.records = records;
    }

    /**
     * A line that was stored, with what its association fields hold now; under another id its record was merged away meanwhile (G11).
     */
    WriteOutcome written(WriteLine line, Wire.Stored stored, Map<String, Value> associated) {
        ObjectKind kind = records.kind();
        String id = stored.requireId();
        if (line.operation() instanceof WriteOperation.Update update
                && !update.ref().id().equals(id)) {
            return new WriteOutcome.MergedInto(kind.ref(id));
        }
        boolean created = line.verb() == WriteLine.Verb.CREATE || Boolean.TRUE.equals(stored.created());
        return new WriteOutcome.Written(kind.ref(id), created, records.receipt(stored, line.values(), associated));
    }

    /** A line that is not sent, because HubSpot would refuse it. */
    static WriteOutcome impossible(WriteLine line) {
        Map<String, String> fields = new TreeMap<>();
        line.impossible().forEach(field -> fields.put(field, "is no association that HubSpot can hold"));
        line.faults().forEach((field, code) -> fields.put(field, Complaint.reason(code)));
        String code = line.faults().values().stream().findFirst().orElse("INVALID_ASSOCIATION");
        return new WriteOutcome.Rejected(code, fields);
    }

    /** A line that HubSpot complains about. */
    WriteOutcome refused(WriteLine line, Complaint complaint) {
        if (complaint.tooManyCalls()) {
            return new WriteOutcome.Retryable(LIMIT);
        }
        if (complaint.internal()) {
            return new WriteOutcome.Unknown();
        }
        Optional<String> holder = complaint.holder();
        if (holder.isPresent()) {
            return new WriteOutcome.AlreadyExists(records.kind().ref(holder.get()));
        }
        if (complaint.notFound() && line.operation() instanceof WriteOperation.Update update) {
            return new WriteOutcome.Gone(update.ref());
        }
        if (complaint.keyIsNotUnique() && line.keyProperty() != null) {
            return new WriteOutcome.Rejected(
                    "INVALID_ID_PROPERTY", Map.of(field(line, line.keyProperty()), "is not unique in HubSpot"));
        }
        Set<String> strangers = complaint.strangers();
        if (!strangers.isEmpty() && !line.links().isEmpty()) {
            return LinkRun.strangers(line, strangers);
        }
        Map<String, String> fields = new TreeMap<>();
        complaint.faults().forEach((property, reason) -> fields.put(field(line, property), reason));
        return new WriteOutcome.Rejected(complaint.code(), fields);
    }

    /** Returns the name under which the plan wrote a property. */
    private String field(WriteLine line, String property) {
        return line.values().keySet().stream()
                .filter(field -> records.kind().property(field).equals(property))
                .findFirst()
                .orElseGet(() -> records.kind().field(property));
    }
}
