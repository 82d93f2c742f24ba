package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/**
 * Who attends an appointment, individual or of a group; one record for each appointment, with the appointment's id. Read-only.
 * Its feed tells of appointments whose attendees changed, which need not count as a change of the appointment.
 */
public final class Attendance {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("attendance");

    /** The id of the appointment. */
    public static final Field BOOKING_ID = Field.text("booking_id");
    /** The attendees, each as {@code attendee-id patient-id state}; the state is booked, arrived or cancelled. */
    public static final Field ENTRIES = Field.choices("entries");

    /** The patient cases of attendees that have one, each with its attendee's id, name, referral and expiry, in a form of our own. */
    public static final Field CASES = Field.choices("cases");
    /** The notes of those cases, each with its attendee's id; may hold health data. */
    public static final Field CASE_NOTES = Field.choices("case_notes");

    /** All of them. */
    public static final List<Field> FIELDS = List.of(BOOKING_ID, ENTRIES, CASES, CASE_NOTES);

    private Attendance() {}
}
