package io.tidelock.testkit.fake.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The records of one clinic and what its server does with them. Not thread-safe: {@link FakeCliniko} holds a lock.
 *
 * <p>Ids rise and have 19 digits. Stamps are finer than the seconds that are shown: each change is a microsecond later
 * than the one before, even when the clock stands still (page, section 5, no. 2).
 */
final class Clinic {

    private static final long FIRST_ID = 1_764_041_171_115_000_000L;

    private final Clock clock;
    private final Random random;
    private final boolean archivingTouches;
    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Map<String, NavigableMap<Long, Row>> tables = new LinkedHashMap<>();
    private long lastId = FIRST_ID;
    private Instant lastNow = Instant.MIN;
    private long tick;

    Clinic(Clock clock, long seed, boolean archivingTouches, Resource... known) {
        this.clock = clock;
        this.random = new Random(seed);
        this.archivingTouches = archivingTouches;
        for (Resource resource : known) {
            resources.put(resource.name(), resource);
            tables.put(resource.name(), new TreeMap<>());
        }
    }

    @Nullable
    Resource resource(String name) {
        return resources.get(name);
    }

    /** Returns all rows, also hidden ones, in the order of their ids, which is that of their creation. */
    Collection<Row> rows(Resource resource) {
        return table(resource).values();
    }

    @Nullable
    Row find(Resource resource, long id) {
        return table(resource).get(id);
    }

    /** Creates a record from a body; refuses an invalid one with 422. */
    Row create(Resource resource, JsonNode body, boolean staff) {
        Map<String, @Nullable Object> changes = Body.read(resource, body, true, staff, this::exists);
        lastId += 1 + random.nextInt(1_000_000);
        Row row = new Row(resource, lastId);
        Instant now = stamp();
        row.put("created_at", now);
        row.put("updated_at", now);
        changes.forEach(row::put);
        table(resource).put(row.id(), row);
        resource.derive(this, row);
        if (resource.name().equals(Appointments.INDIVIDUAL)) {
            attend(row);
        }
        return row;
    }

    /** Changes what a body names; a body that changes nothing leaves {@code updated_at} alone [assumed]. */
    void edit(Row row, JsonNode body, boolean staff) {
        Map<String, @Nullable Object> changes = Body.read(row.resource(), body, false, staff, this::exists);
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        changes.keySet().forEach(column -> before.put(column, row.get(column)));
        changes.forEach(row::put);
        row.resource().derive(this, row);
        boolean changed = false;
        for (Map.Entry<String, @Nullable Object> entry : before.entrySet()) {
            changed |= !Objects.equals(entry.getValue(), row.get(entry.getKey()));
        }
        if (changed) {
            row.put("updated_at", stamp());
        }
    }

    /** Makes the row of who attends an individual appointment. */
    private void attend(Row appointment) {
        ObjectNode attendee = Json.object()
                .put("booking_id", Long.toString(appointment.id()))
                .put("patient_id", String.valueOf(appointment.get("patient_id")));
        if (appointment.get("patient_case_id") != null) {
            attendee.put("patient_case_id", String.valueOf(appointment.get("patient_case_id")));
        }
        create(Objects.requireNonNull(resource(Attendees.NAME)), attendee, true);
    }

    /** Cancels an appointment or an attendee; only those of groups are cancelled one by one. */
    void cancel(Row row, JsonNode body) {
        Map<String, String> problems = Appointments.cancellationProblems(body);
        if (!problems.isEmpty()) {
            throw Refusal.invalid(problems);
        }
        Instant now = stamp();
        row.put("cancelled_at", now);
        row.put("cancellation_reason", body.path("cancellation_reason").asLong());
        row.put("cancellation_note", body.path("cancellation_note").asText(null));
        row.put("updated_at", now);
        row.resource().derive(this, row);
    }

    void archive(Row row) {
        Instant now = stamp();
        row.put("archived_at", now);
        row.resource().derive(this, row);
        if (archivingTouches) {
            row.put("updated_at", now);
        }
    }

    void unarchive(Row row) {
        if (row.get("archived_at") != null) {
            row.put("archived_at", null);
            row.put("updated_at", stamp());
        }
    }

    /** Archives a patient in favour of another (page, "Archived / deleted / cancelled / merged"). */
    void merge(Row loser, Row winner) {
        if (loser.id() == winner.id()) {
            throw new IllegalArgumentException("A patient cannot be merged with itself");
        }
        archive(loser);
        loser.put("merged_at", loser.get("archived_at"));
        loser.put("merged_with_patient_id", winner.id());
        List.of(Appointments.INDIVIDUAL, Attendees.NAME, Cases.NAME, Invoices.NAME)
                .forEach(name -> hand(name, loser, winner));
    }

    /** What the loser had is the winner's, which counts as a change of it [assumed]. */
    private void hand(String resource, Row loser, Row winner) {
        for (Row row : rows(Objects.requireNonNull(resource(resource)))) {
            if (Objects.equals(loser.id(), row.get("patient_id"))) {
                row.put("patient_id", winner.id());
                row.put("updated_at", stamp());
                row.resource().derive(this, row);
            }
        }
    }

    /** Returns everything it knows. */
    ObjectNode save() {
        ObjectNode state = Json.object()
                .put("last_id", lastId)
                .put("last_stamp", lastNow.toString())
                .put("tick", tick);
        ObjectNode records = state.putObject("records");
        tables.forEach((name, rows) -> {
            ArrayNode all = records.putArray(name);
            rows.values().forEach(row -> all.add(saved(row)));
        });
        return state;
    }

    private static ObjectNode saved(Row row) {
        ObjectNode json = Json.object();
        row.columns().forEach((column, value) -> {
            Kind kind = row.resource().kindOf(column);
            json.set(column, kind == Kind.STAMP ? TextNode.valueOf(value.toString()) : kind.write(value));
        });
        return json;
    }

    /** Becomes the clinic that was saved, whatever the clock says by now. */
    void load(JsonNode state) {
        lastId = state.path("last_id").asLong();
        lastNow = Instant.parse(state.path("last_stamp").asText());
        tick = state.path("tick").asLong();
        for (Resource resource : resources.values()) {
            NavigableMap<Long, Row> rows = table(resource);
            rows.clear();
            state.path("records").path(resource.name()).forEach(json -> {
                Row row = new Row(resource, json.path("id").asLong());
                json.properties()
                        .forEach(entry -> row.put(
                                entry.getKey(), resource.kindOf(entry.getKey()).read(entry.getValue())));
                rows.put(row.id(), row);
                resource.derive(this, row);
            });
        }
    }

    /** Returns a row by what a column holds; null for no id and for none of that id. */
    @Nullable
    Row find(String resource, @Nullable Object id) {
        NavigableMap<Long, Row> table = tables.get(resource);
        return table == null || !(id instanceof Long number) ? null : table.get(number);
    }

    private boolean exists(String resource, long id) {
        if (resource.equals("bookings")) {
            return exists(Appointments.INDIVIDUAL, id) || exists(Appointments.GROUP, id);
        }
        Map<Long, Row> table = tables.get(resource);
        return table == null || table.containsKey(id);
    }

    private NavigableMap<Long, Row> table(Resource resource) {
        NavigableMap<Long, Row> table = tables.get(resource.name());
        if (table == null) {
            throw new IllegalArgumentException("No such resource: " + resource.name());
        }
        return table;
    }

    private Instant stamp() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        tick = now.equals(lastNow) ? tick + 1 : 1;
        lastNow = now;
        return now.plus(tick, ChronoUnit.MICROS);
    }
}
