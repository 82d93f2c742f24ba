package io.tidelock.testkit.engine;

import io.tidelock.connector.Connector;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncListener;
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
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Value;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.Parked;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.InMemoryCrm;
import io.tidelock.testkit.InMemorySystem;
import io.tidelock.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
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
    static final Field TOKEN = Field.text("token");

    static final Field PATIENT_ID = Field.text("clinic_patient_id");
    static final Field KIND = Field.choice("clinic_type");
    static final Field UPDATE = Field.choice("update_patient");

    final ManualClock clock = new ManualClock();
    final InMemorySystem clinic;
    final InMemoryCrm crm;
    SyncStore store;
    SyncEngine engine;

    /** The revision of the plans of engines that are built from now on. */
    int revision = 1;

    /** The keys of engines that are built from now on. */
    String key = "sixteen bytes or more";

    List<String> formerKeys = List.of();

    private final Setup setup;

    private Clinic(Setup setup) {
        this.setup = setup;
        this.clinic = setup.clinic
                .apply(InMemorySystem.builder("clinic")
                        .type(PATIENT, List.of(FIRST, LAST, EMAIL, MOBILE, CITY, TOKEN))
                        .clock(clock))
                .build();
        this.crm = setup.crm
                .apply(InMemoryCrm.builder()
                        .clock(clock)
                        .property(
                                Schema.Property.of(Contact.TYPE, PATIENT_ID, "Patient id")
                                        .asUnique(),
                                Schema.Property.of(Contact.TYPE, KIND, "Type").withOptions("patient"),
                                Schema.Property.of(Contact.TYPE, UPDATE, "Update patient")
                                        .withOptions("Yes", "No")))
                .build();
        this.store = setup.store.get();
        this.engine = engine(setup.flow);
    }

    /** What differs from stage to stage. Without further calls: one way, by id and e-mail, then by name and number. */
    static final class Setup {
        private UnaryOperator<Flow.Builder> flow = UnaryOperator.identity();
        private UnaryOperator<Plan.Builder> plan = UnaryOperator.identity();
        private UnaryOperator<InMemorySystem.Builder> clinic = UnaryOperator.identity();
        private UnaryOperator<InMemoryCrm.Builder> crm = UnaryOperator.identity();
        private UnaryOperator<Connector> business = UnaryOperator.identity();
        private UnaryOperator<Connector> crmAccess = UnaryOperator.identity();
        private UnaryOperator<FieldMapping.Builder> mapping = UnaryOperator.identity();
        private Supplier<SyncStore> store = keeping(new InMemoryStore());
        private SyncListener listener = new SyncListener() {};
        private UnaryOperator<SyncEngine.Builder> engine = UnaryOperator.identity();
        private boolean back;
        private ConflictPolicy conflict = ConflictPolicy.SOURCE_WINS;

        /** Changes the flow. */
        Setup flow(UnaryOperator<Flow.Builder> change) {
            this.flow = change;
            return this;
        }

        /** Changes the plan; flows added here come after the patients'. */
        Setup plan(UnaryOperator<Plan.Builder> change) {
            this.plan = change;
            return this;
        }

        /** Changes every mapped pair of fields. */
        Setup mapping(UnaryOperator<FieldMapping.Builder> change) {
            this.mapping = change;
            return this;
        }

        /** Lets edits flow back. */
        Setup back(ConflictPolicy policy) {
            this.back = true;
            this.conflict = policy;
            return this;
        }

        Setup clinic(UnaryOperator<InMemorySystem.Builder> change) {
            this.clinic = change;
            return this;
        }

        Setup crm(UnaryOperator<InMemoryCrm.Builder> change) {
            this.crm = change;
            return this;
        }

        /** Puts something between the engine and the business system. */
        Setup business(UnaryOperator<Connector> wrapper) {
            this.business = wrapper;
            return this;
        }

        /** Puts something between the engine and the CRM. */
        Setup crmAccess(UnaryOperator<Connector> wrapper) {
            this.crmAccess = wrapper;
            return this;
        }

        /** Changes every engine that is built. */
        Setup engine(UnaryOperator<SyncEngine.Builder> change) {
            this.engine = change;
            return this;
        }

        Setup store(SyncStore where) {
            this.store = keeping(where);
            return this;
        }

        /** Opens the store anew whenever the process starts. */
        Setup opening(Supplier<SyncStore> opening) {
            this.store = opening;
            return this;
        }

        private static Supplier<SyncStore> keeping(SyncStore store) {
            return () -> store;
        }

        Setup listener(SyncListener hearer) {
            this.listener = hearer;
            return this;
        }

        Clinic build() {
            return new Clinic(this);
        }
    }

    static Setup setup() {
        return new Setup();
    }

    /** One way, by id and e-mail, then by name and number. */
    static Clinic oneWay() {
        return setup().build();
    }

    /** Both ways, creating on both sides, holding what both sides changed. */
    static Clinic twoWay() {
        return setup().back(ConflictPolicy.HOLD)
                .flow(Flow.Builder::createsBothWays)
                .build();
    }

    /** To the CRM by itself, back on request. */
    static Clinic onRequest() {
        return setup().back(ConflictPolicy.SOURCE_WINS)
                .flow(flow -> flow.onRequest(RequestFlag.yesNo(UPDATE)))
                .build();
    }

    /** Starts the process anew on the same store. */
    void restart() {
        store = setup.store.get();
        engine = engine(setup.flow);
    }

    /** Starts the process anew with a changed flow, as the next revision of the plan. */
    void revise(UnaryOperator<Flow.Builder> flow) {
        revision++;
        engine = engine(flow);
    }

    /** Builds an engine with the flow changed, on the same store and systems. */
    SyncEngine engine(UnaryOperator<Flow.Builder> flow) {
        return engine("clinic-1", flow);
    }

    SyncEngine engine(String integration, UnaryOperator<Flow.Builder> flow) {
        Flow.Builder patients = Flow.toCrm("patients", PATIENT, Contact.TYPE)
                .idField(PATIENT_ID)
                .match(
                        MatchRule.on(EMAIL, Contact.EMAIL),
                        MatchRule.on(LAST, Contact.LAST_NAME)
                                .confirmedBy(FIRST, Contact.FIRST_NAME)
                                .confirmedBy(MOBILE, Contact.MOBILE_PHONE, PhoneNumbers.e164("AU")));
        for (Map.Entry<Field, Field> pair : pairs().entrySet()) {
            var mapping = FieldMapping.from(pair.getKey())
                    .to(pair.getValue())
                    .onConflict(setup.conflict)
                    .onFirstLink(ConflictPolicy.SOURCE_WINS);
            patients.map(setup.mapping.apply(setup.back ? mapping.twoWay() : mapping));
        }
        patients.map(FieldMapping.constant(Value.text("patient")).to(KIND));
        Plan.Builder plan = Plan.named("clinic")
                .revision(revision)
                .flow(flow.apply(patients).build());
        SyncEngine.Builder builder = SyncEngine.builder()
                .integration(integration)
                .plan(setup.plan.apply(plan).build())
                .business(setup.business.apply(clinic))
                .crm(setup.crmAccess.apply(crm))
                .store(store)
                .fingerprintKey(key.getBytes(StandardCharsets.UTF_8))
                .clock(clock)
                .ids(new Ids())
                .listener(setup.listener);
        formerKeys.forEach(former -> builder.formerFingerprintKey(former.getBytes(StandardCharsets.UTF_8)));
        return setup.engine.apply(builder).build();
    }

    /** Ids that are the same in every run. */
    private static final class Ids implements Supplier<UUID> {
        private long last;

        @Override
        public UUID get() {
            return new UUID(0, ++last);
        }
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

    /** Returns the contacts that are there. */
    List<Record> contacts() {
        return crm.records(Contact.TYPE);
    }

    /** Returns every record of both systems that the engine knows how to read. */
    List<Record> everything() {
        List<Record> all = new ArrayList<>(clinic.records());
        all.addAll(crm.records());
        return all;
    }

    /** Returns the codes with which records are parked. */
    List<String> parked() {
        return engine.parked("patients").stream().map(Parked::code).toList();
    }

    static List<Verdict.Kind> kinds(SyncReport report) {
        return report.verdicts().stream().map(Verdict::kind).toList();
    }
}
