package io.tidelock.testkit.fake.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.testkit.fake.CallLog;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.FakeServer;
import io.tidelock.testkit.fake.FaultScript;
import io.tidelock.testkit.fake.StateFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A clinic on Cliniko's REST API v1: patients and contacts, appointments with types, attendees and cases, invoices with
 * items, the key's user, public settings. Lists filter, sort and page as the vendor's do; bodies are validated; archived and merged patients vanish as they do there. Written from the
 * vendor's documentation; where that is silent, the Javadoc of {@link Builder} and of the package's classes says
 * <em>assumed</em>.
 *
 * <p>The other half of its methods is what the clinic's staff do by hand: they pass neither key nor rate limit, are in
 * no call log, and meet no fault. Field names and shapes are those of the API. Thread-safe.
 */
public final class FakeCliniko implements FakeServer {

    private static final String SAVED_AS = "cliniko 1";

    private final Object lock = new Object();
    private final Clock clock;
    private final Door door;
    private final RateLimit rateLimit;
    private final Clinic clinic;
    private final Json json;
    private final Routes routes;
    private final Samples samples;
    private final CallLog log = new CallLog();
    private final FaultScript faults = new FaultScript();
    private final @Nullable StateFile file;

    private FakeCliniko(Builder builder) {
        this.clock = builder.clock;
        this.door = new Door(builder.apiKey, builder.requireUserAgent);
        this.rateLimit = new RateLimit(builder.clock, builder.perMinute);
        this.clinic = new Clinic(
                builder.clock,
                builder.seed,
                builder.archivingTouches,
                Patients.resource(),
                Contacts.resource(),
                Users.resource(),
                Appointments.types(),
                Cases.resource(),
                Appointments.individual(),
                Appointments.group(),
                Attendees.resource(),
                Invoices.resource(),
                Invoices.items());
        this.json = new Json("https://api." + door.shard() + ".cliniko.com/v1");
        this.routes = new Routes(clinic, json, builder.archivedReadableById);
        this.samples = new Samples(builder.seed);
        clinic.create(resource(Users.NAME), Json.object(), true);
        this.file = builder.file == null ? null : StateFile.at(builder.file);
        if (file != null) {
            file.read().ifPresentOrElse(this::load, file::outdate);
            keep();
        }
    }

    /** Starts describing a fake. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public FakeResponse handle(FakeRequest request) {
        FakeResponse response = faults.answer(request, this::serve).at(clock.instant());
        log.add(request, response);
        keep();
        return response;
    }

    private FakeResponse serve(FakeRequest request) {
        try {
            door.check(request);
            return rateLimit
                    .refusal()
                    .orElseGet(() -> request.method().equals("GET")
                            ? locked(() -> routes.handle(request))
                            : changing(() -> routes.handle(request)));
        } catch (Refusal refusal) {
            return Json.error(refusal);
        }
    }

    /** Writes what people did since the last answer to the {@link Builder#state} file; nothing without one. */
    public void save() {
        keep();
    }

    /** What an answer shows is in the file before it is given. */
    private void keep() {
        synchronized (lock) {
            if (file != null) {
                file.settle(() -> Json.write(clinic.save().put("fake", SAVED_AS).put("invented", samples.count())));
            }
        }
    }

    private void load(String saved) {
        JsonNode state = Json.read(saved);
        if (!SAVED_AS.equals(state.path("fake").asText())) {
            throw new IllegalArgumentException(file + " does not hold the state of a fake Cliniko");
        }
        clinic.load(state);
        samples.skip(state.path("invented").asInt());
    }

    // ------------------------------------------------------------------ the clinic's staff

    /**
     * Creates a patient, as staff do.
     *
     * @param fields as in a request body; {@code first_name} and {@code last_name} at least
     * @return the new id
     * @throws IllegalArgumentException naming the fields the clinic would not take
     */
    public String createPatient(Map<String, ?> fields) {
        return create(Patients.NAME, fields);
    }

    /** Changes the named fields of a patient, also of an archived one. */
    public void editPatient(String id, Map<String, ?> fields) {
        edit(Patients.NAME, id, fields);
    }

    /** Archives a patient. */
    public void archivePatient(String id) {
        run(() -> clinic.archive(row(Patients.NAME, id)));
    }

    /** Takes a patient out of the archive. */
    public void unarchivePatient(String id) {
        run(() -> clinic.unarchive(row(Patients.NAME, id)));
    }

    /** Merges two patients: the loser is archived and points to the winner (page, section 1, "Merge"). */
    public void mergePatients(String loser, String winner) {
        run(() -> clinic.merge(row(Patients.NAME, loser), row(Patients.NAME, winner)));
    }

    /** Returns a patient as the API shows it, archived or not. */
    public Map<String, Object> patient(String id) {
        return record(Patients.NAME, id);
    }

    /** Returns all patients in the order of creation, also archived ones. */
    public List<Map<String, Object>> patients() {
        return all(Patients.NAME);
    }

    /** Creates patients with invented data, the same for the same seed; returns their ids. */
    public List<String> loadPatients(int count) {
        return changing(() -> IntStream.range(0, count)
                .mapToObj(i -> createPatient(samples.patient()))
                .toList());
    }

    /** Creates a contact, as staff do; returns the new id. */
    public String createContact(Map<String, ?> fields) {
        return create(Contacts.NAME, fields);
    }

    /** Changes the named fields of a contact, also of an archived one. */
    public void editContact(String id, Map<String, ?> fields) {
        edit(Contacts.NAME, id, fields);
    }

    /** Archives a contact. */
    public void archiveContact(String id) {
        run(() -> clinic.archive(row(Contacts.NAME, id)));
    }

    /** Returns a contact as the API shows it, archived or not. */
    public Map<String, Object> contact(String id) {
        return record(Contacts.NAME, id);
    }

    /** Returns all contacts in the order of creation, also archived ones. */
    public List<Map<String, Object>> contacts() {
        return all(Contacts.NAME);
    }

    /**
     * Creates a record, as staff do: also what the API only reads, such as invoices.
     *
     * @param resource the list's path: {@code individual_appointments}, {@code group_appointments}, {@code attendees},
     *     {@code patient_cases}, {@code appointment_types}, {@code invoices}, {@code invoice_items}, {@code patients} …
     * @param fields as in a request body, {@code …_id} for links
     * @return the new id
     * @throws IllegalArgumentException naming the fields the clinic would not take
     */
    public String create(String resource, Map<String, ?> fields) {
        return changing(() -> Long.toString(asked(() -> clinic.create(resource(resource), Json.tree(fields), true))
                .id()));
    }

    /** Changes the named fields of a record, as staff do: also {@code did_not_arrive} or an invoice's {@code status}. */
    public void edit(String resource, String id, Map<String, ?> fields) {
        run(() -> asked(() -> {
            clinic.edit(row(resource, id), Json.tree(fields), true);
            return id;
        }));
    }

    /** Archives a record. */
    public void archive(String resource, String id) {
        run(() -> clinic.archive(row(resource, id)));
    }

    /** Cancels an individual appointment, or one attendee of a group, for reason 50, <em>Other</em>. */
    public void cancel(String resource, String id) {
        run(() -> clinic.cancel(row(resource, id), Json.object().put("cancellation_reason", 50)));
    }

    /** Notes that the patient of an individual appointment arrived, which changes the attendee's row alone [assumed]. */
    public void arrive(String appointment) {
        run(() -> clinic.edit(
                Objects.requireNonNull(Attendees.of(clinic, row(Appointments.INDIVIDUAL, appointment))),
                Json.object().put("arrived", true),
                true));
    }

    /** Returns a record as the API shows it, archived or not. */
    public Map<String, Object> record(String resource, String id) {
        return locked(() -> Json.map(json.record(row(resource, id))));
    }

    /** Counts the records of a resource such as {@code patients}, also archived ones. */
    public int records(String resource) {
        return locked(() -> clinic.rows(resource(resource)).size());
    }

    // ------------------------------------------------------------------ the test

    /** Answers the next matching requests with that response; see {@link FaultScript#failNext}. */
    public void failNext(Predicate<? super FakeRequest> matcher, FakeResponse response, boolean applyFirst, int times) {
        faults.failNext(matcher, response, applyFirst, times);
    }

    /** Counts the requests since {@link #clearCalls()} that a pattern names, such as {@code GET /v1/patients/*}. */
    public long calls(String pattern) {
        return log.calls(pattern);
    }

    /** Returns the requests since {@link #clearCalls()}, the latest 50,000. */
    public List<CallLog.Call> calls() {
        return log.recent();
    }

    /** Starts counting anew. */
    public void clearCalls() {
        log.clear();
    }

    private List<Map<String, Object>> all(String resource) {
        return locked(() -> clinic.rows(resource(resource)).stream()
                .map(row -> Json.map(json.record(row)))
                .toList());
    }

    private Resource resource(String name) {
        return Objects.requireNonNull(clinic.resource(name), () -> "No such resource: " + name);
    }

    private Row row(String resource, String id) {
        Row row = clinic.find(resource(resource), Long.parseLong(id));
        if (row == null) {
            throw new NoSuchElementException("No " + resource + " with id " + id);
        }
        return row;
    }

    private static <T> T asked(Supplier<T> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal.text() + ": " + refusal.errors(), refusal);
        }
    }

    private void run(Runnable work) {
        changing(() -> {
            work.run();
            return "";
        });
    }

    private <T> T changing(Supplier<T> work) {
        synchronized (lock) {
            if (file != null) {
                file.outdate();
            }
            return work.get();
        }
    }

    private <T> T locked(Supplier<T> work) {
        synchronized (lock) {
            return work.get();
        }
    }

    /** Describes a {@link FakeCliniko}. Every setting has a default; not thread-safe. */
    public static final class Builder {

        private Clock clock = Clock.systemUTC();
        private String apiKey = "fake-key-au1";
        private int perMinute = 200;
        private boolean requireUserAgent = true;
        private boolean archivedReadableById;
        private boolean archivingTouches = true;
        private long seed = 1;
        private @Nullable Path file;

        private Builder() {}

        /** Sets the clock for stamps, the rate limit and the Date header; the system's by default. */
        public Builder clock(Clock value) {
            this.clock = value;
            return this;
        }

        /**
         * Sets the API key, {@code fake-key-au1} by default. Its suffix names the shard and may be left out by the
         * caller; the shard is au1 without one.
         */
        public Builder apiKey(String value) {
            if (value.isBlank()) {
                throw new IllegalArgumentException("apiKey is empty; give one such as 'test-au1'");
            }
            this.apiKey = value;
            return this;
        }

        /** Sets how many requests a minute are allowed, 200 by default; 0 means no limit. */
        public Builder rateLimit(int requestsPerMinute) {
            if (requestsPerMinute < 0) {
                throw new IllegalArgumentException("rateLimit must not be negative, was " + requestsPerMinute);
            }
            this.perMinute = requestsPerMinute;
            return this;
        }

        /** Sets whether a User-Agent without name and e-mail address in brackets is refused, with 403 [assumed]; on. */
        public Builder requireUserAgent(boolean value) {
            this.requireUserAgent = value;
            return this;
        }

        /** Sets whether an archived record answers by id without an {@code archived_at} filter; off [inferred]. */
        public Builder archivedReadableById(boolean value) {
            this.archivedReadableById = value;
            return this;
        }

        /** Sets whether archiving and merging move {@code updated_at}; on [the vendor does not say]. */
        public Builder archivingTouchesUpdatedAt(boolean value) {
            this.archivingTouches = value;
            return this;
        }

        /** Sets the seed of ids and invented patients, 1 by default. */
        public Builder seed(long value) {
            this.seed = value;
            return this;
        }

        /**
         * Keeps the clinic in a file: goes on from what it holds, if it exists, and has every change there before an answer shows
         * it. It is written as a whole each time: meant for thousands of records. Without, the clinic ends with the process.
         */
        public Builder state(Path value) {
            this.file = value;
            return this;
        }

        /**
         * Opens the clinic, without patients or contacts unless a {@link #state} holds some.
         *
         * @throws IllegalArgumentException if that file holds something else
         * @throws java.io.UncheckedIOException if it cannot be read or written
         */
        public FakeCliniko build() {
            return new FakeCliniko(this);
        }
    }
}
