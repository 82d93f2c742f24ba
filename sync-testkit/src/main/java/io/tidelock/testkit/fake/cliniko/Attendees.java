package io.tidelock.testkit.fake.cliniko;

import static io.tidelock.testkit.fake.cliniko.Field.flag;
import static io.tidelock.testkit.fake.cliniko.Field.text;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tidelock.testkit.fake.cliniko.Resource.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The table of who attends which booking (page, section 3, "Attendee"): one row for an individual appointment, made with
 * it, and one for each patient of a group.
 */
final class Attendees {

    static final String NAME = "attendees";

    private Attendees() {}

    static Resource resource() {
        return Resource.named(NAME)
                .verbs(Verb.CREATE, Verb.UPDATE, Verb.ARCHIVE, Verb.CANCEL)
                .hiddenBy("archived_at")
                .hiddenBy("deleted_at")
                .hiddenBy("cancelled_at")
                .fields(
                        Field.idOf(Patients.NAME, "patient_id").mandatory().filterableToo(),
                        Field.idOf("bookings", "booking_id").mandatory().filterableToo(),
                        Field.of("appointment_id", Kind.ID)
                                .setting("booking_id", id -> id)
                                .with(Field.Access.INTERNAL)
                                .filterableToo(),
                        Field.idOf(Cases.NAME, "patient_case_id").filterableToo(),
                        flag("arrived").shownEmptyAs(false),
                        text("notes"),
                        Field.of("invoice_status", Kind.INTEGER)
                                .oneOf(10L, 20L, 30L, 40L)
                                .byStaff(),
                        Field.of("treatment_note_status", Kind.INTEGER)
                                .oneOf(10L, 90L)
                                .byStaff(),
                        Field.of("cancellation_reason", Kind.INTEGER).byStaff(),
                        text("cancellation_note").byStaff())
                .computed(
                        "cancellation_reason_description",
                        row -> TextNode.valueOf(
                                row.get("cancellation_reason") instanceof Long code
                                        ? Appointments.REASONS.getOrDefault(code, "")
                                        : ""))
                .linkToMany("invoices", "/attendees/{id}/invoices")
                .linkToOne("booking", "bookings", "booking_id")
                .linkToOne("patient", Patients.NAME, "patient_id")
                .linkToOne("patient_case", Cases.NAME, "patient_case_id")
                .deriving(Attendees::tellTheBooking);
    }

    /** Returns the row of an individual appointment. */
    static @Nullable Row of(Clinic clinic, Row appointment) {
        return rows(clinic, appointment.id()).stream().findFirst().orElse(null);
    }

    private static List<Row> rows(Clinic clinic, Object booking) {
        Resource attendees = Objects.requireNonNull(clinic.resource(NAME));
        return clinic.rows(attendees).stream()
                .filter(row -> booking.equals(row.get("booking_id")))
                .toList();
    }

    /** The booking shows what its attendees do, without counting as changed (page, section 5, no. 6) [assumed]. */
    private static void tellTheBooking(Clinic clinic, Row attendee) {
        Object booking = Objects.requireNonNull(attendee.get("booking_id"));
        Row individual = clinic.find(Appointments.INDIVIDUAL, booking);
        if (individual != null) {
            individual.put("patient_arrived", attendee.get("arrived"));
            individual.put("patient_case_id", attendee.get("patient_case_id"));
        }
        Row group = clinic.find(Appointments.GROUP, booking);
        if (group != null) {
            group.put("patient_ids", patients(clinic, booking, attendee));
        }
    }

    private static List<Long> patients(Clinic clinic, Object booking, Row latest) {
        List<Row> all = new ArrayList<>(rows(clinic, booking));
        if (all.stream().noneMatch(row -> row.id() == latest.id())) {
            all.add(latest);
        }
        return all.stream()
                .filter(row -> row.get("archived_at") == null && row.get("cancelled_at") == null)
                .map(row -> (Long) Objects.requireNonNull(row.get("patient_id")))
                .distinct()
                .toList();
    }
}
