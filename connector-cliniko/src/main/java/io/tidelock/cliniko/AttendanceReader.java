package io.tidelock.cliniko;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads who attends, 100 appointments with a request and a page for every hundred attendees, and their cases where somebody
 * wants to know, 100 with a request. An appointment has always got an attendance, if nobody's.
 */
final class AttendanceReader implements RecordReader {

    private final Listing attendees;
    private final RecordReader cases;

    AttendanceReader(Listing attendees, RecordReader cases) {
        this.attendees = attendees;
        this.cases = cases;
    }

    @Override
    public List<ReadOutcome> read(Collection<String> ids, Set<String> fields) {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        List<String> askable = ids.stream().filter(PeopleReader::isNumber).toList();
        for (int start = 0; start < askable.size(); start += Listing.PAGE) {
            List<String> some = askable.subList(start, Math.min(askable.size(), start + Listing.PAGE));
            attendees
                    .allWithHidden(List.of("booking_id:=" + String.join(",", some)))
                    .forEach(row -> rows.computeIfAbsent(
                                    row.linked(Attendance.BOOKING_ID).plain(), id -> new ArrayList<>())
                            .add(row));
        }
        boolean wanted = fields.contains(Attendance.CASES.name()) || fields.contains(Attendance.CASE_NOTES.name());
        Map<String, Record> known = wanted ? cases(rows.values()) : Map.of();
        return ids.stream()
                .map(id -> outcome(id, rows.getOrDefault(id, List.of()), known, fields))
                .toList();
    }

    private Map<String, Record> cases(Collection<List<Row>> rows) {
        Set<String> ids = rows.stream()
                .flatMap(List::stream)
                .map(AttendanceReader::caseOf)
                .filter(PeopleReader::isNumber)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, Record> known = new LinkedHashMap<>();
        if (!ids.isEmpty()) {
            for (ReadOutcome outcome : cases.read(ids, Set.of())) {
                if (outcome instanceof ReadOutcome.Present present) {
                    known.put(outcome.id(), present.record());
                }
            }
        }
        return known;
    }

    /** Notes are shown to nobody who did not ask for them. */
    private static ReadOutcome outcome(String id, List<Row> rows, Map<String, Record> cases, Set<String> fields) {
        if (!PeopleReader.isNumber(id)) {
            return new ReadOutcome.Missing(id);
        }
        Record.Builder attendance = Record.of(RecordRef.of(Attendance.TYPE, id))
                .set(Attendance.BOOKING_ID, Value.text(id))
                .set(Attendance.ENTRIES, items(rows.stream().map(AttendanceReader::entry)))
                .set(Attendance.CASES, items(entries(rows, cases, AttendedCases.SHOWN)));
        if (fields.contains(Attendance.CASE_NOTES.name())) {
            attendance.set(Attendance.CASE_NOTES, items(entries(rows, cases, AttendedCases.NOTES)));
        }
        return new ReadOutcome.Present(attendance.build());
    }

    private static Stream<String> entries(List<Row> rows, Map<String, Record> cases, List<Field> fields) {
        return rows.stream()
                .flatMap(row -> Stream.ofNullable(cases.get(caseOf(row)))
                        .map(about -> AttendedCases.entry(row.id(), about, fields)));
    }

    private static Value items(Stream<String> entries) {
        List<String> all = entries.toList();
        return all.isEmpty() ? Value.empty() : Value.items(all);
    }

    private static String caseOf(Row row) {
        return row.linked(Appointment.CASE_ID).plain();
    }

    private static String entry(Row row) {
        boolean cancelled = row.isSet("cancelled_at") || row.isSet("archived_at") || row.isSet("deleted_at");
        String state = cancelled ? "cancelled" : row.is("arrived") ? "arrived" : "booked";
        return row.id() + " " + row.linked(Appointment.PATIENT_ID).plain() + " " + state;
    }
}
