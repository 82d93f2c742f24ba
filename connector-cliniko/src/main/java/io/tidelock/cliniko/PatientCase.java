package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** A case of a patient, to which appointments belong. Read-only; shown also when it is archived. */
public final class PatientCase {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("patient_case");

    /** The name. */
    public static final Field NAME = Field.text("name");
    /** Whether there is a referral. */
    public static final Field REFERRAL = Field.bool("referral");
    /** The last day of the referral. */
    public static final Field EXPIRY_DATE = Field.date("expiry_date");
    /** Notes; may hold health data. */
    public static final Field NOTES = Field.text("notes");
    /** The id of the {@link Patient}. */
    public static final Field PATIENT_ID = Field.text("patient_id");

    /** All of them. */
    public static final List<Field> FIELDS = List.of(NAME, REFERRAL, EXPIRY_DATE, NOTES, PATIENT_ID);

    private PatientCase() {}
}
