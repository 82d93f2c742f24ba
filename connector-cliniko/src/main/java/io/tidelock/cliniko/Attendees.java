package io.tidelock.cliniko;

import io.tidelock.mapping.Enrichment;
import io.tidelock.mapping.Part;
import io.tidelock.mapping.Parts;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes a group appointment apart: each attendee is an appointment of their own. */
final class Attendees {

    private static final String UNNAMED = "Group appointment";

    private final Enrichment attendance;
    private final Field kind;
    private final Enrichment about;

    /**
     * @param attendance lends who attends
     * @param kind what the name of its type is called on the appointment
     * @param about says how the deals' mappings call what a case shows
     */
    Attendees(Enrichment attendance, Field kind, Enrichment about) {
        this.attendance = attendance;
        this.kind = kind;
        this.about = about;
    }

    /** Returns the rule. */
    Parts parts() {
        List<Field> reads = new ArrayList<>();
        attendance.taken().forEach(field -> reads.add(attendance.field(field)));
        reads.addAll(List.of(
                kind,
                GroupAppointment.STARTS_AT,
                GroupAppointment.ENDS_AT,
                GroupAppointment.STATE,
                GroupAppointment.ARCHIVED));
        return Parts.of("by attendee", 2, this::attendees, reads.toArray(Field[]::new));
    }

    private List<Part> attendees(Record group) {
        if (!(lent(group, Attendance.ENTRIES) instanceof Value.Items attendees)) {
            return List.of();
        }
        Map<String, Map<Field, Value>> cases = AttendedCases.read(lent(group, Attendance.CASES), AttendedCases.SHOWN);
        Map<String, Map<Field, Value>> notes =
                AttendedCases.read(lent(group, Attendance.CASE_NOTES), AttendedCases.NOTES);
        return attendees.items().stream()
                .map(entry -> entry.split(" ", -1))
                .filter(words -> words.length == 3)
                .map(words -> {
                    Map<Field, Value> shown = new HashMap<>(cases.getOrDefault(words[0], Map.of()));
                    shown.putAll(notes.getOrDefault(words[0], Map.of()));
                    return part(group, words[0], words[1], words[2], shown);
                })
                .toList();
    }

    private Value lent(Record group, Field field) {
        Field lent = attendance.field(field);
        return lent.type().read(group.value(lent.name()));
    }

    private Part part(Record group, String attendee, String patient, String state, Map<Field, Value> shown) {
        Value name = group.value(kind.name());
        Part part = Part.of(attendee)
                .with(Appointment.TITLE, name.isPresent() ? name : Value.text(UNNAMED))
                .with(Appointment.STARTS_AT, group.value(GroupAppointment.STARTS_AT))
                .with(Appointment.ENDS_AT, group.value(GroupAppointment.ENDS_AT))
                .with(Appointment.ARCHIVED, group.value(GroupAppointment.ARCHIVED))
                .with(
                        Appointment.STATE,
                        state(group.value(GroupAppointment.STATE).plain(), state))
                .with(Appointment.PATIENT_ID, patient)
                .with(kind, name);
        for (Field field : about.taken()) {
            part = part.with(about.field(field), shown.getOrDefault(field, Value.empty()));
        }
        return part;
    }

    /** What is cancelled stays so; otherwise the end of the appointment tells more than an arrival. */
    private static String state(String group, String attendee) {
        return attendee.equals("cancelled") || group.equals("booked") ? attendee : group;
    }
}
