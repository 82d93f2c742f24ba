package io.tidelock.cliniko;

import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The ready-made plan between a clinic and a CRM: patients and Cliniko contacts become CRM contacts, appointments and
 * invoices become deals in pipelines of their own, items of invoices line items; from the CRM a patient or a Cliniko contact
 * is written to Cliniko only when its flag asks for it.
 *
 * <p>The constants are the flows, the pipelines, and the properties that the plan needs in the CRM.
 */
public final class ClinikoPlan {

    /** The flow of patients. */
    public static final String PATIENTS = "patients";
    /** The flow of Cliniko contacts. */
    public static final String CONTACTS = "contacts";
    /** The flow that marks the contacts of archived patients. */
    public static final String ARCHIVED_PATIENTS = "archived patients";
    /** The flow of individual appointments. */
    public static final String APPOINTMENTS = "appointments";
    /** The flow of those who attend group appointments. */
    public static final String GROUP_ATTENDEES = "group attendees";
    /** The flow of invoices. */
    public static final String INVOICES = "invoices";
    /** The flow of their items. */
    public static final String INVOICE_ITEMS = "invoice items";

    /** The pipeline of appointments. */
    public static final String APPOINTMENT_PIPELINE = "cliniko_appointments";
    /** The pipeline of invoices. */
    public static final String INVOICE_PIPELINE = "cliniko_invoices";

    /** The id of the patient; unique; on contacts. */
    public static final Field PATIENT_ID = Field.text("cliniko_patient_id");
    /** The id of the Cliniko contact; unique; on contacts. */
    public static final Field CONTACT_ID = Field.text("cliniko_contact_id");
    /** What a contact is in Cliniko: {@code patient} or {@code contact}. */
    public static final Field KIND = Field.choice("cliniko_type");
    /** Whether a contact's patient is archived, or was; where the setting asks for it. */
    public static final Field ARCHIVED = Field.choice("cliniko_archived");
    /** Asks with {@code Yes} for the patient to be written. */
    public static final Field UPDATE_PATIENT = Field.choice("update_cliniko_patient");
    /** Asks with {@code Yes} for the Cliniko contact to be written. */
    public static final Field UPDATE_CONTACT = Field.choice("update_cliniko_contact");
    /** Why the patient could not be written, while the request stands refused. */
    public static final Field PATIENT_STATUS = Field.text("update_cliniko_patient_status");
    /** Why the Cliniko contact could not be written, while the request stands refused. */
    public static final Field CONTACT_STATUS = Field.text("update_cliniko_contact_status");
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

    /** The id of the individual appointment; unique; on deals. */
    public static final Field APPOINTMENT_ID = Field.text("cliniko_appointment_id");
    /** The ids of the group appointment and of its attendee, {@code appointment#attendee}; unique; on deals. */
    public static final Field ATTENDEE_ID = Field.text("cliniko_attendee_id");
    /** When the appointment begins. */
    public static final Field APPOINTMENT_START = Field.instant("cliniko_appointment_start");
    /** When it ends. */
    public static final Field APPOINTMENT_END = Field.instant("cliniko_appointment_end");
    /** The name of its type. */
    public static final Field APPOINTMENT_TYPE = Field.text("cliniko_appointment_type");
    /** Why it was cancelled. */
    public static final Field CANCELLATION_REASON = Field.text("cliniko_cancellation_reason");
    /** The name of its patient case. */
    public static final Field CASE_NAME = Field.text("cliniko_case");
    /** Whether the case has a referral. */
    public static final Field CASE_REFERRAL = Field.bool("cliniko_case_referral");
    /** The last day of the referral. */
    public static final Field CASE_EXPIRY = Field.date("cliniko_case_expiry");
    /** The notes of the case, where the setting asks for them. */
    public static final Field CASE_NOTES = Field.text("cliniko_case_notes");

    /** The id of the invoice; unique; on deals. */
    public static final Field INVOICE_ID = Field.text("cliniko_invoice_id");
    /** The number of the invoice. */
    public static final Field INVOICE_NUMBER = Field.text("cliniko_invoice_number");
    /** The day it was issued. */
    public static final Field INVOICE_DATE = Field.date("cliniko_invoice_date");
    /** The tax in its amount. */
    public static final Field INVOICE_TAX = Field.decimal("cliniko_invoice_tax");
    /** The id of the invoice's item; unique; on line items. */
    public static final Field ITEM_ID = Field.text("cliniko_invoice_item_id");

    private ClinikoPlan() {}

    /** Makes the plan. */
    public static Plan of(ClinikoSettings settings) {
        PeopleFlows people = new PeopleFlows(settings);
        AppointmentFlows appointments = new AppointmentFlows(settings);
        InvoiceFlows invoices = new InvoiceFlows(settings);
        List<Flow> flows = new ArrayList<>(people.all());
        flows.addAll(appointments.all());
        flows.addAll(invoices.all());
        List<Schema.Element> needed = new ArrayList<>(people.needed());
        needed.addAll(appointments.needed());
        needed.addAll(invoices.needed());
        Plan.Builder plan = Plan.named("Cliniko").revision(settings.revision());
        flows.forEach(plan::flow);
        return plan.needs(needed.toArray(Schema.Element[]::new)).build();
    }
}
