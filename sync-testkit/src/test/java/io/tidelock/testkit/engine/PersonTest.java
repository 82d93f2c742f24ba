package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.answers.PairChange;
import io.tidelock.answers.Reason.Group;
import io.tidelock.crm.Contact;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people do about single records. */
class PersonTest {

    private static final String FLOW = "patients";

    @Test
    void dismissedRecordIsLeftAloneUntilItIsEditedOrAskedFor() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.crm.refuse(operation -> true, "CLOSED");
        clinic.pass();
        assertThat(clinic.engine.quarantine().of(FLOW)).hasSize(1);

        clinic.engine.quarantine().dismiss(FLOW, Side.SOURCE, ada, "A test record");
        clinic.crm.acceptAll();
        clinic.clock.advance(Duration.ofDays(30));
        clinic.clinic.touch(ada);
        clinic.pass();
        assertThat(clinic.contacts()).isEmpty();
        assertThat(clinic.engine.quarantine().of(FLOW)).isEmpty();
        assertThat(clinic.engine.status().flow(FLOW).count(Group.EXCLUDED)).isEqualTo(1);
        assertThat(clinic.engine.whyNot(ada).reason()).contains("A test record", "CLOSED");

        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();
        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void recordsOfOneCodeAreReleasedTogether() {
        Clinic clinic = Clinic.oneWay();
        RemovalTest.patients(clinic, 3);
        clinic.crm.refuse(operation -> true, "CLOSED");
        clinic.pass();
        clinic.crm.acceptAll();

        clinic.engine.quarantine().release(FLOW, "OTHER");
        assertThat(clinic.pass().writes()).isZero();
        clinic.engine.quarantine().release(FLOW, "CLOSED");

        assertThat(clinic.pass().writes()).isEqualTo(3);
        assertThatThrownBy(() -> clinic.engine.quarantine().dismiss(FLOW, Side.SOURCE, patient("9"), "why"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RecordRef patient(String id) {
        return RecordRef.of(Clinic.PATIENT, id);
    }

    @Test
    void personChoosesBetweenCandidates() {
        Clinic clinic = Clinic.oneWay();
        RecordRef one = clinic.contact("Cy", "Ng", null, "0412 345 678");
        RecordRef other = clinic.contact("Cy", "Ng", null, "0412 345 678");
        RecordRef cy = clinic.patient("Cy", "Ng", null, "0412 345 678");
        clinic.clinic.edit(cy, Clinic.CITY, "Rome");
        clinic.pass();

        assertThat(clinic.engine.disputes().of(FLOW)).hasSize(1);
        assertThat(clinic.engine.disputes().candidates(FLOW, Side.SOURCE, cy)).containsExactly(one, other);
        clinic.engine.disputes().choose(FLOW, Side.SOURCE, cy, other);
        clinic.pass();

        assertThat(clinic.contactOf(cy)).isEqualTo(other);
        assertThat(clinic.crm.value(other, Contact.CITY)).isEqualTo("Rome");
        assertThat(clinic.parked()).isEmpty();
        assertThatThrownBy(() -> clinic.engine.disputes().choose(FLOW, Side.SOURCE, cy, one))
                .hasMessageContaining("take them apart first");
    }

    @Test
    void noneOfThemIsCreatedAndStaysApart() {
        Clinic clinic = Clinic.oneWay();
        clinic.contact("Cy", "Ng", null, "0412 345 678");
        clinic.contact("Cy", "Ng", null, "0412 345 678");
        RecordRef cy = clinic.patient("Cy", "Ng", null, "0412 345 678");
        clinic.pass();

        clinic.engine.disputes().createInstead(FLOW, Side.SOURCE, cy);
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(3);
        assertThat(clinic.crm.value(clinic.contactOf(cy), Contact.MOBILE_PHONE)).isEqualTo("0412 345 678");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void refusalDoesNotForgetWhatAPersonSaid() {
        Clinic clinic = Clinic.oneWay();
        clinic.contact("Cy", "Ng", null, "0412 345 678");
        clinic.contact("Cy", "Ng", null, "0412 345 678");
        RecordRef cy = clinic.patient("Cy", "Ng", null, "0412 345 678");
        clinic.pass();
        clinic.engine.disputes().createInstead(FLOW, Side.SOURCE, cy);
        clinic.crm.refuse(operation -> true, "CLOSED");
        clinic.pass();

        clinic.crm.acceptAll();
        clinic.engine.quarantine().retry(FLOW, Side.SOURCE, cy);
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(3);
    }

    @Test
    void pairIsSplitOnceItIsSaidWhatFollows() {
        Clinic clinic = Clinic.oneWay();
        RecordRef wrong = clinic.contact("Ada", "Byron", "ada@example.com", null);
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();

        PairChange split = clinic.engine.pairs().split(FLOW, ada);
        assertThat(split.consequences()).hasSize(4).anyMatch(line -> line.contains("clinic_patient_id"));
        assertThat(clinic.contactOf(ada)).as("nothing is done yet").isEqualTo(wrong);
        clinic.engine.pairs().apply(split);
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(2);
        assertThat(clinic.contactOf(ada)).isNotEqualTo(wrong);
        assertThat(clinic.crm.value(wrong, Clinic.PATIENT_ID)).isNull();
        assertThat(clinic.crm.value(wrong, Contact.EMAIL)).isEqualTo("ada@example.com");
        assertThatThrownBy(() -> clinic.engine.pairs().apply(split)).hasMessageContaining("propose it anew");
    }

    @Test
    void unlinkedRecordGetsItsOwnWithItsNextEditOnly() {
        Clinic clinic = Clinic.oneWay();
        RecordRef wrong = clinic.contact("Ada", "Byron", "ada@example.com", null);
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();

        clinic.engine.pairs().apply(clinic.engine.pairs().unlink(FLOW, ada));
        clinic.pass();
        assertThat(clinic.contacts()).hasSize(1);
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();

        assertThat(clinic.contactOf(ada)).isNotEqualTo(wrong);
        assertThat(clinic.crm.value(wrong, Contact.CITY)).isNull();
    }

    @Test
    void recordIsLinkedOtherwise() {
        Clinic clinic = Clinic.oneWay();
        RecordRef wrong = clinic.contact("Ada", "Byron", "ada@example.com", null);
        RecordRef right = clinic.contact("Augusta", "King", "king@example.com", null);
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();

        assertThatThrownBy(() -> clinic.engine.pairs().relink(FLOW, ada, clinic.contactOf(bo)))
                .hasMessageContaining("take them apart first");
        clinic.engine.pairs().apply(clinic.engine.pairs().relink(FLOW, ada, right));
        clinic.pass();

        assertThat(clinic.contactOf(ada)).isEqualTo(right);
        assertThat(clinic.crm.value(wrong, Clinic.PATIENT_ID)).isNull();
        assertThat(clinic.crm.value(right, Contact.FIRST_NAME)).isEqualTo("Ada");
    }

    @Test
    void whatABrakeHoldsIsRejectedAndNotDoneTheNextDay() {
        Clinic clinic =
                Clinic.setup().flow(flow -> flow.brake(Verb.UPDATE, 1, 0)).build();
        List<RecordRef> patients = RemovalTest.patients(clinic, 3);
        clinic.pass();
        patients.forEach(patient -> clinic.clinic.edit(patient, Clinic.CITY, "Rome"));
        clinic.pass();

        assertThat(clinic.engine.reject(FLOW, Verb.UPDATE)).isEqualTo(2);
        clinic.clock.advance(Duration.ofDays(2));
        patients.forEach(clinic.clinic::touch);
        clinic.pass();

        assertThat(clinic.contacts().stream().filter(contact -> clinic.crm.value(contact.ref(), Contact.CITY) != null))
                .hasSize(1);
        assertThat(clinic.engine.brakes(FLOW).get(0).withheld()).isZero();
        assertThatThrownBy(() -> clinic.engine.reject(FLOW, Verb.CREATE)).hasMessageContaining("nothing to reject");
    }
}
