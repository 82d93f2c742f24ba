package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.StoreRequest;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MergeTest {

    @Test
    void editTravelsToTheOtherSide() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();

        clinic.clinic.edit(ada, Clinic.LAST, "Lovelace");
        SyncReport report = clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.LAST_NAME)).isEqualTo("Lovelace");
        assertThat(report.count(Kind.UPDATED)).isEqualTo(1);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void fieldsThatAreNotMappedAndEditsOfThePeopleThereStayUntouched() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);

        clinic.crm.edit(contact, Contact.JOB_TITLE, "Analyst");
        clinic.crm.edit(contact, Contact.CITY, "London");
        clinic.clinic.edit(ada, Clinic.LAST, "Lovelace");
        clinic.pass();

        assertThat(clinic.crm.value(contact, Contact.JOB_TITLE)).isEqualTo("Analyst");
        assertThat(clinic.crm.value(contact, Contact.CITY)).isEqualTo("London");
        assertThat(clinic.crm.value(contact, Contact.LAST_NAME)).isEqualTo("Lovelace");
    }

    @Test
    void editsOfDifferentFieldsOnBothSidesBothArrive() {
        Clinic clinic = Clinic.twoWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);

        clinic.clinic.edit(ada, Clinic.LAST, "Lovelace");
        clinic.crm.edit(contact, Contact.CITY, "London");
        clinic.pass();

        assertThat(clinic.crm.value(contact, Contact.LAST_NAME)).isEqualTo("Lovelace");
        assertThat(clinic.clinic.value(ada, Clinic.CITY)).isEqualTo("London");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void sameEditOnBothSidesIsAnAgreement() {
        Clinic clinic = Clinic.twoWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();

        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.crm.edit(clinic.contactOf(ada), Contact.CITY, "London");
        SyncReport report = clinic.pass();

        assertThat(report.writes()).isZero();
        assertThat(report.count(Kind.HELD)).isZero();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void whatAPairWasHeldForDoesNotClingToTheNextOne() {
        Clinic clinic = Clinic.twoWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.crm.edit(contact, Contact.CITY, "London");
        clinic.pass();
        clinic.crm.archive(contact);
        clinic.pass();

        clinic.contact("Ada", "Byron", "ada@example.com", null);
        clinic.pass();

        StoreRequest about = StoreRequest.about(IntegrationId.of("clinic-1"), "patients", Side.SOURCE, Set.of(ada));
        assertThat(clinic.store.load(about).verdicts()).isEmpty();
    }

    @Test
    void differentEditsOfOneFieldAreHeldForAPersonAndNothingIsLost() {
        Clinic clinic = Clinic.twoWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);

        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.crm.edit(contact, Contact.CITY, "Paris");
        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.HELD)).isPositive();
        assertThat(clinic.clinic.value(ada, Clinic.CITY)).isEqualTo("London");
        assertThat(clinic.crm.value(contact, Contact.CITY)).isEqualTo("Paris");

        clinic.crm.edit(contact, Contact.CITY, "London");
        clinic.pass();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void ourOwnWriteComingBackIsNoChange() {
        Clinic clinic = Clinic.twoWay();
        clinic.patient("Ada", "Byron", "Ada@Example.com", "0400 000 001");
        clinic.pass();

        SyncReport report = clinic.pass();

        assertThat(report.writes()).isZero();
        assertThat(clinic.clinic.calls().writes()).isZero();
    }

    @Test
    void contactBecomesAPatientWhereBothSidesCreate() {
        Clinic clinic = Clinic.twoWay();
        RecordRef contact = clinic.contact("Ada", "Byron", "ada@example.com", null);

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.CREATED)).isEqualTo(1);
        assertThat(clinic.clinic.records(Clinic.PATIENT))
                .singleElement()
                .satisfies(patient -> assertThat(clinic.crm.value(contact, Clinic.PATIENT_ID))
                        .isEqualTo(patient.ref().id()));
        assertThat(clinic.pass().writes()).isZero();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void emptiedFieldLeavesTheOtherSideAlone() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.clinic.create(
                Clinic.PATIENT, Map.of(Clinic.FIRST, "Ada", Clinic.LAST, "Byron", Clinic.CITY, "London"));
        clinic.pass();

        clinic.clinic.edit(ada, Clinic.CITY, null);
        clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("London");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void lossyTargetIsSettledNotRewrittenForEver() {
        Clinic clinic = Clinic.twoWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ADA@EXAMPLE.COM", null);
        clinic.pass();

        for (int i = 0; i < 3; i++) {
            assertThat(clinic.pass().writes()).isZero();
        }
        assertThat(clinic.clinic.value(ada, Clinic.EMAIL)).isEqualToIgnoringCase("ada@example.com");
    }
}
