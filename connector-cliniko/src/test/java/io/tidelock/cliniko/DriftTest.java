package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.SchemaDifference.Kind;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.engine.SyncReport;
import io.tidelock.record.Field;
import io.tidelock.record.Schema;
import io.tidelock.record.Schema.Stage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("CL-14")
class DriftTest {

    private static final Duration UNTIL_THE_NEXT_LOOK = Duration.ofHours(2);

    private final Reception reception = Reception.open();

    @AfterEach
    void close() {
        reception.close();
    }

    @Test
    void whatThePlanManagesIsCreatedByIt() {
        assertThat(reception.engine.checkSchema()).isEmpty();
    }

    @Test
    void deletedPipelineIsNamedAndStopsOnlyWhatDependsOnIt() {
        reception.pass();
        String ada = reception.patient("Ada");
        reception.appointment(ada, Duration.ofDays(1));
        reception.surgery.clinic.create("invoices", Map.of("patient_id", ada, "issue_date", "2026-11-20", "number", 7));

        reception.crm.removePipeline(Deal.TYPE, ClinikoPlan.APPOINTMENT_PIPELINE);
        SyncReport report = afterTheNextLook();

        assertThat(report.drift()).extracting(SchemaDifference::kind).contains(Kind.MISSING);
        assertThat(report.interruptions())
                .isNotEmpty()
                .allSatisfy(stop -> assertThat(stop.cause()).hasMessageContaining("Cliniko appointments"));
        assertThat(reception.contactOf(ada)).isNotNull();
        assertThat(reception.crm.records(Deal.TYPE))
                .singleElement()
                .satisfies(deal -> assertThat(deal.value(Deal.NAME).plain()).isEqualTo("Invoice 7"));
    }

    @Test
    void renamingIsToldExactlyAndStopsNothing() {
        reception.pass();
        String ada = reception.patient("Ada");

        reception.crm.rename(Contact.TYPE, ClinikoPlan.PATIENT_ID, "Number of the patient");
        SyncReport report = afterTheNextLook();

        assertThat(report.drift()).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Kind.RENAMED);
            assertThat(difference.element().name()).isEqualTo("cliniko_patient_id");
        });
        assertThat(report.interruptions()).isEmpty();
        assertThat(reception.contactOf(ada)).isNotNull();
    }

    @Test
    void propertyOfAnotherTypeIsNamedAndStopsOnlyWhatDependsOnIt() {
        reception.pass();
        String ada = reception.patient("Ada");
        reception.surgery.clinic.createContact(Map.of("last_name", "Doctor"));

        reception.crm.undefine(Contact.TYPE, ClinikoPlan.REFERRAL_SOURCE);
        reception.crm.define(
                Schema.Property.of(Contact.TYPE, Field.date("cliniko_referral_source"), "Cliniko referral source")
                        .in(new Schema.Group(Contact.TYPE, "cliniko", "Cliniko")));
        SyncReport report = afterTheNextLook();

        assertThat(report.drift()).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Kind.WRONG_TYPE);
            assertThat(difference.element().name()).isEqualTo("cliniko_referral_source");
        });
        assertThat(reception.crm.records(Contact.TYPE))
                .as("contacts of Cliniko contacts have no such property")
                .singleElement()
                .satisfies(contact ->
                        assertThat(contact.value(Contact.LAST_NAME).plain()).isEqualTo("Doctor"));
        reception.crm.undefine(Contact.TYPE, ClinikoPlan.REFERRAL_SOURCE);
        reception.engine.provisionSchema();
        reception.pass();
        assertThat(reception.contactOf(ada)).isNotNull();
    }

    @Test
    void additionsToWhatThePlanManagesAreToldAndForeignPipelinesAreNobodysBusiness() {
        reception.pass();

        reception.crm.addStage(
                Deal.TYPE, ClinikoPlan.APPOINTMENT_PIPELINE, Stage.open("waiting_list", "Waiting list", 10));
        reception.crm.define(
                Schema.Property.of(Contact.TYPE, Field.text("favourite_colour"), "Favourite colour"),
                Schema.Property.of(Contact.TYPE, Field.text("shoe_size"), "Shoe size")
                        .in(new Schema.Group(Contact.TYPE, "cliniko", "Cliniko")));
        SyncReport report = afterTheNextLook();

        assertThat(report.drift()).hasSize(2).allMatch(difference -> difference.kind() == Kind.ADDED);
        assertThat(report.drift())
                .extracting(SchemaDifference::detail)
                .anySatisfy(detail -> assertThat(detail).contains("Waiting list"))
                .anySatisfy(detail -> assertThat(detail).containsIgnoringCase("shoe"));
        assertThat(report.interruptions()).isEmpty();
    }

    private SyncReport afterTheNextLook() {
        reception.surgery.clock.advance(UNTIL_THE_NEXT_LOOK);
        return reception.pass();
    }
}
