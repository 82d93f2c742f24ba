package io.tidelock.cliniko;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.RecordRef;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Tells of the appointments whose attendees changed. */
final class AttendanceFeed implements ChangeFeed {

    private final ChangeFeed attendees;

    AttendanceFeed(ChangeFeed attendees) {
        this.attendees = attendees;
    }

    @Override
    public Cursor since(Instant start) {
        return attendees.since(start);
    }

    @Override
    public ChangePage changesAfter(Cursor after, Set<String> fields) {
        ChangePage page = attendees.changesAfter(after, fields);
        List<Change> bookings = page.changes().stream()
                .filter(Change.Upsert.class::isInstance)
                .map(change -> ((Change.Upsert) change).record().value(Attendance.BOOKING_ID))
                .filter(id -> id.isPresent())
                .map(id -> Change.hint(RecordRef.of(Attendance.TYPE, id.plain())))
                .distinct()
                .toList();
        return new ChangePage(bookings, page.next(), page.more());
    }
}
