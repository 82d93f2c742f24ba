package io.tidelock.testkit.engine;

import io.tidelock.crm.Deal;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import io.tidelock.testkit.InMemorySystem;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Appointments of the clinic that become deals. */
final class Visits {

    static final RecordType VISIT = RecordType.of("visit");
    static final RecordType CASE = RecordType.of("case");
    static final Field TITLE = Field.text("title");
    static final Field STARTS_AT = Field.instant("starts_at");
    static final Field DAY = Field.date("day");
    static final Field CASE_ID = Field.text("case_id");
    static final Field CASE_IDS = Field.choices("case_ids");
    static final Field CASE_NAME = Field.text("name");
    static final Field CASE_OWNER = Field.text("visit_id");

    private Visits() {}

    static Clinic.Setup setup(UnaryOperator<Flow.Builder> change) {
        return Clinic.setup()
                .plan(plan -> plan.flow(change.apply(flow()).build()))
                .clinic(Visits::types);
    }

    private static Flow.Builder flow() {
        return Flow.toCrm("visits", VISIT, Deal.TYPE)
                .map(FieldMapping.from(TITLE).to(Deal.NAME));
    }

    static InMemorySystem.Builder types(InMemorySystem.Builder clinic) {
        return clinic.type(VISIT, List.of(TITLE, STARTS_AT, DAY, CASE_ID, CASE_IDS))
                .type(CASE, List.of(CASE_NAME, CASE_OWNER));
    }

    static RecordRef create(Clinic clinic, String title) {
        return clinic.clinic.create(VISIT, Map.of(TITLE, title));
    }

    /** Creates an appointment that starts in so long. */
    static RecordRef in(Clinic clinic, String title, Duration ahead) {
        Instant at = clinic.clock.instant().plus(ahead);
        Map<Field, String> values = new LinkedHashMap<>();
        values.put(TITLE, title);
        values.put(STARTS_AT, Value.moment(at).plain());
        values.put(DAY, at.toString().substring(0, 10));
        return clinic.clinic.create(VISIT, values);
    }

    static List<String> deals(Clinic clinic) {
        return clinic.crm.records(Deal.TYPE).stream()
                .map(deal -> deal.value(Deal.NAME).plain())
                .toList();
    }
}
