package io.tidelock.cliniko;

import io.tidelock.crm.Contact;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.PhoneNumbers;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.mapping.Schedule;
import io.tidelock.mapping.Strength;
import io.tidelock.mapping.Sweep;
import io.tidelock.record.Field;
import io.tidelock.record.Schema;
import io.tidelock.record.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The flows of patients and Cliniko contacts, and what they need on the CRM's contacts. */
final class PeopleFlows {

    private static final String LIMIT = "people";
    private static final Schema.Group GROUP = new Schema.Group(Contact.TYPE, "cliniko", "Cliniko");

    /** Taking a patient out of the archive is in no feed of archived ones. */
    private static final Sweep RESTORED =
            Sweep.on(Schedule.every(Duration.ofHours(1))).checkingDeletions();

    private static final Eligibility IN_ARCHIVE = new Eligibility(
            "in the archive, or was",
            1,
            state -> state.value(PatientArchive.ARCHIVED).plain().equals("Yes")
                    ? Ruling.eligible()
                    : Ruling.onlyIfLinked("NOT_ARCHIVED", "The patient is not in the archive and never was"));

    private final ClinikoSettings settings;

    PeopleFlows(ClinikoSettings settings) {
        this.settings = settings;
    }

    List<Flow> all() {
        List<Flow> flows = new ArrayList<>(List.of(patients(), contacts()));
        if (settings.markArchived()) {
            flows.add(archived());
        }
        return flows;
    }

    private Flow patients() {
        Flow.Builder flow = Flow.toCrm(ClinikoPlan.PATIENTS, Patient.TYPE, Contact.TYPE)
                .idField(ClinikoPlan.PATIENT_ID)
                .onRequest(RequestFlag.yesNo(ClinikoPlan.UPDATE_PATIENT).showingFailuresIn(ClinikoPlan.PATIENT_STATUS))
                .eligible(settings.patients())
                .match(
                        MatchRule.on(Patient.EMAIL, Contact.EMAIL),
                        sameName(Patient.LAST_NAME, Patient.FIRST_NAME, Patient.MOBILE_PHONE))
                .map(
                        FieldMapping.constant(Value.text("patient")).to(ClinikoPlan.KIND),
                        both(Patient.FIRST_NAME, Contact.FIRST_NAME),
                        both(Patient.LAST_NAME, Contact.LAST_NAME),
                        both(Patient.EMAIL, Contact.EMAIL),
                        both(Patient.HOME_PHONE, Contact.PHONE),
                        both(Patient.MOBILE_PHONE, Contact.MOBILE_PHONE),
                        both(Patient.ADDRESS_1, Contact.STREET),
                        both(Patient.CITY, Contact.CITY),
                        both(Patient.STATE, Contact.STATE),
                        both(Patient.POST_CODE, Contact.POSTAL_CODE),
                        both(Patient.COUNTRY_CODE, Contact.COUNTRY),
                        both(Patient.GENDER_IDENTITY, ClinikoPlan.GENDER_IDENTITY),
                        both(Patient.DATE_OF_BIRTH, ClinikoPlan.DATE_OF_BIRTH),
                        both(Patient.REFERRAL_SOURCE, ClinikoPlan.REFERRAL_SOURCE));
        return shared(flow, Patient.PREFERRED_FIRST_NAME, Patient.NOTES);
    }

    private Flow contacts() {
        Flow.Builder flow = Flow.toCrm(ClinikoPlan.CONTACTS, ClinikoContact.TYPE, Contact.TYPE)
                .idField(ClinikoPlan.CONTACT_ID)
                .onRequest(RequestFlag.yesNo(ClinikoPlan.UPDATE_CONTACT).showingFailuresIn(ClinikoPlan.CONTACT_STATUS))
                .eligible(settings.contacts())
                .match(
                        MatchRule.on(ClinikoContact.EMAIL, Contact.EMAIL),
                        sameName(ClinikoContact.LAST_NAME, ClinikoContact.FIRST_NAME, ClinikoContact.MOBILE_PHONE))
                .map(
                        // whoever is a patient too stays one
                        FieldMapping.constant(Value.text("contact"))
                                .to(ClinikoPlan.KIND)
                                .strength(Strength.ONLY_IF_EMPTY),
                        both(ClinikoContact.FIRST_NAME, Contact.FIRST_NAME),
                        both(ClinikoContact.LAST_NAME, Contact.LAST_NAME),
                        both(ClinikoContact.EMAIL, Contact.EMAIL),
                        both(ClinikoContact.HOME_PHONE, Contact.PHONE),
                        both(ClinikoContact.MOBILE_PHONE, Contact.MOBILE_PHONE),
                        both(ClinikoContact.ADDRESS_1, Contact.STREET),
                        both(ClinikoContact.CITY, Contact.CITY),
                        both(ClinikoContact.STATE, Contact.STATE),
                        both(ClinikoContact.POST_CODE, Contact.POSTAL_CODE),
                        both(ClinikoContact.COUNTRY_CODE, Contact.COUNTRY),
                        oneWay(ClinikoContact.COMPANY_NAME, Contact.COMPANY_NAME));
        return shared(flow, ClinikoContact.PREFERRED_NAME, ClinikoContact.NOTES);
    }

    /** Links only contacts of patients that are archived, or were: they say so, and that they are not any more. */
    private Flow archived() {
        Flow.Builder flow = Flow.toCrm(ClinikoPlan.ARCHIVED_PATIENTS, PatientArchive.TYPE, Contact.TYPE)
                .createsNothing()
                .eligible(IN_ARCHIVE)
                .match(MatchRule.on(PatientArchive.ID, ClinikoPlan.PATIENT_ID))
                .map(FieldMapping.from(PatientArchive.ARCHIVED).to(ClinikoPlan.ARCHIVED))
                .onMerge(settings.onMerge())
                .sweep(RESTORED);
        return settings.paced(flow, LIMIT).build();
    }

    private MatchRule sameName(Field lastName, Field firstName, Field mobile) {
        return MatchRule.on(lastName, Contact.LAST_NAME)
                .confirmedBy(firstName, Contact.FIRST_NAME)
                .confirmedBy(mobile, Contact.MOBILE_PHONE, PhoneNumbers.e164(settings.defaultRegion()));
    }

    private Flow shared(Flow.Builder flow, Field preferredName, Field notes) {
        settings.paced(flow, LIMIT)
                .onContestedKey(settings.onContestedKey())
                .onMerge(settings.onMerge())
                .whenSourceGone(settings.whenGone());
        if (settings.sinceActivation()) {
            flow.sinceActivation();
        }
        if (settings.preferredFirstName()) {
            flow.map(oneWay(preferredName, ClinikoPlan.PREFERRED_FIRST_NAME));
        }
        if (settings.extraInformation()) {
            flow.map(oneWay(notes, ClinikoPlan.EXTRA_INFORMATION));
        }
        return flow.build();
    }

    private FieldMapping.Builder both(Field cliniko, Field crm) {
        return oneWay(cliniko, crm).twoWay().onConflict(settings.onConflict());
    }

    private FieldMapping.Builder oneWay(Field cliniko, Field crm) {
        return FieldMapping.from(cliniko).to(crm).whenEmptied(settings.whenEmptied());
    }

    List<Schema.Element> needed() {
        List<Schema.Element> needed = new ArrayList<>(List.of(
                GROUP,
                property(ClinikoPlan.PATIENT_ID, "Cliniko patient ID").asUnique(),
                property(ClinikoPlan.CONTACT_ID, "Cliniko contact ID").asUnique(),
                property(ClinikoPlan.KIND, "Cliniko type").withOptions("patient", "contact"),
                property(ClinikoPlan.UPDATE_PATIENT, "Update Cliniko patient").withOptions("Yes", "No"),
                property(ClinikoPlan.PATIENT_STATUS, "Update Cliniko patient: status"),
                property(ClinikoPlan.UPDATE_CONTACT, "Update Cliniko contact").withOptions("Yes", "No"),
                property(ClinikoPlan.CONTACT_STATUS, "Update Cliniko contact: status"),
                property(ClinikoPlan.GENDER_IDENTITY, "Cliniko gender identity"),
                property(ClinikoPlan.DATE_OF_BIRTH, "Cliniko date of birth"),
                property(ClinikoPlan.REFERRAL_SOURCE, "Cliniko referral source")));
        if (settings.markArchived()) {
            needed.add(property(ClinikoPlan.ARCHIVED, "Archived in Cliniko").withOptions("Yes", "No"));
        }
        if (settings.preferredFirstName()) {
            needed.add(property(ClinikoPlan.PREFERRED_FIRST_NAME, "Cliniko preferred first name"));
        }
        if (settings.extraInformation()) {
            needed.add(property(ClinikoPlan.EXTRA_INFORMATION, "Cliniko extra information"));
        }
        return needed;
    }

    private static Schema.Property property(Field field, String label) {
        return Schema.Property.of(Contact.TYPE, field, label).in(GROUP);
    }
}
