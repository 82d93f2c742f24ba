package io.tidelock.cliniko;

import io.tidelock.mapping.Part;
import io.tidelock.mapping.Parts;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Value;
import java.util.List;

/** Takes a group appointment apart: each attendee is an appointment of their own. */
final class Attendees {

    private static final String UNNAMED = "Group appointment";

    private Attendees() {}

    /**
     * Returns the rule.
     *
     * @param entries what {@link Attendance#ENTRIES} is called on the appointment
     * @param kind what the name of its type is called there
     */
    static Parts parts(Field entries, Field kind) {
        return Parts.of(
                "by attendee",
                1,
                group -> attendees(group, entries, kind),
                entries,
                kind,
                GroupAppointment.STARTS_AT,
                GroupAppointment.ENDS_AT,
                GroupAppointment.STATE,
                GroupAppointment.ARCHIVED);
    }

    private static List<Part> attendees(Record group, Field entries, Field kind) {
        if (!(entries.type().read(group.value(entries.name())) instanceof Value.Items attendees)) {
            return List.of();
        }
        return attendees.items().stream()
                .map(entry -> entry.split(" ", -1))
                .filter(words -> words.length == 3)
                .map(words -> part(group, words[0], words[1], words[2], kind))
                .toList();
    }

    private static Part part(Record group, String attendee, String patient, String state, Field kind) {
        Value name = group.value(kind.name());
        return Part.of(attendee)
                .with(Appointment.TITLE, name.isPresent() ? name : Value.text(UNNAMED))
                .with(Appointment.STARTS_AT, group.value(GroupAppointment.STARTS_AT))
                .with(Appointment.ENDS_AT, group.value(GroupAppointment.ENDS_AT))
                .with(Appointment.ARCHIVED, group.value(GroupAppointment.ARCHIVED))
                .with(
                        Appointment.STATE,
                        state(group.value(GroupAppointment.STATE).plain(), state))
                .with(Appointment.PATIENT_ID, patient)
                .with(kind, name);
    }

    /** What is cancelled stays so; otherwise the end of the appointment tells more than an arrival. */
    private static String state(String group, String attendee) {
        return attendee.equals("cancelled") || group.equals("booked") ? attendee : group;
    }
}
