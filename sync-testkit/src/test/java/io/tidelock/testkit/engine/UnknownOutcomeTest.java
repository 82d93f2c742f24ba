package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Plan;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class UnknownOutcomeTest {

    @Test
    void creationWhoseAnswerWasLostIsFoundByItsUniqueKey() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.crm.failNext(Fault.answerLost());

        SyncReport lost = clinic.pass();
        clinic.pass();

        assertThat(lost.count(Kind.PENDING)).isEqualTo(1);
        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.contactOf(ada)).isNotNull();
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void editMadeMeanwhileOnTheRecordWeCreatedIsAnEdit() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.SOURCE_WINS).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.crm.failNext(Fault.answerLost());
        clinic.pass();
        clinic.crm.edit(clinic.contactOf(ada), Contact.LAST_NAME, "Lovelace");

        clinic.pass();

        assertThat(clinic.clinic.value(ada, Clinic.LAST)).isEqualTo("Lovelace");
    }

    @Test
    void editMadeMeanwhileOnTheRecordWeChangedIsNoConflict() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.HOLD).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);
        clinic.crm.edit(contact, Contact.CITY, "Paris");
        clinic.clinic.failNext(Fault.answerLost());
        clinic.pass();
        clinic.crm.edit(contact, Contact.CITY, "Rome");

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.HELD)).isZero();
        assertThat(clinic.clinic.value(ada, Clinic.CITY)).isEqualTo("Rome");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void creationThatIsRecognisedByItsIntentIsSentAgain() {
        IdempotentConnector idempotent = new IdempotentConnector();
        Clinic clinic = Clinic.setup()
                .back(ConflictPolicy.HOLD)
                .flow(Flow.Builder::createsBothWays)
                .business(idempotent::around)
                .build();
        RecordRef contact = clinic.contact("Ada", "Byron", null, null);
        idempotent.loseNextAnswer();

        clinic.pass();
        clinic.pass();

        assertThat(clinic.clinic.records(Clinic.PATIENT))
                .singleElement()
                .satisfies(
                        patient -> assertThat(clinic.contactOf(patient.ref())).isEqualTo(contact));
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void creationThatIsRecognisedByItsFieldsIsAdopted() {
        Clinic clinic = bothWays();
        RecordRef contact = clinic.contact("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.failNext(Fault.answerLost());

        clinic.pass();
        clinic.pass();

        assertThat(clinic.clinic.records(Clinic.PATIENT)).hasSize(1);
        assertThat(clinic.crm.value(contact, Clinic.PATIENT_ID)).isEqualTo("1");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void creationThatNeverArrivedIsSentAgainOnlyWhenItWouldBeVisible() {
        Clinic clinic = bothWays();
        clinic.contact("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.watch(new Once(Call.Kind.WRITE, () -> {
            throw new IllegalStateException("lost on the way");
        }));

        clinic.pass();
        assertThat(clinic.clinic.records(Clinic.PATIENT)).isEmpty();
        clinic.pass();
        clinic.pass();

        assertThat(clinic.clinic.records(Clinic.PATIENT)).hasSize(1);
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void severalThatCouldBeItAreForAPerson() {
        Clinic clinic = bothWays();
        clinic.contact("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.failNext(Fault.answerLost());
        clinic.pass();
        clinic.patient("Ada", "Byron", "ada@example.com", null);

        clinic.pass();

        assertThat(clinic.parked()).contains("UNKNOWN_OUTCOME");
    }

    @Test
    void creationThatNothingRecognisesIsForAPersonAndNeverRepeated() {
        Clinic clinic = oneWayBack();
        RecordRef contact = clinic.contact("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.failNext(Fault.answerLost());
        clinic.pass();

        clinic.pass();
        clinic.crm.edit(contact, Contact.CITY, "Paris");
        clinic.pass();
        clinic.clock.advance(Duration.ofDays(1));
        clinic.pass();

        assertThat(clinic.clinic.records(Clinic.PATIENT)).hasSize(1);
        assertThat(clinic.engine.parked("people")).singleElement().satisfies(parked -> {
            assertThat(parked.code()).isEqualTo("UNKNOWN_OUTCOME");
            assertThat(parked.attempts()).isEqualTo(2);
        });
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void creationWithNothingToLookByIsForAPersonAndNeverRepeated() {
        Clinic clinic = oneWayBack(setup -> setup.business(ProbedConnector::byEmail));
        clinic.contact("Ada", "Byron", null, null);
        clinic.clinic.failNext(Fault.answerLost());

        clinic.pass();
        clinic.pass();
        clinic.pass();

        assertThat(clinic.clinic.records(Clinic.PATIENT)).hasSize(1);
        assertThat(clinic.engine.parked("people"))
                .singleElement()
                .satisfies(parked -> assertThat(parked.code()).isEqualTo("UNKNOWN_OUTCOME"));
    }

    @Test
    void personWhoLookedHasItMatchedAndTakenOn() {
        Clinic clinic = oneWayBack();
        RecordRef contact = clinic.contact("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.failNext(Fault.answerLost());
        clinic.pass();
        clinic.pass();

        clinic.engine.resync("people", Side.SOURCE, contact);
        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.LINKED)).isEqualTo(1);
        assertThat(clinic.clinic.records(Clinic.PATIENT)).hasSize(1);
        assertThat(clinic.engine.parked("people")).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    /** Contacts become patients, which carry nothing by which they could be recognised. */
    private static Clinic oneWayBack() {
        return oneWayBack(setup -> setup);
    }

    private static Clinic oneWayBack(UnaryOperator<Clinic.Setup> more) {
        Flow people = Flow.toBusiness("people", Contact.TYPE, Clinic.PATIENT)
                .match(MatchRule.on(Contact.EMAIL, Clinic.EMAIL))
                .map(
                        FieldMapping.from(Contact.FIRST_NAME).to(Clinic.FIRST),
                        FieldMapping.from(Contact.CITY).to(Clinic.CITY),
                        FieldMapping.from(Contact.EMAIL).to(Clinic.EMAIL))
                .build();
        return more.apply(Clinic.setup())
                .flow(Flow.Builder::createsNothing)
                .plan(plan -> Plan.named("back").flow(people))
                .build();
    }

    private static Clinic bothWays() {
        return Clinic.setup()
                .back(ConflictPolicy.SOURCE_WINS)
                .flow(Flow.Builder::createsBothWays)
                .business(ProbedConnector::byEmail)
                .build();
    }
}
