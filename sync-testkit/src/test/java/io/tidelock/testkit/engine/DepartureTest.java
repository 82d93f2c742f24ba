package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Strength;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Verb;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DepartureTest {

    @Test
    void deletedSourceLeavesItsContactAlone() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = ada(clinic);
        RecordRef contact = clinic.contactOf(ada);

        clinic.clinic.archive(ada);
        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.GONE)).isEqualTo(1);
        assertThat(clinic.crm.holds(contact)).isTrue();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void deletionIsBelievedOnlyAfterARead() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = ada(clinic);
        clinic.clinic.archive(ada);
        clinic.clinic.watch(new Once(Call.Kind.READ, () -> clinic.clinic.restore(ada)));

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.GONE)).as("it was back when it was read").isZero();
    }

    @Test
    void restoredSourceGoesOnWithItsContact() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = ada(clinic);
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.archive(ada);
        clinic.pass();

        clinic.clinic.restore(ada);
        clinic.clinic.edit(ada, Clinic.LAST, "Lovelace");
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.crm.value(contact, Contact.LAST_NAME)).isEqualTo("Lovelace");
    }

    @Test
    void survivorThatWasReadIsNotTakenAsThePageShowedItBefore() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.SOURCE_WINS).build();
        clinic.pass();
        clinic.clock.advance(Duration.ofMinutes(1));
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef there = clinic.contact("A.", "Byron", "ada@example.com", null);
        clinic.crm.merge(there, clinic.contact("Adda", "Byron", null, null));
        clinic.clinic.failNext(Fault.throwing(new RetryLaterException("Busy", Duration.ZERO, null), Call.Kind.FEED));

        clinic.engine.runNow();

        assertThat(clinic.crm.value(there, Contact.FIRST_NAME)).isEqualTo("Ada");
        assertThat(clinic.clinic.value(ada, Clinic.FIRST)).isEqualTo("Ada");
    }

    @Test
    void deletedContactIsNotCreatedAgainByAnEdit() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = ada(clinic);
        clinic.crm.archive(clinic.contactOf(ada));

        clinic.clinic.edit(ada, Clinic.LAST, "Lovelace");
        clinic.pass();
        clinic.pass();
        clinic.clinic.edit(ada, Clinic.LAST, "King");
        SyncReport told = clinic.pass();
        clinic.clinic.edit(ada, Clinic.LAST, "Noel");
        SyncReport quiet = clinic.pass();

        assertThat(clinic.contacts()).isEmpty();
        assertThat(told.count(Kind.GONE) + told.count(Kind.EXCLUDED)).isLessThanOrEqualTo(1);
        assertThat(quiet.quiet()).isTrue();
    }

    @Test
    void contactThatIsFoundGoneWhenItIsReadIsUnlinkedAndToldOfOnce() {
        Clinic clinic = looking(UnaryOperator.identity());
        RecordRef ada = ada(clinic);
        clinic.crm.archive(clinic.contactOf(ada));

        clinic.clinic.edit(ada, Clinic.LAST, "Lovelace");
        SyncReport gone = clinic.pass();
        clinic.clinic.edit(ada, Clinic.LAST, "King");
        SyncReport told = clinic.pass();

        assertThat(gone.count(Kind.GONE)).isEqualTo(1);
        assertThat(gone.writes()).isZero();
        assertThat(told.verdicts()).extracting(Verdict::code).containsExactly("COUNTERPART_GONE");
        assertThat(clinic.contacts()).isEmpty();
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void contactsThatAreFoundGoneInNumbersWaitUntilThatIsBelieved() {
        Clinic clinic = looking(flow -> flow.brake(Verb.UNLINK, 1, 10));
        List<RecordRef> patients = List.of(
                clinic.patient("Ada", "Byron", "ada@example.com", null),
                clinic.patient("Bo", "Lee", "bo@example.com", null),
                clinic.patient("Cy", "Poe", "cy@example.com", null));
        clinic.pass();
        patients.forEach(patient -> clinic.crm.archive(clinic.contactOf(patient)));

        patients.forEach(patient -> clinic.clinic.edit(patient, Clinic.CITY, "Rome"));
        clinic.pass();

        assertThat(clinic.engine.parked("patients"))
                .filteredOn(parked -> parked.key().ref().type().equals(Clinic.PATIENT))
                .hasSize(2)
                .allSatisfy(parked -> {
                    assertThat(parked.code()).isEqualTo("BRAKE_UNLINK");
                    assertThat(parked.reason()).contains("seems to be gone");
                });
        assertThat(clinic.contacts()).isEmpty();
    }

    @Test
    void refusedEditIsForgottenOnceItsContactIsFoundGone() {
        Clinic clinic = looking(UnaryOperator.identity());
        RecordRef ada = ada(clinic);
        clinic.crm.refuse(operation -> true, "CLOSED");
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();
        assertThat(clinic.parked()).containsExactly("CLOSED");

        clinic.crm.archive(clinic.contactOf(ada));
        clinic.clinic.edit(ada, Clinic.CITY, "Oslo");
        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.GONE)).isEqualTo(1);
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void contactThatSomebodyLeftIsTakenWithoutAQuestion() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = ada(clinic);
        clinic.clinic.archive(ada);
        clinic.pass();
        clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.resetCalls();

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.LINKED)).isEqualTo(1);
        assertThat(clinic.clinic.calls().reads()).as("it is known to be free").isZero();
    }

    @Test
    void contactThatIsFoundMergedIntoAnothersIsForAPerson() {
        Clinic clinic = looking(UnaryOperator.identity());
        RecordRef ada = ada(clinic);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        RecordRef survivor = clinic.contactOf(bo);
        clinic.crm.merge(survivor, clinic.contactOf(ada));

        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.pass();

        assertThat(clinic.parked()).containsExactly("MERGED_ONTO_LINKED");
        assertThat(clinic.crm.value(survivor, Contact.CITY)).isNull();
    }

    /** A flow that reads the contact of each patient it is shown. */
    private static Clinic looking(UnaryOperator<Flow.Builder> change) {
        return Clinic.setup()
                .flow(flow -> change.apply(flow)
                        .map(FieldMapping.from(Clinic.TOKEN)
                                .to(Contact.JOB_TITLE)
                                .strength(Strength.ONLY_IF_EMPTY)))
                .build();
    }

    @Test
    void restoredContactGetsTheNextEdit() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = ada(clinic);
        RecordRef contact = clinic.contactOf(ada);
        clinic.crm.archive(contact);
        clinic.clinic.edit(ada, Clinic.LAST, "Lovelace");
        clinic.pass();
        clinic.pass();

        clinic.crm.restore(contact);
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.pass();

        assertThat(clinic.crm.value(contact, Contact.CITY)).isEqualTo("London");
        assertThat(clinic.crm.value(contact, Contact.LAST_NAME)).isEqualTo("Lovelace");
    }

    @Test
    void newPatientMayTakeTheContactThatADeletedOneLeft() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = ada(clinic);
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.archive(ada);
        RecordRef again = clinic.patient("Ada", "Byron", "ada@example.com", null);

        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.contactOf(again)).isEqualTo(contact);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void oldPageOfADeletedContactBringsNothingBackAlsoWhenAnotherTookItsPlace() {
        ReplayingConnector replaying = new ReplayingConnector();
        Clinic clinic = Clinic.setup()
                .back(ConflictPolicy.HOLD)
                .flow(Flow.Builder::createsBothWays)
                .crmAccess(replaying::around)
                .build();
        RecordRef contact = clinic.contact("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.crm.archive(contact);
        RecordRef another = clinic.contact("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        assertThat(clinic.contactOf(clinic.clinic.records(Clinic.PATIENT).get(0).ref()))
                .isEqualTo(another);

        replaying.replayFirstPage();
        SyncReport report = clinic.pass();

        assertThat(report.writes()).isZero();
        assertThat(clinic.clinic.records(Clinic.PATIENT)).hasSize(1);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void contactThatWasMergedTakesTheLinkAlong() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = ada(clinic);
        RecordRef survivor = clinic.contact("A.", "Byron", null, null);
        clinic.crm.merge(survivor, clinic.contactOf(ada));

        clinic.clinic.edit(ada, Clinic.LAST, "Lovelace");
        clinic.pass();
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.crm.value(survivor, Contact.LAST_NAME)).isEqualTo("Lovelace");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void survivorThatIsShownBeforeTheMergeIsNotTakenForANewRecord() {
        Clinic clinic = Clinic.twoWay();
        RecordRef ada = ada(clinic);
        RecordRef survivor =
                clinic.crm.mergeIntoNew(clinic.contactOf(ada), clinic.contact("A.", "Byron", "b@example.com", null));

        clinic.pass();
        clinic.pass();

        assertThat(clinic.clinic.records(Clinic.PATIENT)).hasSize(1);
        assertThat(clinic.crm.holds(survivor)).isTrue();
        assertThat(clinic.contactOf(ada)).isEqualTo(survivor);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void patientThatWasMergedTakesTheLinkAlong() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = ada(clinic);
        RecordRef contact = clinic.contactOf(ada);
        RecordRef survivor =
                clinic.clinic.mergeIntoNew(ada, clinic.clinic.create(Clinic.PATIENT, Map.of(Clinic.CITY, "London")));

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.MOVED)).isEqualTo(1);
        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.contactOf(survivor)).isEqualTo(contact);
        assertThat(clinic.crm.value(contact, Contact.CITY)).isEqualTo("London");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void mergeOntoALinkedContactIsForAPersonAndNothingComesBack() {
        Clinic clinic = Clinic.twoWay();
        RecordRef ada = ada(clinic);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        clinic.crm.merge(clinic.contactOf(ada), clinic.contactOf(bo));

        SyncReport report = clinic.pass();
        clinic.clinic.edit(bo, Clinic.CITY, "Oslo");
        clinic.pass();
        clinic.clock.advance(Duration.ofHours(2));
        clinic.pass();

        assertThat(report.count(Kind.DISPUTED)).isEqualTo(1);
        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.parked()).containsExactly("MERGED_ONTO_LINKED");
    }

    @Test
    void mergeOntoALinkedPatientIsForAPerson() {
        Clinic clinic = Clinic.twoWay();
        RecordRef ada = ada(clinic);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        clinic.clinic.merge(ada, bo);

        clinic.pass();
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(2);
        assertThat(clinic.clinic.records(Clinic.PATIENT)).hasSize(1);
        assertThat(clinic.parked()).containsExactly("MERGED_ONTO_LINKED");
    }

    @Test
    void disputeOverAMergeEndsWhenTheOtherLinkIsFree() {
        Clinic clinic = Clinic.twoWay();
        RecordRef ada = ada(clinic);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        RecordRef survivor = clinic.contactOf(ada);
        clinic.crm.merge(survivor, clinic.contactOf(bo));
        clinic.pass();

        clinic.clinic.archive(ada);
        clinic.pass();
        clinic.clock.advance(Duration.ofHours(1));
        clinic.pass();

        assertThat(clinic.contactOf(bo)).isEqualTo(survivor);
        assertThat(clinic.parked()).isEmpty();
    }

    private static RecordRef ada(Clinic clinic) {
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        return ada;
    }
}
