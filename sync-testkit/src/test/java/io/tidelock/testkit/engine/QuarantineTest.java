package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.RequestRejectedException;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import io.tidelock.store.Parked;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.CallWatcher;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class QuarantineTest {

    private static final String POISON = "poison";

    @Test
    void refusedRecordIsHeldWithCodeAndReasonAndTheOthersGoOn() {
        Clinic clinic = withOptions();
        RecordRef bad = clinic.patient("Ada", "Byron", null, null);
        clinic.clinic.edit(bad, Clinic.TOKEN, POISON);
        clinic.patient("Bo", "Lee", "bo@example.com", null);

        SyncReport report = clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(report.count(Kind.QUARANTINED)).isEqualTo(1);
        assertThat(clinic.engine.parked("patients")).singleElement().satisfies(parked -> {
            assertThat(parked.key().ref()).isEqualTo(bad);
            assertThat(parked.code()).isEqualTo("INVALID_OPTION");
            assertThat(parked.reason()).contains("update_patient").doesNotContain(POISON);
        });
        assertThat(clinic.pass().quiet()).as("it rests").isTrue();
    }

    @Test
    void editReleasesItAndATouchDoesNot() {
        Clinic clinic = withOptions();
        RecordRef ada = clinic.patient("Ada", "Byron", null, null);
        clinic.clinic.edit(ada, Clinic.TOKEN, POISON);
        clinic.pass();

        clinic.clinic.touch(ada);
        assertThat(clinic.pass().quiet()).isTrue();
        clinic.clinic.edit(ada, Clinic.TOKEN, "No");
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void whatItShowedBeforeDoesNotReleaseIt() {
        ReplayingConnector late = new ReplayingConnector();
        Clinic clinic = Clinic.setup()
                .business(late::around)
                .flow(flow -> flow.map(FieldMapping.from(Clinic.TOKEN).to(Clinic.UPDATE)))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", null, null);
        clinic.pass();
        clinic.clinic.edit(ada, Clinic.TOKEN, POISON);
        clinic.pass();

        late.replayFirstPage();
        clinic.pass();

        assertThat(clinic.parked()).containsExactly("INVALID_OPTION");
    }

    /** The CRM takes only Yes or No for the token. */
    private static Clinic withOptions() {
        return Clinic.setup()
                .flow(flow -> flow.map(FieldMapping.from(Clinic.TOKEN).to(Clinic.UPDATE)))
                .build();
    }

    @Test
    void itIsTriedAgainLessAndLessOften() {
        Clinic clinic = Clinic.oneWay();
        clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.crm.refuse(operation -> true, "CLOSED");
        clinic.pass();

        Parked first = clinic.engine.parked("patients").get(0);
        clinic.clock.advance(Duration.ofMinutes(15));
        clinic.pass();
        Parked second = clinic.engine.parked("patients").get(0);

        assertThat(first.attempts()).isEqualTo(1);
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(second.since()).isEqualTo(first.since());
        assertThat(Duration.between(clinic.clock.instant(), second.dueAt())).isEqualTo(Duration.ofHours(1));

        clinic.crm.acceptAll();
        clinic.clock.advance(Duration.ofHours(1));
        clinic.pass();
        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void converterThatFailsForOneRecordStopsNoOther() {
        UnaryOperator<Value> broken = value -> {
            if (value.plain().equals(POISON)) {
                throw new IllegalStateException(POISON);
            }
            return value;
        };
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.map(FieldMapping.from(Clinic.TOKEN)
                        .to(Contact.JOB_TITLE)
                        .converted(Converter.of("broken", 1, broken, broken))))
                .build();

        assertOnlyThePoisonedIsHeld(clinic, Clinic.TOKEN, "RULE_FAILED");
    }

    @Test
    void eligibilityRuleThatFailsForOneRecordStopsNoOther() {
        Eligibility broken = new Eligibility("broken", 1, QuarantineTest::judge);
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.reads(Clinic.TOKEN).eligible(broken))
                .build();

        assertOnlyThePoisonedIsHeld(clinic, Clinic.TOKEN, "RULE_FAILED");
    }

    private static Ruling judge(Record patient) {
        if (patient.value(Clinic.TOKEN).plain().equals(POISON)) {
            throw new IllegalStateException(POISON);
        }
        return Ruling.eligible();
    }

    @Test
    void normaliserThatFailsForOneRecordStopsNobody() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.match(MatchRule.on(Clinic.CITY, Contact.CITY, text -> {
                    throw new IllegalStateException(text);
                })))
                .build();
        clinic.clinic.create(Clinic.PATIENT, Map.of(Clinic.FIRST, "Ada", Clinic.CITY, "London"));

        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
    }

    @Test
    void valueThatIsNotInTheTableIsHeld() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.map(FieldMapping.from(Clinic.TOKEN)
                        .to(Contact.JOB_TITLE)
                        .converted(Converter.enumMap("jobs", 1, Map.of("a", "A", "x", "X")))))
                .build();

        assertOnlyThePoisonedIsHeld(clinic, Clinic.TOKEN, "UNMAPPED_VALUE");
    }

    @Test
    void valueThatCannotBeReadIsHeldAndItsFieldNamed() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.map(
                        FieldMapping.from(Field.decimal(Clinic.TOKEN.name())).to(Contact.JOB_TITLE)))
                .build();
        RecordRef bad = clinic.patient("Ada", "Byron", null, null);
        clinic.clinic.edit(bad, Clinic.TOKEN, POISON);
        clinic.patient("Bo", "Lee", null, null);

        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.engine.parked("patients"))
                .singleElement()
                .satisfies(
                        parked -> assertThat(parked.reason()).contains("token").doesNotContain(POISON));
    }

    private static void assertOnlyThePoisonedIsHeld(Clinic clinic, Field field, String code) {
        RecordRef bad = clinic.patient("Ada", "Byron", null, null);
        RecordRef good = clinic.patient("Bo", "Lee", null, null);
        clinic.clinic.edit(bad, field, POISON);
        clinic.clinic.edit(good, field, "a");

        SyncReport report = clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.engine.parked("patients")).singleElement().satisfies(parked -> {
            assertThat(parked.key().ref()).isEqualTo(bad);
            assertThat(parked.code()).isEqualTo(code);
            assertThat(parked.reason()).doesNotContain(POISON);
        });
        assertThat(report.toString()).doesNotContain(POISON);
    }

    @Test
    void recordForWhichALookUpIsRefusedIsFoundAndHeld() {
        Clinic clinic = Clinic.oneWay();
        for (int i = 0; i < 5; i++) {
            clinic.patient("First" + i, "Last" + i, "p" + i + "@example.com", null);
        }
        clinic.crm.watch(refusing(Call.Kind.LOOKUP));

        SyncReport report = clinic.pass();

        assertThat(report.interruptions()).isEmpty();
        assertThat(report.count(Kind.CREATED)).as("what was asked for alone").isPositive();
        assertThat(clinic.contacts().size() + clinic.parked().size()).isEqualTo(5);
    }

    @Test
    void batchThatIsRefusedAsAWholeIsHalvedUntilTheCulpritStandsAlone() {
        Clinic clinic = Clinic.oneWay();
        for (int i = 0; i < 5; i++) {
            clinic.patient("First" + i, "Last" + i, "p" + i + "@example.com", null);
        }
        clinic.crm.watch(refusing(Call.Kind.WRITE));

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.CREATED)).isEqualTo(5);
        assertThat(report.interruptions()).isEmpty();
    }

    @Test
    void singleWriteThatIsRefusedAsAWholeIsHeld() {
        Clinic clinic = Clinic.oneWay();
        clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.crm.failNext(Fault.throwing(rejected(), Call.Kind.WRITE));

        clinic.pass();

        assertThat(clinic.parked()).containsExactly("BAD");
        assertThat(clinic.contacts()).isEmpty();
    }

    /** Refuses whatever is about more than one record. */
    private static CallWatcher refusing(Call.Kind kind) {
        return new CallWatcher() {
            @Override
            public void before(Call call) {
                if (call.kind() == kind && call.size() > 1) {
                    throw rejected();
                }
            }
        };
    }

    private static RequestRejectedException rejected() {
        return new RequestRejectedException("Refused", 400, "BAD", Map.of());
    }
}
