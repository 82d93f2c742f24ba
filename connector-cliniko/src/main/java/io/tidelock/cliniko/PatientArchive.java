package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/**
 * Whether a patient is in the archive; one record for each {@link Patient}, with the patient's id, that is there as long as the
 * patient is, archived or not. Read-only. A deleted patient and one that was merged into another are archived.
 */
public final class PatientArchive {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("patient_archive");

    /** The patient's id. */
    public static final Field ID = Field.text("id");
    /** {@code Yes} or {@code No}. */
    public static final Field ARCHIVED = Field.choice("in_archive");

    /** All of them. */
    public static final List<Field> FIELDS = List.of(ID, ARCHIVED);

    private PatientArchive() {}
}
