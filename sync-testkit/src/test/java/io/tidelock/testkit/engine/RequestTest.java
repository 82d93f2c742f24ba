package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.mapping.Strength;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("CL-10")
class RequestTest {

    private static final RecordType PATIENT = Clinic.PATIENT;

    @Test
    void editWithoutARequestStaysInTheCrm() {
        Clinic clinic = Clinic.onRequest();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();

        clinic.crm.edit(clinic.contactOf(ada), Contact.LAST_NAME, "Lovelace");
        SyncReport report = clinic.pass();

        assertThat(report.quiet()).isTrue();
        assertThat(clinic.clinic.value(ada, Clinic.LAST)).isEqualTo("Byron");
    }

    @Test
    void editIsStillOneWhenItIsAskedForAfterALookAtBoth() {
        Clinic clinic = Clinic.setup()
                .back(ConflictPolicy.SOURCE_WINS)
                .flow(flow -> flow.onRequest(RequestFlag.yesNo(Clinic.UPDATE))
                        .map(FieldMapping.from(Clinic.TOKEN)
                                .to(Contact.JOB_TITLE)
                                .strength(Strength.ONLY_IF_EMPTY))) // so the contact is read, too
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);

        clinic.crm.edit(contact, Contact.LAST_NAME, "Lovelace");
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.pass();
        assertThat(clinic.parked()).isEmpty();
        clinic.crm.edit(contact, Clinic.UPDATE, "Yes");
        clinic.pass();

        assertThat(clinic.clinic.value(ada, Clinic.LAST)).isEqualTo("Lovelace");
        assertThat(clinic.crm.value(contact, Contact.CITY)).isEqualTo("London");
        assertThat(clinic.pass().writes()).isZero();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    @Tag("CL-11")
    void requestWritesTheEditsBackAndResetsItsFlag() {
        Clinic clinic = Clinic.onRequest();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);

        clinic.crm.edit(contact, Contact.LAST_NAME, "Lovelace");
        clinic.crm.edit(contact, Clinic.UPDATE, "Yes");
        clinic.pass();

        assertThat(clinic.clinic.value(ada, Clinic.LAST)).isEqualTo("Lovelace");
        assertThat(clinic.crm.value(contact, Clinic.UPDATE)).isEqualTo("No");
        assertThat(clinic.pass().writes()).as("the flag write triggers nothing").isZero();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void requestDecidesOnlyWhatThePlanLeavesToAPerson() {
        for (ConflictPolicy policy : ConflictPolicy.values()) {
            Clinic clinic = Clinic.setup()
                    .back(policy)
                    .flow(flow -> flow.onRequest(RequestFlag.yesNo(Clinic.UPDATE)))
                    .build();
            RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
            clinic.pass();
            RecordRef contact = clinic.contactOf(ada);

            clinic.clinic.edit(ada, Clinic.LAST, "King");
            clinic.crm.edit(contact, Contact.LAST_NAME, "Lovelace");
            clinic.crm.edit(contact, Clinic.UPDATE, "Yes");
            clinic.pass();

            assertThat(clinic.crm.value(contact, Contact.LAST_NAME))
                    .as(policy.name())
                    .isEqualTo(policy == ConflictPolicy.SOURCE_WINS ? "King" : "Lovelace")
                    .isEqualTo(clinic.clinic.value(ada, Clinic.LAST));
        }
    }

    @Test
    void requestCreatesAPatientAndWritesItsIdBack() {
        Clinic clinic = Clinic.onRequest();
        RecordRef contact = clinic.contact("Ada", "Byron", "ada@example.com", null);
        assertThat(clinic.pass().quiet() || clinic.clinic.records(PATIENT).isEmpty())
                .isTrue();

        clinic.crm.edit(contact, Clinic.UPDATE, "Yes");
        SyncReport report = clinic.pass();

        assertThat(clinic.clinic.records(PATIENT)).hasSize(1);
        RecordRef patient = clinic.clinic.records(PATIENT).get(0).ref();
        assertThat(clinic.crm.value(contact, Clinic.PATIENT_ID)).isEqualTo(patient.id());
        assertThat(clinic.crm.value(contact, Clinic.UPDATE)).isEqualTo("No");
        assertThat(report.count(Kind.CREATED)).isEqualTo(1);
        assertThat(clinic.pass().writes()).isZero();
    }

    @Test
    void requestedPatientKeptApartFromItsFamilyLeavesTheContactsEmailAlone() {
        Clinic clinic = Clinic.onRequest();
        clinic.patient("Ann", "Lee", "lee@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "lee@example.com", null);
        clinic.pass();
        RecordRef contact = clinic.contactOf(bo);

        clinic.crm.edit(contact, Contact.CITY, "Oslo");
        clinic.crm.edit(contact, Clinic.UPDATE, "Yes");
        clinic.pass();

        assertThat(clinic.clinic.value(bo, Clinic.CITY)).isEqualTo("Oslo");
        assertThat(clinic.clinic.value(bo, Clinic.EMAIL)).isEqualTo("lee@example.com");
        assertThat(clinic.crm.value(contact, Contact.EMAIL)).isNull();
        assertThat(clinic.crm.value(contact, Clinic.UPDATE)).isEqualTo("No");
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().writes()).isZero();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    @Tag("CL-11")
    void flagStaysWhileTheClinicRefusesAndTheReasonIsKnown() {
        Clinic clinic = Clinic.onRequest();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.refuse(ada, "LOCKED");

        clinic.crm.edit(contact, Contact.LAST_NAME, "Lovelace");
        clinic.crm.edit(contact, Clinic.UPDATE, "Yes");
        clinic.pass();

        assertThat(clinic.crm.value(contact, Clinic.UPDATE)).isEqualTo("Yes");
        assertThat(clinic.engine.parked("patients"))
                .singleElement()
                .satisfies(parked -> assertThat(parked.code()).isEqualTo("LOCKED"));

        clinic.clinic.acceptAll();
        clinic.clock.advance(java.time.Duration.ofHours(1));
        clinic.pass();
        assertThat(clinic.clinic.value(ada, Clinic.LAST)).isEqualTo("Lovelace");
        assertThat(clinic.crm.value(contact, Clinic.UPDATE)).isEqualTo("No");
        assertThat(clinic.engine.parked("patients")).isEmpty();
    }
}
