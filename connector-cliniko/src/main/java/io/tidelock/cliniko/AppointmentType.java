package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** A kind of appointment that a clinic offers. Read-only; shown also when it is archived, since appointments go on having it. */
public final class AppointmentType {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("appointment_type");

    /** The name. */
    public static final Field NAME = Field.text("name");
    /** The category. */
    public static final Field CATEGORY = Field.text("category");

    /** All of them. */
    public static final List<Field> FIELDS = List.of(NAME, CATEGORY);

    private AppointmentType() {}
}
