package io.tidelock.cliniko;

import io.tidelock.crm.Contact;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.PassLimit;
import io.tidelock.mapping.PhoneNumbers;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.record.Field;
import io.tidelock.record.Schema;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The ready-made plan between a clinic and a CRM: patients and Cliniko contacts become CRM contacts; from the CRM a record
 * is written to Cliniko only when its flag asks for it.
 *
 * <p>The constants are the properties that the plan needs on the CRM's contacts.
 */
public final class ClinikoPlan {

    /** The flow of patients. */
    public static final String PATIENTS = "patients";
    /** The flow of Cliniko contacts. */
    public static final String CONTACTS = "contacts";

    /** The id of the patient; unique. */
    public static final Field PATIENT_ID = Field.text("cliniko_patient_id");
    /** The id of the Cliniko contact; unique. */
    public static final Field CONTACT_ID = Field.text("cliniko_contact_id");
    /** What it is in Cliniko: {@code patient} or {@code contact}. */
    public static final Field KIND = Field.choice("cliniko_type");
    /** Asks with {@code Yes} for the patient to be written. */
    public static final Field UPDATE_PATIENT = Field.choice("update_cliniko_patient");
    /** Asks with {@code Yes} for the Cliniko contact to be written. */
    public static final Field UPDATE_CONTACT = Field.choice("update_cliniko_contact");
    /** The gender identity of a patient. */
    public static final Field GENDER_IDENTITY = Field.text("cliniko_gender_identity");
    /** The day of birth of a patient. */
    public static final Field DATE_OF_BIRTH = Field.date("cliniko_date_of_birth");
    /** Where a patient heard of the clinic. */
    public static final Field REFERRAL_SOURCE = Field.text("cliniko_referral_source");
    /** The preferred first name, where the setting asks for it. */
    public static final Field PREFERRED_FIRST_NAME = Field.text("cliniko_preferred_first_name");
    /** <em>Extra information</em>, where the setting asks for it. */
    public static final Field EXTRA_INFORMATION = Field.text("cliniko_extra_information");

    private final ClinikoSettings settings;

    private ClinikoPlan(ClinikoSettings settings) {
        this.settings = settings;
    }

    /** Makes the plan. */
    public static Plan of(ClinikoSettings settings) {
        ClinikoPlan plan = new ClinikoPlan(settings);
        return Plan.named("Cliniko")
                .revision(settings.revision())
                .flow(plan.patients())
                .flow(plan.contacts())
                .needs(plan.properties())
                .build();
    }

    private Flow patients() {
        Flow.Builder flow = Flow.toCrm(PATIENTS, Patient.TYPE, Contact.TYPE)
                .idField(PATIENT_ID)
                .onRequest(RequestFlag.yesNo(UPDATE_PATIENT))
                .eligible(settings.patients())
                .match(
                        MatchRule.on(Patient.EMAIL, Contact.EMAIL),
                        sameName(Patient.LAST_NAME, Patient.FIRST_NAME, Patient.MOBILE_PHONE))
                .map(
                        FieldMapping.constant(Value.text("patient")).to(KIND),
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
                        both(Patient.GENDER_IDENTITY, GENDER_IDENTITY),
                        both(Patient.DATE_OF_BIRTH, DATE_OF_BIRTH),
                        both(Patient.REFERRAL_SOURCE, REFERRAL_SOURCE));
        return shared(flow, Patient.PREFERRED_FIRST_NAME, Patient.NOTES);
    }

    private Flow contacts() {
        Flow.Builder flow = Flow.toCrm(CONTACTS, ClinikoContact.TYPE, Contact.TYPE)
                .idField(CONTACT_ID)
                .onRequest(RequestFlag.yesNo(UPDATE_CONTACT))
                .eligible(settings.contacts())
                .match(
                        MatchRule.on(ClinikoContact.EMAIL, Contact.EMAIL),
                        sameName(ClinikoContact.LAST_NAME, ClinikoContact.FIRST_NAME, ClinikoContact.MOBILE_PHONE))
                .map(
                        FieldMapping.constant(Value.text("contact")).to(KIND),
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

    private MatchRule sameName(Field lastName, Field firstName, Field mobile) {
        return MatchRule.on(lastName, Contact.LAST_NAME)
                .confirmedBy(firstName, Contact.FIRST_NAME)
                .confirmedBy(mobile, Contact.MOBILE_PHONE, PhoneNumbers.e164(settings.defaultRegion()));
    }

    private Flow shared(Flow.Builder flow, Field preferredName, Field notes) {
        flow.every(settings.interval()).onContestedKey(settings.onContestedKey());
        if (settings.recordsPerRun() != ClinikoSettings.Builder.UNLIMITED) {
            flow.limit(new PassLimit("people", settings.recordsPerRun()));
        }
        if (settings.sinceActivation()) {
            flow.sinceActivation();
        }
        if (settings.preferredFirstName()) {
            flow.map(oneWay(preferredName, PREFERRED_FIRST_NAME));
        }
        if (settings.extraInformation()) {
            flow.map(oneWay(notes, EXTRA_INFORMATION));
        }
        return flow.build();
    }

    private FieldMapping.Builder both(Field cliniko, Field crm) {
        return oneWay(cliniko, crm).twoWay().onConflict(settings.onConflict());
    }

    private FieldMapping.Builder oneWay(Field cliniko, Field crm) {
        return FieldMapping.from(cliniko).to(crm).whenEmptied(settings.whenEmptied());
    }

    private Schema.Property[] properties() {
        List<Schema.Property> needed = new ArrayList<>(List.of(
                property(PATIENT_ID, "Cliniko patient ID").asUnique(),
                property(CONTACT_ID, "Cliniko contact ID").asUnique(),
                property(KIND, "Cliniko type").withOptions("patient", "contact"),
                property(UPDATE_PATIENT, "Update Cliniko patient").withOptions("Yes", "No"),
                property(UPDATE_CONTACT, "Update Cliniko contact").withOptions("Yes", "No"),
                property(GENDER_IDENTITY, "Cliniko gender identity"),
                property(DATE_OF_BIRTH, "Cliniko date of birth"),
                property(REFERRAL_SOURCE, "Cliniko referral source")));
        if (settings.preferredFirstName()) {
            needed.add(property(PREFERRED_FIRST_NAME, "Cliniko preferred first name"));
        }
        if (settings.extraInformation()) {
            needed.add(property(EXTRA_INFORMATION, "Cliniko extra information"));
        }
        return needed.toArray(Schema.Property[]::new);
    }

    private static Schema.Property property(Field field, String label) {
        return Schema.Property.of(Contact.TYPE, field, label);
    }
}
