package io.tidelock.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.http.RestCall;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of Cliniko's lists, so that feed, reader, finder and writer need not know which it is.
 *
 * @param list the list's path and the key of its rows in a page
 * @param phones the key of the list of phone numbers in a row; {@code ""} without one
 * @param unhiding the filters that make a list show rows it hides by default
 * @param filterable the fields that lists can be filtered by
 * @param readOnly the fields that a body may not hold
 * @param keepsArchived whether what was archived is a record still, which shows that it was
 * @param reading what a row shows in a field
 * @param pages the call that lists
 */
record Resource(
        RecordType type,
        String list,
        String phones,
        List<Field> fields,
        List<String> unhiding,
        Set<String> filterable,
        Set<String> readOnly,
        boolean keepsArchived,
        Reading reading,
        Pages pages) {

    private static final String ARCHIVED = "archived_at:*";
    private static final String DELETED = "deleted_at:*";
    private static final String CANCELLED = "cancelled_at:*";

    static Resource patients(ClinikoApi api) {
        return new Resource(
                Patient.TYPE,
                "patients",
                "patient_phone_numbers",
                Patient.FIELDS,
                List.of(ARCHIVED),
                Set.of("email", "first_name", "last_name", "date_of_birth", "preferred_first_name", "old_reference_id"),
                Set.of(),
                false,
                Reading.withPhones("patient_phone_numbers"),
                api::patients);
    }

    static Resource contacts(ClinikoApi api) {
        return new Resource(
                ClinikoContact.TYPE,
                "contacts",
                "phone_numbers",
                ClinikoContact.FIELDS,
                List.of(ARCHIVED, DELETED),
                Set.of("email", "first_name", "last_name", "company_name", "occupation"),
                Set.of(ClinikoContact.KIND.name()),
                false,
                Reading.withPhones("phone_numbers"),
                api::contacts);
    }

    static Resource archive(ClinikoApi api) {
        return kept(PatientArchive.TYPE, "patients", PatientArchive.FIELDS, Reading::archive, api::patients, ARCHIVED);
    }

    static Resource appointments(ClinikoApi api, Clock clock) {
        return kept(
                Appointment.TYPE,
                "individual_appointments",
                Appointment.FIELDS,
                new AppointmentReading(clock),
                api::individualAppointments,
                ARCHIVED,
                DELETED,
                CANCELLED);
    }

    static Resource groups(ClinikoApi api, Clock clock) {
        return kept(
                GroupAppointment.TYPE,
                "group_appointments",
                GroupAppointment.FIELDS,
                new AppointmentReading(clock),
                api::groupAppointments,
                ARCHIVED,
                DELETED);
    }

    static Resource attendees(ClinikoApi api) {
        return kept(
                Attendance.TYPE,
                "attendees",
                Attendance.FIELDS,
                Reading::linked,
                api::attendees,
                ARCHIVED,
                DELETED,
                CANCELLED);
    }

    static Resource types(ClinikoApi api) {
        return kept(
                AppointmentType.TYPE,
                "appointment_types",
                AppointmentType.FIELDS,
                Reading::plain,
                api::appointmentTypes,
                ARCHIVED);
    }

    static Resource cases(ClinikoApi api) {
        return kept(
                PatientCase.TYPE, "patient_cases", PatientCase.FIELDS, Reading::linked, api::patientCases, ARCHIVED);
    }

    static Resource invoices(ClinikoApi api) {
        return kept(Invoice.TYPE, "invoices", Invoice.FIELDS, Reading::invoice, api::invoices, ARCHIVED, DELETED);
    }

    static Resource items(ClinikoApi api) {
        return new Resource(
                InvoiceItem.TYPE,
                "invoice_items",
                "",
                InvoiceItem.FIELDS,
                List.of(ARCHIVED, DELETED),
                Set.of(),
                Set.of(),
                false,
                Reading::linked,
                api::invoiceItems);
    }

    private static Resource kept(
            RecordType type, String list, List<Field> fields, Reading reading, Pages pages, String... unhiding) {
        return new Resource(type, list, "", fields, List.of(unhiding), Set.of(), Set.of(), true, reading, pages);
    }

    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** Lists rows, a page at a time. */
    interface Pages {
        RestCall<JsonNode> call(List<String> filters, @Nullable String sort, int page, int size);
    }

    /** The calls that write. */
    record Writes(Creation create, Update update, Archiving archive) {

        static Writes patients(ClinikoApi api) {
            return new Writes(api::createPatient, api::updatePatient, api::archivePatient);
        }

        static Writes contacts(ClinikoApi api) {
            return new Writes(api::createContact, api::updateContact, api::archiveContact);
        }

        interface Creation {
            RestCall<JsonNode> call(Map<String, @Nullable Object> body);
        }

        interface Update {
            RestCall<JsonNode> call(String id, Map<String, @Nullable Object> body);
        }

        interface Archiving {
            RestCall<Void> call(String id);
        }
    }
}
