package io.tidelock.testkit.engine;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.PhoneNumbers;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Value;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.InMemoryCrm;
import io.tidelock.testkit.InMemorySystem;
import io.tidelock.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A clinic with patients beside a CRM with contacts: the stage on which the engine's tests play. */
final class Clinic {

    static final RecordType PATIENT = RecordType.of("patient");
    static final Field FIRST = Field.text("first_name");
    static final Field LAST = Field.text("last_name");
    static final Field EMAIL = Field.email("email");
    static final Field MOBILE = Field.phone("mobile");
    static final Field CITY = Field.text("city");

    static final Field PATIENT_ID = Field.text("clinic_patient_id");
    static final Field KIND = Field.choice("clinic_type");
    static final Field UPDATE = Field.choice("update_patient");

    final ManualClock clock = new ManualClock();
    final InMemorySystem clinic = InMemorySystem.builder("clinic")
            .type(PATIENT, List.of(FIRST, LAST, EMAIL, MOBILE, CITY))
            .clock(clock)
            .build();
    final InMemoryCrm crm;
    final SyncStore store = new InMemoryStore();
    final SyncEngine engine;

    Clinic(UnaryOperator<Flow.Builder> flow) {
        this(flow, Duration.ZERO);
    }

    Clinic(UnaryOperator<Flow.Builder> flow, Duration searchLag) {
        crm = InMemoryCrm.builder()
                .clock(clock)
                .searchLag(searchLag)
                .property(
                        Schema.Property.of(Contact.TYPE, PATIENT_ID, "Patient id")
                                .asUnique(),
                        Schema.Property.of(Contact.TYPE, KIND, "Type").withOptions("patient"),
                        Schema.Property.of(Contact.TYPE, UPDATE, "Update patient")
                                .withOptions("Yes", "No"))
                .build();
        engine = engine(flow);
    }

    /** One way, by id and e-mail, then by name and number. */
    static Clinic oneWay() {
        return new Clinic(flow -> flow);
    }

    /** Both ways, creating on both sides, holding what both sides changed. */
    static Clinic twoWay() {
        return new Clinic(flow -> flow.createsBothWays(), Duration.ZERO);
    }

    /** To the CRM by itself, back on request. */
    static Clinic onRequest() {
        return new Clinic(flow -> flow.onRequest(RequestFlag.yesNo(UPDATE)));
    }

    SyncEngine engine(UnaryOperator<Flow.Builder> flow) {
        Flow.Builder patients = Flow.toCrm("patients", PATIENT, Contact.TYPE)
                .idField(PATIENT_ID)
                .match(
                        MatchRule.on(EMAIL, Contact.EMAIL),
                        MatchRule.on(LAST, Contact.LAST_NAME)
                                .confirmedBy(FIRST, Contact.FIRST_NAME)
                                .confirmedBy(MOBILE, Contact.MOBILE_PHONE, PhoneNumbers.e164("AU")));
        Flow changed = flow.apply(patients).build();
        boolean back = changed.requestFlag().isPresent() || changed.createsIn(io.tidelock.record.Side.SOURCE);
        ConflictPolicy conflict =
                back && changed.requestFlag().isEmpty() ? ConflictPolicy.HOLD : ConflictPolicy.SOURCE_WINS;
        for (Map.Entry<Field, Field> pair : pairs().entrySet()) {
            var mapping = FieldMapping.from(pair.getKey())
                    .to(pair.getValue())
                    .onConflict(conflict)
                    .onFirstLink(ConflictPolicy.SOURCE_WINS);
            patients.map(back ? mapping.twoWay() : mapping);
        }
        patients.map(FieldMapping.constant(Value.text("patient")).to(KIND));
        return SyncEngine.builder()
                .integration("clinic-1")
                .plan(Plan.named("clinic").flow(patients.build()).build())
                .business(clinic)
                .crm(crm)
                .store(store)
                .fingerprintKey("sixteen bytes or more".getBytes(StandardCharsets.UTF_8))
                .clock(clock)
                .build();
    }

    private static Map<Field, Field> pairs() {
        Map<Field, Field> pairs = new LinkedHashMap<>();
        pairs.put(FIRST, Contact.FIRST_NAME);
        pairs.put(LAST, Contact.LAST_NAME);
        pairs.put(EMAIL, Contact.EMAIL);
        pairs.put(MOBILE, Contact.MOBILE_PHONE);
        pairs.put(CITY, Contact.CITY);
        return pairs;
    }

    RecordRef patient(String first, String last, @Nullable String email, @Nullable String mobile) {
        return clinic.create(PATIENT, values(Map.of(FIRST, first, LAST, last), EMAIL, email, MOBILE, mobile));
    }

    RecordRef contact(String first, String last, @Nullable String email, @Nullable String mobile) {
        return crm.create(
                Contact.TYPE,
                values(
                        Map.of(Contact.FIRST_NAME, first, Contact.LAST_NAME, last),
                        Contact.EMAIL,
                        email,
                        Contact.MOBILE_PHONE,
                        mobile));
    }

    private static Map<Field, String> values(
            Map<Field, String> names, Field email, @Nullable String address, Field mobile, @Nullable String number) {
        Map<Field, String> values = new LinkedHashMap<>(names);
        if (address != null) {
            values.put(email, address);
        }
        if (number != null) {
            values.put(mobile, number);
        }
        return values;
    }

    /** Lets a minute pass and makes a pass. */
    SyncReport pass() {
        clock.advance(Duration.ofMinutes(1));
        return engine.runNow();
    }

    /** Returns the contact that a patient is linked to by its id property. */
    RecordRef contactOf(RecordRef patient) {
        return crm.records(Contact.TYPE).stream()
                .filter(contact -> patient.id().equals(contact.value(PATIENT_ID).plain()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No contact carries the id of " + patient))
                .ref();
    }

    static List<Verdict.Kind> kinds(SyncReport report) {
        return report.verdicts().stream().map(Verdict::kind).toList();
    }
}
