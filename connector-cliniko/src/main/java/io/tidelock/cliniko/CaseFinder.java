package io.tidelock.cliniko;

import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordLookup;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks up the appointments of patient cases: lists of appointments cannot be filtered by the case, but those of attendees
 * can, and an attendee names its appointment. Shows no more of an appointment than its case.
 */
final class CaseFinder implements RecordFinder {

    private final Listing attendees;
    private final RecordType type;

    /**
     * @param type of which kind of appointment; those of the other kind are named as well, and are not there
     */
    CaseFinder(Listing attendees, RecordType type) {
        this.attendees = attendees;
        this.type = type;
    }

    @Override
    public Optional<RecordLookup> by(List<Field> key) {
        return key.equals(List.of(Appointment.CASE_ID)) ? Optional.of(new Lookup()) : Optional.empty();
    }

    private final class Lookup implements RecordLookup {

        @Override
        public boolean authoritative() {
            return false;
        }

        @Override
        public List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
            Map<String, Set<String>> bookings = new LinkedHashMap<>();
            List<String> cases = keys.stream()
                    .map(key -> key.get(0))
                    .filter(PeopleReader::isNumber)
                    .toList();
            for (int start = 0; start < cases.size(); start += Listing.PAGE) {
                List<String> some = cases.subList(start, Math.min(cases.size(), start + Listing.PAGE));
                attendees
                        .allWithHidden(List.of("patient_case_id:=" + String.join(",", some)))
                        .forEach(row -> bookings.computeIfAbsent(
                                        row.linked(Appointment.CASE_ID).plain(), id -> new LinkedHashSet<>())
                                .add(row.linked(Attendance.BOOKING_ID).plain()));
            }
            return keys.stream()
                    .map(key -> records(key.get(0), bookings.getOrDefault(key.get(0), Set.of())))
                    .toList();
        }

        private List<Record> records(String patientCase, Set<String> ids) {
            List<Record> records = new ArrayList<>();
            for (String id : ids) {
                if (!id.isBlank()) {
                    records.add(Record.of(RecordRef.of(type, id))
                            .set(Appointment.CASE_ID, patientCase)
                            .build());
                }
            }
            return records;
        }
    }
}
