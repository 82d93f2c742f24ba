package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/**
 * An appointment of one patient; what Cliniko calls an individual appointment. Read-only. Names are those of Cliniko's API,
 * links by the name of their id; {@link #STATE}, {@link #ARCHIVED} and {@link #TITLE} are worked out.
 */
public final class Appointment {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("individual_appointment");

    /** What the appointment is called: the patient's name. */
    public static final Field TITLE = Field.text("title");
    /** When it begins. */
    public static final Field STARTS_AT = Field.instant("starts_at");
    /** When it ends. */
    public static final Field ENDS_AT = Field.instant("ends_at");
    /**
     * Where it stands, the first that applies: {@code cancelled} (archived ones too), {@code did_not_arrive}, {@code
     * completed} (its end has passed), {@code arrived}, {@code booked}.
     */
    public static final Field STATE = Field.choice("state");
    /** Whether staff archived it. */
    public static final Field ARCHIVED = Field.bool("archived");
    /** Why it was cancelled, as Cliniko describes it. */
    public static final Field CANCELLATION_REASON = Field.text("cancellation_reason_description");
    /** The id of the {@link Patient}. */
    public static final Field PATIENT_ID = Field.text("patient_id");
    /** The id of the {@link PatientCase}; empty without one. */
    public static final Field CASE_ID = Field.text("patient_case_id");
    /** The id of the {@link AppointmentType}. */
    public static final Field TYPE_ID = Field.text("appointment_type_id");
    /** The id of the practitioner. */
    public static final Field PRACTITIONER_ID = Field.text("practitioner_id");
    /** The id of the business where it takes place. */
    public static final Field BUSINESS_ID = Field.text("business_id");
    /** All of them. */
    public static final List<Field> FIELDS = List.of(
            TITLE,
            STARTS_AT,
            ENDS_AT,
            STATE,
            ARCHIVED,
            CANCELLATION_REASON,
            PATIENT_ID,
            CASE_ID,
            TYPE_ID,
            PRACTITIONER_ID,
            BUSINESS_ID);

    private Appointment() {}
}
