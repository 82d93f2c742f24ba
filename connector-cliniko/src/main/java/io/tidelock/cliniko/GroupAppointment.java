package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** An appointment of several patients; who they are is in {@link Attendance}. Read-only. Fields mean what they mean in {@link Appointment}. */
public final class GroupAppointment {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("group_appointment");

    /** When it begins. */
    public static final Field STARTS_AT = Appointment.STARTS_AT;
    /** When it ends. */
    public static final Field ENDS_AT = Appointment.ENDS_AT;
    /** Where it stands: {@code cancelled} if archived, {@code completed} or {@code booked}; each attendee stands somewhere of its own. */
    public static final Field STATE = Appointment.STATE;
    /** Whether staff archived it. */
    public static final Field ARCHIVED = Appointment.ARCHIVED;
    /** The id of the {@link AppointmentType}. */
    public static final Field TYPE_ID = Appointment.TYPE_ID;
    /** Its own id, by which {@link Attendance} refers to it. */
    public static final Field ID = Field.text("id");

    /** All of them. */
    public static final List<Field> FIELDS = List.of(STARTS_AT, ENDS_AT, STATE, ARCHIVED, TYPE_ID, ID);

    private GroupAppointment() {}
}
