package io.tidelock.testkit.fake.cliniko;

import static io.tidelock.testkit.fake.cliniko.Field.flag;
import static io.tidelock.testkit.fake.cliniko.Field.line;
import static io.tidelock.testkit.fake.cliniko.Field.stamp;
import static io.tidelock.testkit.fake.cliniko.Field.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.testkit.fake.cliniko.Resource.Verb;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The patient's tables (page, section 3, "Patient"). */
final class Patients {

    static final String NAME = "patients";

    static final Pattern EMAIL =
            Pattern.compile("[A-Z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Z0-9.-]+\\.[A-Z]{2,63}", Pattern.CASE_INSENSITIVE);

    private static final Pattern DVA_CARD =
            Pattern.compile("[NVQSWT]([A-Z ][0-9]{1,6}|[A-Z]{2}[0-9]{1,5}|[A-Z]{3}[0-9]{1,4})[A-Z]?");
    private static final List<String> PRONOUNS =
            List.of("accusative", "nominative", "predicative_possessive", "pronominal_possessive", "reflexive");

    private Patients() {}

    static Resource resource() {
        Resource resource = Resource.named(NAME)
                .verbs(Verb.CREATE, Verb.UPDATE, Verb.ARCHIVE, Verb.UNARCHIVE)
                .hiddenBy("archived_at")
                .fields(stamp("deleted_at"), stamp("merged_at"))
                .computed("label", People::label)
                .deriving((clinic, row) -> People.normalizePhones(row, "patient_phone_numbers"));
        address(resource);
        person(resource);
        clinical(resource);
        return links(resource);
    }

    private static void person(Resource resource) {
        resource.fields(
                text("first_name").max(255).mandatory().filterableToo(),
                text("last_name").max(255).mandatory().filterableToo(),
                text("preferred_first_name").max(255).filterableToo(),
                text("title").max(255),
                text("email").max(255).like(EMAIL).filterableToo(),
                Field.of("date_of_birth", Kind.DATE).filterableToo(),
                Field.of("patient_phone_numbers", Kind.PHONES).shownEmptyAs(List.of()),
                text("gender").readOnly(),
                text("gender_identity"),
                text("sex"),
                Field.of("pronouns", Kind.OBJECT).obeying(Patients::pronounsProblem),
                text("time_zone").obeying(Patients::zoneProblem),
                line("occupation"),
                line("emergency_contact"),
                line("old_reference_id").filterableToo());
    }

    private static void address(Resource resource) {
        resource.fields(line("address_1"), line("address_2"), line("address_3"), line("city"))
                .fields(text("state").shownEmptyAs(""), text("post_code").shownEmptyAs(""))
                .fields(text("country").obeying(Countries::nameProblem).setting("country_code", Countries::codeOf))
                .fields(text("country_code").obeying(Countries::codeProblem))
                .computed("country", People::country);
    }

    private static void clinical(Resource resource) {
        resource.fields(
                text("appointment_notes"),
                text("notes"),
                Field.of("custom_fields", Kind.OBJECT),
                text("dva_card_number").like(DVA_CARD).shownEmptyAs(""),
                line("medicare"),
                line("medicare_reference_number"),
                text("invoice_default_to").shownEmptyAs(""),
                text("invoice_email").like(EMAIL).shownEmptyAs(""),
                text("invoice_extra_information").shownEmptyAs(""),
                text("referral_source").max(255),
                text("reminder_type").oneOf("None", "SMS", "Email", "SMS & Email"),
                flag("accepted_email_marketing"),
                flag("accepted_privacy_policy").filterableToo(),
                flag("accepted_sms_marketing").readOnly(),
                flag("unsubscribe_sms_marketing").setting("accepted_sms_marketing", no -> !(Boolean) no),
                flag("receives_cancellation_emails").shownEmptyAs(true),
                flag("receives_confirmation_emails").shownEmptyAs(true));
    }

    private static Resource links(Resource resource) {
        return resource.fields(
                        Field.idOf("concession_types", "concession_type_id"),
                        Field.idOf(Contacts.NAME, "referring_doctor_id"),
                        Field.idOf(NAME, "merged_with_patient_id").with(Field.Access.INTERNAL))
                .linkToMany("appointments", "/patients/{id}/appointments")
                .linkToMany("attendees", "/attendees?q%5B%5D=patient_id%3A%3D{id}")
                .linkToMany("invoices", "/patients/{id}/invoices")
                .linkToMany("medical_alerts", "/patients/{id}/medical_alerts")
                .linkToMany("patient_attachments", "/patients/{id}/patient_attachments")
                .linkToMany("relationships", "/relationships?q%5B%5D=patient_id%3A%3D{id}")
                .linkToOne("concession_type", "concession_types", "concession_type_id")
                .linkToOne("referring_doctor", Contacts.NAME, "referring_doctor_id")
                .linkToOne("merged_with_patient", NAME, "merged_with_patient_id");
    }

    private static @Nullable String zoneProblem(Object value) {
        return value.equals("") || ZoneId.getAvailableZoneIds().contains((String) value)
                ? null
                : "is not included in the list";
    }

    private static @Nullable String pronounsProblem(Object value) {
        for (String form : PRONOUNS) {
            String text = ((JsonNode) value).path(form).asText("");
            if (text.isEmpty() || text.length() > 50) {
                return form + " is invalid";
            }
        }
        return null;
    }
}
