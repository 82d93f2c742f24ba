package io.tidelock.cliniko;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads who attends, 100 appointments with a request and a page for every hundred attendees. An appointment has always got an attendance, if nobody's. */
final class AttendanceReader implements RecordReader {

    private final Listing attendees;

    AttendanceReader(Listing attendees) {
        this.attendees = attendees;
    }

    @Override
    public List<ReadOutcome> read(Collection<String> ids, Set<String> fields) {
        Map<String, List<String>> entries = new LinkedHashMap<>();
        List<String> askable = ids.stream().filter(PeopleReader::isNumber).toList();
        for (int start = 0; start < askable.size(); start += Listing.PAGE) {
            List<String> some = askable.subList(start, Math.min(askable.size(), start + Listing.PAGE));
            attendees
                    .allWithHidden(List.of("booking_id:=" + String.join(",", some)))
                    .forEach(row -> entries.computeIfAbsent(
                                    row.linked(Attendance.BOOKING_ID).plain(), id -> new ArrayList<>())
                            .add(entry(row)));
        }
        return ids.stream()
                .map(id -> outcome(id, entries.getOrDefault(id, List.of())))
                .toList();
    }

    private static ReadOutcome outcome(String id, List<String> entries) {
        if (!PeopleReader.isNumber(id)) {
            return new ReadOutcome.Missing(id);
        }
        return new ReadOutcome.Present(Record.of(RecordRef.of(Attendance.TYPE, id))
                .set(Attendance.BOOKING_ID, Value.text(id))
                .set(Attendance.ENTRIES, entries.isEmpty() ? Value.empty() : Value.items(entries))
                .build());
    }

    private static String entry(Row row) {
        boolean cancelled = row.isSet("cancelled_at") || row.isSet("archived_at") || row.isSet("deleted_at");
        String state = cancelled ? "cancelled" : row.is("arrived") ? "arrived" : "booked";
        return row.id() + " " + row.linked(Appointment.PATIENT_ID).plain() + " " + state;
    }
}
