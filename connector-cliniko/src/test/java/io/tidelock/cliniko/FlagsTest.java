package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("CL-10")
class FlagsTest {

    private final Reception reception = Reception.open();

    @AfterEach
    void close() {
        reception.close();
    }

    @Test
    @Tag("CL-11")
    @Tag("CL-12")
    void flagWritesEveryFieldThatClinikoTakesAndIsResetWhoeverSetIt() {
        String ada = reception.patient("Ada");
        reception.surgery.clinic.editPatient(
                ada,
                Map.of(
                        "patient_phone_numbers",
                        java.util.List.of(
                                Map.of("number", "03 9000 0001", "phone_type", "Fax"),
                                Map.of("number", "0400 000 001", "phone_type", "Mobile"))));
        reception.pass();
        RecordRef contact = reception.contactOf(ada).ref();
        Map<Field, String> edits = Map.ofEntries(
                Map.entry(Contact.LAST_NAME, "Lovelace"),
                Map.entry(Contact.MOBILE_PHONE, "0400 000 002"),
                Map.entry(Contact.PHONE, "03 9000 0002"),
                Map.entry(Contact.STREET, "1 Example Street"),
                Map.entry(Contact.CITY, "Geelong"),
                Map.entry(Contact.STATE, "VIC"),
                Map.entry(Contact.POSTAL_CODE, "3220"),
                Map.entry(Contact.COUNTRY, "NZ"),
                Map.entry(ClinikoPlan.GENDER_IDENTITY, "woman"),
                Map.entry(ClinikoPlan.DATE_OF_BIRTH, "1985-12-10"),
                Map.entry(ClinikoPlan.REFERRAL_SOURCE, "Google"),
                Map.entry(ClinikoPlan.UPDATE_PATIENT, "Yes"));
        edits.forEach((field, text) -> reception.crm.edit(contact, field, text));

        reception.pass();

        assertThat(reception.surgery.clinic.patient(ada))
                .containsEntry("last_name", "Lovelace")
                .containsEntry("address_1", "1 Example Street")
                .containsEntry("country_code", "NZ")
                .containsEntry("gender_identity", "woman")
                .containsEntry("date_of_birth", "1985-12-10")
                .containsEntry("referral_source", "Google");
        assertThat(String.valueOf(reception.surgery.clinic.patient(ada).get("patient_phone_numbers")))
                .as("the fax is nobody's business")
                .contains("03 9000 0001", "0400 000 002", "03 9000 0002")
                .doesNotContain("0400 000 001");
        assertThat(reception.crm.value(contact, ClinikoPlan.UPDATE_PATIENT)).isEqualTo("No");
        assertThat(reception.pass().writes()).isZero();
    }

    @Test
    void clinikoContactIsCreatedOnRequestAndItsIdWrittenBack() {
        RecordRef contact = reception.crm.create(
                Contact.TYPE,
                Map.of(
                        Contact.LAST_NAME,
                        "Doctor",
                        Contact.EMAIL,
                        "doc@example.com",
                        ClinikoPlan.UPDATE_CONTACT,
                        "Yes"));

        reception.pass();

        assertThat(reception.surgery.clinic.contacts()).singleElement().satisfies(there -> {
            assertThat(there).containsEntry("last_name", "Doctor").containsEntry("email", "doc@example.com");
            assertThat(reception.crm.value(contact, ClinikoPlan.CONTACT_ID)).isEqualTo(there.get("id"));
        });
        assertThat(reception.crm.value(contact, ClinikoPlan.UPDATE_CONTACT)).isEqualTo("No");
        assertThat(reception.pass().writes()).isZero();
    }

    @Test
    @Tag("CL-11")
    void refusedRequestKeepsItsFlagAndItsReasonAndIsTriedAgain() {
        String ada = reception.patient("Ada");
        reception.pass();
        RecordRef contact = reception.contactOf(ada).ref();
        reception.crm.edit(contact, Contact.COUNTRY, "Nowhereland");
        reception.crm.edit(contact, ClinikoPlan.UPDATE_PATIENT, "Yes");

        reception.pass();

        assertThat(reception.crm.value(contact, ClinikoPlan.UPDATE_PATIENT)).isEqualTo("Yes");
        assertThat(reception.crm.value(contact, ClinikoPlan.PATIENT_STATUS))
                .startsWith("VALIDATION_FAILED: ")
                .contains("country")
                .doesNotContain("Nowhereland");
        assertThat(reception.pass().writes()).as("said once, tried by schedule").isZero();
        assertThat(reception.engine.parked(ClinikoPlan.PATIENTS))
                .singleElement()
                .satisfies(parked ->
                        assertThat(parked.reason()).contains("country").doesNotContain("Nowhereland"));
        reception.crm.edit(contact, Contact.COUNTRY, "NZ");
        reception.pass();
        assertThat(reception.crm.value(contact, ClinikoPlan.UPDATE_PATIENT)).isEqualTo("No");
        assertThat(reception.crm.value(contact, ClinikoPlan.PATIENT_STATUS)).isNull();
        assertThat(reception.engine.parked(ClinikoPlan.PATIENTS)).isEmpty();
    }
}
