package io.tidelock.cliniko;

import io.tidelock.connector.RecordAccess;
import io.tidelock.record.RecordType;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts together what can be done with the records of each type. */
final class Accesses {

    /** Cancelled appointments are ordinary records; archived ones, within a range, are out of sight. */
    private static final List<String> CANCELLED_TOO = List.of("cancelled_at:*");

    private static final List<String> ARCHIVED_ONLY = List.of("archived_at:?");

    private final ClinikoApi api;
    private final String account;
    private final Clock clock;
    private final Duration overlap;
    private final Duration archivedEvery;

    Accesses(ClinikoApi api, String account, Clock clock, Duration overlap, Duration archivedEvery) {
        this.api = api;
        this.account = account;
        this.clock = clock;
        this.overlap = overlap;
        this.archivedEvery = archivedEvery;
    }

    Map<RecordType, RecordAccess> all() {
        Map<RecordType, RecordAccess> all = new LinkedHashMap<>();
        List.of(
                        people(Resource.patients(api), Resource.Writes.patients(api)),
                        people(Resource.contacts(api), Resource.Writes.contacts(api)),
                        archive(),
                        appointments(),
                        groups(),
                        attendance(),
                        readOnly(Resource.types(api)),
                        readOnly(Resource.cases(api)),
                        readOnly(Resource.invoices(api)),
                        readOnly(Resource.items(api)))
                .forEach(access -> all.put(access.type(), access));
        return all;
    }

    private RecordAccess people(Resource resource, Resource.Writes writes) {
        Listing listing = listing(resource);
        PeopleReader reader = new PeopleReader(listing);
        OneByOne oneByOne = new OneByOne(clock);
        return RecordAccess.of(resource.type())
                .feed(feed(listing))
                .reader(reader)
                .finder(new PeopleFinder(listing, clock))
                .writer(new PeopleWriter(resource, writes, reader, oneByOne))
                .remover(new PeopleRemover(writes, reader, oneByOne))
                .build();
    }

    private RecordAccess archive() {
        Listing listing = listing(Resource.archive(api));
        return RecordAccess.of(PatientArchive.TYPE)
                .feed(new PeopleFeed(listing, ARCHIVED_ONLY, clock, overlap, archivedEvery))
                .reader(new PeopleReader(listing))
                .build();
    }

    private RecordAccess appointments() {
        Listing listing = listing(Resource.appointments(api, clock));
        return RecordAccess.of(Appointment.TYPE)
                .feed(new EndingFeed(feed(listing), listing, CANCELLED_TOO, clock))
                .range(new StartRange(listing, CANCELLED_TOO))
                .reader(new PeopleReader(listing))
                .finder(new CaseFinder(listing(Resource.attendees(api)), Appointment.TYPE))
                .build();
    }

    private RecordAccess groups() {
        Listing listing = listing(Resource.groups(api, clock));
        return RecordAccess.of(GroupAppointment.TYPE)
                .feed(new EndingFeed(feed(listing), listing, List.of(), clock))
                .range(new StartRange(listing, List.of()))
                .reader(new PeopleReader(listing))
                .finder(new CaseFinder(listing(Resource.attendees(api)), GroupAppointment.TYPE))
                .build();
    }

    private RecordAccess attendance() {
        Listing attendees = listing(Resource.attendees(api));
        return RecordAccess.of(Attendance.TYPE)
                .feed(new AttendanceFeed(feed(attendees)))
                .reader(new AttendanceReader(attendees, new PeopleReader(listing(Resource.cases(api)))))
                .build();
    }

    private RecordAccess readOnly(Resource resource) {
        Listing listing = listing(resource);
        return RecordAccess.of(resource.type())
                .feed(feed(listing))
                .reader(new PeopleReader(listing))
                .build();
    }

    private Listing listing(Resource resource) {
        return new Listing(resource, account);
    }

    private PeopleFeed feed(Listing listing) {
        return new PeopleFeed(listing, listing.resource().unhiding(), clock, overlap, archivedEvery);
    }
}
