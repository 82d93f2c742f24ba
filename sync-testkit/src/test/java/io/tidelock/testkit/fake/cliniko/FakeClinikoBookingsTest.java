package io.tidelock.testkit.fake.cliniko;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Appointments, attendees, cases and invoices, as the vendor's page has them. */
class FakeClinikoBookingsTest {

    private static final String INDIVIDUAL = "/v1/individual_appointments";

    private final ManualClock clock = new ManualClock();
    private final FakeCliniko clinic =
            FakeCliniko.builder().clock(clock).apiKey(Caller.KEY).rateLimit(0).build();
    private final Caller caller = new Caller(clinic);
    private final String ada = clinic.createPatient(Map.of("first_name", "Ada", "last_name", "Sample"));
    private final String kind =
            clinic.create("appointment_types", Map.of("name", "Massage", "duration_in_minutes", 45));

    private Map<String, Object> booking(Map<String, ?> more) {
        Map<String, Object> booking = new LinkedHashMap<>(Map.of(
                "starts_at", "2026-03-01T09:00:00Z",
                "appointment_type_id", kind,
                "business_id", "1",
                "practitioner_id", "1"));
        booking.putAll(more);
        return booking;
    }

    private String appointment() {
        return clinic.create("individual_appointments", booking(Map.of("patient_id", ada)));
    }

    @Test
    void appointmentEndsAfterItsTypesDurationAndShowsItsPatientAsALink() {
        JsonNode shown = Caller.json(caller.get(INDIVIDUAL + "/" + appointment()));

        assertThat(shown.path("ends_at").asText()).isEqualTo("2026-03-01T09:45:00Z");
        assertThat(shown.path("patient_name").asText()).isEqualTo("Ada Sample");
        assertThat(shown.path("patient").path("links").path("self").asText()).endsWith("/v1/patients/" + ada);
        assertThat(shown.has("patient_case"))
                .as("an empty relation has no link")
                .isFalse();
        assertThat(shown.has("patient_id")).isFalse();
    }

    @Test
    void cancellationDemandsAReasonAndHidesTheAppointment() {
        String massage = appointment();
        String path = INDIVIDUAL + "/" + massage + "/cancel";

        assertThat(caller.patch(path, "{}").status()).isEqualTo(422);
        assertThat(caller.patch(path, "{\"cancellation_reason\":31}").status()).isEqualTo(422);
        assertThat(caller.patch(path, "{\"cancellation_reason\":50}").status()).isEqualTo(204);

        assertThat(ids(INDIVIDUAL)).isEmpty();
        assertThat(ids(INDIVIDUAL, "cancelled_at:*")).containsExactly(massage);
        assertThat(clinic.record("individual_appointments", massage))
                .containsEntry("cancellation_reason_description", "Other");
    }

    @Test
    void arrivalIsTheAttendeesAndDoesNotMoveTheAppointmentsStamp() {
        String massage = appointment();
        Object before = clinic.record("individual_appointments", massage).get("updated_at");
        clock.advance(Duration.ofMinutes(5));

        clinic.arrive(massage);

        assertThat(clinic.record("individual_appointments", massage))
                .containsEntry("patient_arrived", true)
                .containsEntry("updated_at", before);
        assertThat(ids("/v1/attendees", "booking_id:=" + massage)).hasSize(1);
        String stamp = clock.instant().toString().substring(0, 19) + "Z";
        assertThat(ids("/v1/attendees", "updated_at:>=" + stamp)).hasSize(1);
    }

    @Test
    void whatStaffSetIsNotWrittenByTheApi() {
        String massage = appointment();

        caller.patch(INDIVIDUAL + "/" + massage, "{\"did_not_arrive\":true,\"notes\":\"x\"}");
        clinic.edit("individual_appointments", massage, Map.of("notes", "y"));
        assertThat(clinic.record("individual_appointments", massage)).containsEntry("did_not_arrive", false);

        clinic.edit("individual_appointments", massage, Map.of("did_not_arrive", true));
        assertThat(clinic.record("individual_appointments", massage)).containsEntry("did_not_arrive", true);
    }

    @Test
    void invoicesAndTheirItemsAreReadOnly() {
        String invoice = clinic.create("invoices", Map.of("patient_id", ada, "issue_date", "2026-03-01", "status", 20));
        String item =
                clinic.create("invoice_items", Map.of("invoice_id", invoice, "quantity", "2.0", "unit_price", "50.0"));

        assertThat(caller.post("/v1/invoices", "{}").status()).isEqualTo(405);
        assertThat(caller.patch("/v1/invoices/" + invoice, "{}").status()).isEqualTo(405);
        assertThat(clinic.record("invoices", invoice)).containsEntry("status_description", "Paid");
        JsonNode shown = Caller.json(caller.get("/v1/invoice_items/" + item));
        assertThat(shown.path("quantity").isTextual()).isTrue();
        assertThat(shown.path("total_including_tax").isNumber()).isTrue();
        assertThat(ids("/v1/invoice_items", "invoice_id:=" + invoice)).containsExactly(item);
    }

    @Test
    void appointmentsCannotBeFilteredByTheirCaseButAttendeesCan() {
        String knee = clinic.create("patient_cases", Map.of("name", "Knee", "patient_id", ada));
        clinic.create("individual_appointments", booking(Map.of("patient_id", ada, "patient_case_id", knee)));

        FakeResponse refused = caller.list(INDIVIDUAL, "patient_case_id:=" + knee);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(ids("/v1/attendees", "patient_case_id:=" + knee)).hasSize(1);
    }

    @Test
    void groupShowsItsPatientsAndLosesThoseWhoCancel() {
        String pilates = clinic.create("group_appointments", booking(Map.of("max_attendees", 8)));
        String attendee = clinic.create("attendees", Map.of("booking_id", pilates, "patient_id", ada));
        assertThat(clinic.record("group_appointments", pilates)).containsEntry("patient_ids", List.of(ada));

        assertThat(caller.patch("/v1/attendees/" + attendee + "/cancel", "{\"cancellation_reason\":30}")
                        .status())
                .isEqualTo(204);

        assertThat(clinic.record("group_appointments", pilates)).containsEntry("patient_ids", List.of());
    }

    @Test
    void mergeHandsWhatTheLoserHadToTheWinner() {
        String massage = appointment();
        String winner = clinic.createPatient(Map.of("first_name", "Adah", "last_name", "Sample"));

        clinic.mergePatients(ada, winner);

        assertThat(ids(INDIVIDUAL, "patient_id:=" + winner)).containsExactly(massage);
    }

    @Test
    void linksToManyLeadToTheListsTheyName() {
        String massage = appointment();
        String invoice = clinic.create(
                "invoices", Map.of("patient_id", ada, "issue_date", "2026-03-01", "appointment_id", massage));
        String item = clinic.create("invoice_items", Map.of("invoice_id", invoice, "name", "Massage"));
        clinic.create("invoices", Map.of("patient_id", other(), "issue_date", "2026-03-01"));

        FakeResponse invoices = caller.get("/v1/patients/" + ada + "/invoices?per_page=1");

        assertThat(Caller.column(invoices, "invoices", "id")).containsExactly(invoice);
        assertThat(Caller.json(invoices).path("links").path("self").asText())
                .isEqualTo("https://api.au4.cliniko.com/v1/patients/" + ada + "/invoices?page=1&per_page=1");
        assertThat(Caller.column(caller.get("/v1/invoices/" + invoice + "/invoice_items"), "invoice_items", "id"))
                .containsExactly(item);
        assertThat(Caller.column(caller.get(INDIVIDUAL + "/" + massage + "/attendees"), "attendees", "id"))
                .hasSize(1);
        assertThat(caller.get("/v1/patients/1/invoices").status()).isEqualTo(404);
        assertThat(caller.post("/v1/patients/" + ada + "/invoices", "{}").status())
                .isEqualTo(405);
    }

    @Test
    void closedCasesAreNotActive() {
        String open = clinic.create("patient_cases", Map.of("name", "Knee", "patient_id", ada));
        clinic.create("patient_cases", Map.of("name", "Hip", "patient_id", ada, "closed_at", "2026-03-01T09:00:00Z"));

        assertThat(Caller.column(caller.get("/v1/patient_cases/active"), "patient_cases", "id"))
                .containsExactly(open);
    }

    @Test
    void everyColumnThatTheVendorLetsOneFilterByIsTaken() {
        String massage = appointment();
        String mail = clinic.create(
                "appointment_types",
                Map.of(
                        "name",
                        "Online",
                        "online_payments_mode",
                        "optional",
                        "appointment_reminder_template_ids",
                        List.of(7)));
        String original = clinic.create("invoices", Map.of("patient_id", ada, "issue_date", "2026-03-01"));
        String reversed = clinic.create(
                "invoices", Map.of("patient_id", ada, "issue_date", "2026-03-02", "original_invoice_id", original));

        assertThat(ids("/v1/attendees", "appointment_id:=" + massage)).hasSize(1);
        assertThat(ids("/v1/appointment_types", "online_payments_mode:=optional"))
                .containsExactly(mail);
        assertThat(ids("/v1/appointment_types", "appointment_reminder_template_ids:~7"))
                .containsExactly(mail);
        assertThat(ids("/v1/invoices", "original_invoice_id:=" + original)).containsExactly(reversed);
        assertThat(ids("/v1/invoice_items", "source_item_id:?")).isEmpty();
    }

    private String other() {
        return clinic.createPatient(Map.of("first_name", "Bo", "last_name", "Sample"));
    }

    private List<String> ids(String path, String... filters) {
        return Caller.column(caller.list(path, filters), path.substring("/v1/".length()), "id");
    }
}
