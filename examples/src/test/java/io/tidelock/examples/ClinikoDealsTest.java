package io.tidelock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.SchemaDifference;
import io.tidelock.engine.SyncReport;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Appointments and invoices of a fake Cliniko in the pipelines of a fake HubSpot, over HTTP. */
class ClinikoDealsTest {

    private static final String INDIVIDUAL = "individual_appointments";

    private final ClinikoToHubSpot world = ClinikoToHubSpot.unlimited();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Tag("CL-03")
    @Tag("CL-13")
    void appointmentIsADealOfTheContactInItsStageWithItsCase() {
        String ada = world.patient("Ada", "Byron", "ada@example.com");
        String knee = world.cliniko.create("patient_cases", Map.of("name", "Left knee", "patient_id", ada));
        String massage = appointment(ada, knee);
        world.pass();
        assertThat(world.deal("cliniko_appointment_id", massage)).containsEntry("cliniko_case", "Left knee");
        assertThat(world.stage("cliniko_appointment_id", massage)).isEqualTo("Cliniko appointments/Booked");
        assertThat(world.hubspot.associated("deals", world.dealId("cliniko_appointment_id", massage), "contacts"))
                .isEqualTo(Set.of(world.contactIdOf(ada)));

        world.cliniko.cancel(INDIVIDUAL, massage);
        world.cliniko.edit("patient_cases", knee, Map.of("name", "Both knees"));
        world.pass();

        assertThat(world.stage("cliniko_appointment_id", massage)).isEqualTo("Cliniko appointments/Cancelled");
        assertThat(world.deal("cliniko_appointment_id", massage)).containsEntry("cliniko_case", "Both knees");
        assertThat(world.pass().writes()).isZero();
    }

    @Test
    @Tag("CL-04")
    void invoiceIsADealWithItsItemsBesideItsAppointments() {
        String ada = world.patient("Ada", "Byron", "ada@example.com");
        String massage = appointment(ada, null);
        String invoice = world.cliniko.create(
                "invoices",
                Map.of(
                        "patient_id",
                        ada,
                        "appointment_id",
                        massage,
                        "number",
                        7,
                        "issue_date",
                        "2026-11-20",
                        "total_amount",
                        "90.0",
                        "status",
                        20));
        world.cliniko.create("invoice_items", Map.of("invoice_id", invoice, "name", "Massage", "unit_price", "90.0"));

        world.pass();

        assertThat(world.stage("cliniko_invoice_id", invoice)).isEqualTo("Cliniko invoices/Paid");
        String deal = world.dealId("cliniko_invoice_id", invoice);
        assertThat(world.hubspot.associated("deals", deal, "deals"))
                .isEqualTo(Set.of(world.dealId("cliniko_appointment_id", massage)));
        assertThat(world.hubspot.associated("deals", deal, "line_items")).hasSize(1);
        assertThat(world.pass().writes()).isZero();
    }

    @Test
    @Tag("CL-14")
    void pipelinesThatPeopleMadeAreLeftAloneAndWhatTheyAddToManagedOnesIsTold() {
        world.hubspot.administrator().addPipeline("deals", "Referrals", "New", "Done");
        String before = world.hubspot.administrator().pipelines("deals");
        appointment(world.patient("Ada", "Byron", "ada@example.com"), null);
        world.pass();
        assertThat(world.hubspot.administrator().pipelines("deals")).isEqualTo(before);

        world.hubspot.administrator().addStage("deals", "Cliniko appointments", "Waiting list", "0.1");
        world.clock.advance(Duration.ofHours(2));
        SyncReport report = world.pass();

        assertThat(report.interruptions()).isEmpty();
        assertThat(report.drift()).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(SchemaDifference.Kind.ADDED);
            assertThat(difference.detail()).contains("Waiting list");
        });
    }

    private String appointment(String patient, @Nullable String patientCase) {
        String appointment = world.cliniko.create(
                INDIVIDUAL,
                Map.of(
                        "patient_id",
                        patient,
                        "starts_at",
                        world.clock.instant().plus(Duration.ofDays(1)).toString(),
                        "appointment_type_id",
                        world.cliniko.create("appointment_types", Map.of("name", "Massage")),
                        "business_id",
                        "1",
                        "practitioner_id",
                        "1"));
        if (patientCase != null) {
            world.cliniko.edit(INDIVIDUAL, appointment, Map.of("patient_case_id", patientCase));
        }
        return appointment;
    }
}
