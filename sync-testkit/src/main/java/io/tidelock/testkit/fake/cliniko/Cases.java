package io.tidelock.testkit.fake.cliniko;

import static io.tidelock.testkit.fake.cliniko.Field.flag;
import static io.tidelock.testkit.fake.cliniko.Field.stamp;
import static io.tidelock.testkit.fake.cliniko.Field.text;

import com.fasterxml.jackson.databind.node.BooleanNode;
import io.tidelock.testkit.fake.cliniko.Resource.Verb;

/** The table of patient cases (page, section 3, "PatientCase"). */
final class Cases {

    static final String NAME = "patient_cases";

    private Cases() {}

    static Resource resource() {
        return Resource.named(NAME)
                .verbs(Verb.CREATE, Verb.UPDATE, Verb.ARCHIVE)
                .hiddenBy("archived_at")
                .fields(
                        text("name").mandatory().filterableToo(),
                        Field.idOf(Patients.NAME, "patient_id").mandatory().filterableToo(),
                        Field.idOf(Contacts.NAME, "contact_id"),
                        Field.of("expiry_date", Kind.DATE).filterableToo(),
                        Field.of("issue_date", Kind.DATE).filterableToo(),
                        flag("referral").shownEmptyAs(false),
                        text("referral_type").oneOf("dva", "medicare").filterableToo(),
                        text("notes"),
                        Field.of("max_sessions", Kind.INTEGER),
                        text("max_invoiceable_amount").like(Invoices.DECIMAL),
                        flag("include_cancelled_attendees").shownEmptyAs(false),
                        flag("include_dna_attendees").shownEmptyAs(false),
                        stamp("closed_at").byStaff().filterableToo())
                .computed("closed", row -> BooleanNode.valueOf(row.get("closed_at") != null))
                .linkToMany("attendees", "/patient_cases/{id}/attendees")
                .linkToMany("bookings", "/patient_cases/{id}/bookings")
                .linkToMany("invoices", "/patient_cases/{id}/invoices")
                .linkToMany("patient_attachments", "/patient_cases/{id}/patient_attachments")
                .linkToOne("patient", Patients.NAME, "patient_id")
                .linkToOne("contact", Contacts.NAME, "contact_id");
    }
}
