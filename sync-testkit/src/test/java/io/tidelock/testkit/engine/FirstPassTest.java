package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.record.RecordRef;
import io.tidelock.testkit.CrmCalls;
import org.junit.jupiter.api.Test;

class FirstPassTest {

    @Test
    void patientBecomesAContactThatCarriesItsId() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", "0400 000 001");

        SyncReport report = clinic.pass();

        RecordRef contact = clinic.contactOf(ada);
        assertThat(clinic.crm.value(contact, Contact.LAST_NAME)).isEqualTo("Byron");
        assertThat(clinic.crm.value(contact, Clinic.KIND)).isEqualTo("patient");
        assertThat(report.count(Kind.CREATED)).isEqualTo(1);
        assertThat(report.interruptions()).isEmpty();
    }

    @Test
    void secondPassIsQuiet() {
        Clinic clinic = Clinic.oneWay();
        clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.crm.resetCalls();

        SyncReport report = clinic.pass();

        assertThat(report.quiet()).as("%s", report).isTrue();
        assertThat(clinic.crm.calls().total()).isZero();
    }

    @Test
    void contactWithTheSameEmailIsLinkedNotDuplicated() {
        Clinic clinic = Clinic.oneWay();
        RecordRef there = clinic.contact("A.", "Byron", "ADA@Example.com", null);
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);

        SyncReport report = clinic.pass();

        assertThat(clinic.crm.records(Contact.TYPE)).hasSize(1);
        assertThat(clinic.contactOf(ada)).isEqualTo(there);
        assertThat(clinic.crm.value(there, Contact.FIRST_NAME)).isEqualTo("Ada");
        assertThat(report.count(Kind.LINKED)).isEqualTo(1);
    }

    @Test
    void contactWithTheSameNameAndAnotherSpellingOfTheNumberIsLinked() {
        Clinic clinic = Clinic.oneWay();
        RecordRef there = clinic.contact("ada", "BYRON", null, "+61 400 000 001");
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", "0400 000 001");

        clinic.pass();

        assertThat(clinic.contactOf(ada)).isEqualTo(there);
    }

    @Test
    void severalMatchesAreForAPerson() {
        Clinic clinic = Clinic.oneWay();
        clinic.contact("Ada", "Byron", null, "+61 400 000 001");
        clinic.contact("Ada", "Byron", null, "0400000001");
        clinic.patient("Ada", "Byron", null, "0400 000 001");

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.DISPUTED)).isEqualTo(1);
        assertThat(clinic.crm.records(Contact.TYPE)).hasSize(2);
        assertThat(clinic.engine.parked("patients"))
                .singleElement()
                .satisfies(parked -> assertThat(parked.code()).isEqualTo("SEVERAL_MATCHES"));
    }

    @Test
    void familySharingAnEmailStaysTwoContactsAndItIsSaidSo() {
        Clinic clinic = Clinic.oneWay();
        RecordRef mother = clinic.patient("Ann", "Lee", "lee@example.com", null);
        RecordRef child = clinic.patient("Bo", "Lee", "lee@example.com", null);

        SyncReport report = clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(mother), Contact.EMAIL)).isEqualTo("lee@example.com");
        assertThat(clinic.crm.value(clinic.contactOf(child), Contact.EMAIL)).isNull();
        assertThat(report.count(Kind.KEPT_APART)).isEqualTo(1);
        assertThat(report.verdicts())
                .filteredOn(verdict -> verdict.kind() == Kind.KEPT_APART)
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.reason()).contains("email"));
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void siblingOfALinkedPatientIsKeptApartInALaterPassToo() {
        Clinic clinic = Clinic.oneWay();
        RecordRef mother = clinic.patient("Ann", "Lee", "lee@example.com", null);
        clinic.pass();
        RecordRef child = clinic.patient("Bo", "Lee", "Lee@example.com", null);

        SyncReport report = clinic.pass();

        assertThat(clinic.contactOf(child)).isNotEqualTo(clinic.contactOf(mother));
        assertThat(report.count(Kind.KEPT_APART)).isEqualTo(1);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void theRelativeWhoLooksMoreLikeTheContactGetsIt() {
        Clinic clinic = Clinic.oneWay();
        RecordRef there = clinic.contact("Bo", "Lee", "lee@example.com", null);
        clinic.patient("Ann", "Lee", "lee@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "lee@example.com", null);

        clinic.pass();

        assertThat(clinic.contactOf(bo)).isEqualTo(there);
    }

    @Test
    void emailThatARelativeTookMeanwhileIsLeftOutOfTheUpdateAndItIsSaidSo() {
        Clinic clinic = Clinic.oneWay();
        RecordRef mother = clinic.patient("Ann", "Lee", "lee@example.com", null);
        RecordRef known = clinic.contact("Bo", "Lee", null, "+61 400 000 002");
        RecordRef child = clinic.patient("Bo", "Lee", "lee@example.com", "0400 000 002");
        clinic.clinic.edit(child, Clinic.CITY, "Perth");

        SyncReport report = clinic.pass();

        assertThat(clinic.contactOf(child)).isEqualTo(known);
        assertThat(clinic.crm.value(known, Contact.CITY)).isEqualTo("Perth");
        assertThat(clinic.crm.value(clinic.contactOf(mother), Contact.EMAIL)).isEqualTo("lee@example.com");
        assertThat(report.verdicts())
                .filteredOn(verdict -> verdict.code().equals("KEY_CONTESTED"))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.kind()).isEqualTo(Kind.LINKED));
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void thousandNewPatientsTakeTenCallsAStep() {
        Clinic clinic = Clinic.oneWay();
        for (int i = 0; i < 1_000; i++) {
            clinic.patient("First" + i, "Last" + i, "p" + i + "@example.com", null);
        }

        SyncReport report = clinic.pass();

        CrmCalls crm = clinic.crm.calls();
        assertThat(report.count(Kind.CREATED)).isEqualTo(1_000);
        assertThat(clinic.clinic.calls().feedPages()).isEqualTo(10);
        assertThat(crm.writes()).isEqualTo(10);
        assertThat(crm.lookups()).as("by id and by e-mail").isLessThanOrEqualTo(20);
    }

    @Test
    void thousandUnchangedPatientsShownAgainMakeNoRecordCall() {
        Clinic clinic = Clinic.oneWay();
        for (int i = 0; i < 1_000; i++) {
            clinic.patient("First" + i, "Last" + i, "p" + i + "@example.com", null);
        }
        clinic.pass();
        clinic.clinic.records(Clinic.PATIENT).forEach(patient -> clinic.clinic.touch(patient.ref()));
        clinic.clinic.resetCalls();
        clinic.crm.resetCalls();

        SyncReport report = clinic.pass();

        assertThat(report.observed()).isEqualTo(1_000);
        assertThat(clinic.clinic.calls().feedPages()).isEqualTo(10);
        assertThat(clinic.crm.calls().total()).isZero();
        assertThat(report.quiet()).isTrue();
    }
}
