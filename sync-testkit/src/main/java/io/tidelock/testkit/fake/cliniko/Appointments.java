package io.tidelock.testkit.fake.cliniko;

import static io.tidelock.testkit.fake.cliniko.Field.flag;
import static io.tidelock.testkit.fake.cliniko.Field.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tidelock.testkit.fake.cliniko.Resource.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of appointments, individual and in groups, and of their types (page, section 3). An individual one ends after
 * its type's duration unless it says otherwise; who attends is another table, {@link Attendees}.
 */
final class Appointments {

    static final String TYPES = "appointment_types";
    static final String INDIVIDUAL = "individual_appointments";
    static final String GROUP = "group_appointments";

    /** The reasons of cancellation with their descriptions; 31 came and went (page, "IndividualAppointment"). */
    static final Map<Long, String> REASONS =
            Map.of(10L, "Feeling Better", 20L, "Condition Worse", 30L, "Sick", 40L, "Away", 50L, "Other", 60L, "Work");

    private static final long USUAL_MINUTES = 30;

    private Appointments() {}

    static Resource types() {
        return Resource.named(TYPES)
                .verbs(Verb.CREATE, Verb.UPDATE)
                .hiddenBy("archived_at")
                .fields(
                        text("name").max(255).mandatory(),
                        text("category").filterableToo(),
                        text("color").shownEmptyAs("#B9EAF3"),
                        text("description"),
                        Field.of("duration_in_minutes", Kind.INTEGER).shownEmptyAs(USUAL_MINUTES),
                        Field.of("max_attendees", Kind.INTEGER).shownEmptyAs(1L),
                        flag("show_in_online_bookings").shownEmptyAs(true).filterableToo(),
                        flag("telehealth_enabled").shownEmptyAs(false),
                        text("online_payments_mode")
                                .oneOf("deposit_required", "optional", "required")
                                .filterableToo(),
                        ids("appointment_confirmation_template_ids"),
                        ids("appointment_follow_up_template_ids"),
                        ids("appointment_reminder_template_ids"));
    }

    private static Field ids(String name) {
        return Field.of(name, Kind.IDS).shownEmptyAs(List.of()).filterableToo();
    }

    static Resource individual() {
        Resource resource = Resource.named(INDIVIDUAL)
                .verbs(Verb.CREATE, Verb.UPDATE, Verb.ARCHIVE, Verb.CANCEL)
                .hiddenBy("archived_at")
                .hiddenBy("deleted_at")
                .hiddenBy("cancelled_at")
                .fields(Field.idOf(Patients.NAME, "patient_id").mandatory().filterableToo())
                .fields(Field.idOf(Cases.NAME, "patient_case_id"))
                .fields(
                        flag("did_not_arrive").byStaff().shownEmptyAs(false).filterableToo(),
                        flag("patient_arrived").byStaff().shownEmptyAs(false),
                        Field.of("invoice_status", Kind.INTEGER).byStaff(),
                        Field.of("treatment_note_status", Kind.INTEGER).byStaff(),
                        Field.of("cancellation_reason", Kind.INTEGER).byStaff(),
                        text("cancellation_note").byStaff())
                .computed("cancellation_reason_description", Appointments::reason)
                .computed("patient_name", row -> row.get("patient_name") == null ? null : name(row))
                .fields(text("patient_name").with(Field.Access.INTERNAL))
                .linkToMany("attendees", "/individual_appointments/{id}/attendees")
                .linkToOne("patient", Patients.NAME, "patient_id")
                .linkToOne("patient_case", Cases.NAME, "patient_case_id")
                .deriving(Appointments::complete);
        return booking(resource, "/individual_appointments/{id}/conflicts");
    }

    static Resource group() {
        Resource resource = Resource.named(GROUP)
                .verbs(Verb.CREATE, Verb.UPDATE, Verb.ARCHIVE)
                .hiddenBy("archived_at")
                .hiddenBy("deleted_at")
                .fields(
                        Field.of("max_attendees", Kind.INTEGER).shownEmptyAs(1L),
                        Field.of("patient_ids", Kind.IDS).readOnly().filterableToo())
                .linkToMany("attendees", "/group_appointments/{id}/attendees")
                .deriving(Appointments::complete);
        return booking(resource, "/group_appointments/{id}/conflicts");
    }

    private static Resource booking(Resource resource, String conflicts) {
        return resource.fields(
                        Field.of("starts_at", Kind.STAMP).mandatory().filterableToo(),
                        Field.of("ends_at", Kind.STAMP).filterableToo(),
                        text("notes"),
                        text("telehealth_url").readOnly(),
                        Field.of("repeat_rule", Kind.OBJECT).shownEmptyAs(Json.object()),
                        Field.idOf(TYPES, "appointment_type_id").mandatory().filterableToo(),
                        Field.idOf("businesses", "business_id").mandatory().filterableToo(),
                        Field.idOf("practitioners", "practitioner_id")
                                .mandatory()
                                .filterableToo(),
                        Field.idOf(resource.name(), "repeated_from_id")
                                .with(Field.Access.INTERNAL)
                                .filterableToo())
                .linkToMany("conflicts", conflicts)
                .linkToOne("appointment_type", TYPES, "appointment_type_id")
                .linkToOne("business", "businesses", "business_id")
                .linkToOne("practitioner", "practitioners", "practitioner_id")
                .linkToOne("repeated_from", resource.name(), "repeated_from_id");
    }

    private static JsonNode name(Row row) {
        return TextNode.valueOf(row.text("patient_name"));
    }

    private static @Nullable JsonNode reason(Row row) {
        return TextNode.valueOf(
                row.get("cancellation_reason") instanceof Long code ? REASONS.getOrDefault(code, "") : "");
    }

    /** Fills what follows from the type and the patient. */
    private static void complete(Clinic clinic, Row row) {
        Instant starts = row.stamp("starts_at");
        if (starts != null && row.stamp("ends_at") == null) {
            Row type = clinic.find(TYPES, row.get("appointment_type_id"));
            long minutes =
                    type != null && type.get("duration_in_minutes") instanceof Long length ? length : USUAL_MINUTES;
            row.put("ends_at", starts.plus(Duration.ofMinutes(minutes)));
        }
        Row attendee = row.resource().name().equals(INDIVIDUAL) ? Attendees.of(clinic, row) : null;
        if (attendee != null) {
            attendee.put("patient_case_id", row.get("patient_case_id"));
        }
        Row patient = clinic.find(Patients.NAME, row.get("patient_id"));
        if (patient != null) {
            row.put("patient_name", (patient.text("first_name") + " " + patient.text("last_name")).strip());
        }
    }

    /** Says what is wrong with the body of a cancellation; a reason is mandatory (page, "IndividualAppointment"). */
    static Map<String, String> cancellationProblems(JsonNode body) {
        JsonNode reason = body.path("cancellation_reason");
        if (reason.isMissingNode() || reason.isNull()) {
            return Map.of("cancellation_reason", "can't be blank");
        }
        return REASONS.containsKey(reason.asLong())
                ? Map.of()
                : Map.of("cancellation_reason", "is not included in the list");
    }
}
