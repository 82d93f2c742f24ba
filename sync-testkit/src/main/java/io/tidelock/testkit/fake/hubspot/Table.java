package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The records of one type, their unique values and the ids that merges left behind. */
final class Table {

    /** Archived records can be listed and restored this long (§2.1). */
    private static final Duration KEPT = Duration.ofDays(90);

    private static final long FIRST_ID = 171_596_000_000L;

    private final ObjectType type;
    private final Schema schema;
    private final SplittableRandom steps;
    private final NavigableMap<Long, Row> rows = new TreeMap<>();
    private final Map<Long, Long> mergedInto = new HashMap<>();
    private final Map<Key, Long> owners = new HashMap<>();
    private long lastId = FIRST_ID;

    Table(ObjectType type, Schema schema, long seed) {
        this.type = type;
        this.schema = schema;
        this.steps = new SplittableRandom(seed);
    }

    /** A unique value; all e-mail addresses of a contact count as {@code email}. */
    record Key(String property, String value) {}

    /** A unique value that another record has. */
    record Clash(Key key, long owner) {}

    /** Allocates an id: growing, with gaps, beyond 32 bits, and the same in all types (§0.3). */
    long nextId() {
        lastId += 1 + steps.nextInt(7);
        return lastId;
    }

    /** Returns everything it holds. */
    ObjectNode save() {
        ObjectNode json = Json.object().put("last_id", lastId);
        json.set("rows", Json.nodes(rows.values().stream().map(Row::toJson).toList()));
        ObjectNode merged = json.putObject("merged");
        new TreeMap<>(mergedInto).forEach((from, to) -> merged.put(Long.toString(from), to));
        return json;
    }

    /** Holds what was saved; the schema must be there. */
    void load(JsonNode saved) {
        lastId = saved.path("last_id").asLong();
        saved.path("rows").forEach(json -> {
            Row row = Row.of(json);
            rows.put(row.id(), row);
            if (!row.isArchived()) {
                claim(row);
            }
        });
        saved.path("merged")
                .properties()
                .forEach(old -> mergedInto.put(
                        Long.valueOf(old.getKey()), old.getValue().asLong()));
    }

    /** Adds a row whose values do not clash. */
    void insert(Row row) {
        rows.put(row.id(), row);
        claim(row);
    }

    /** Changes a row so that its unique values follow. */
    void change(Row row, Runnable change) {
        release(row);
        change.run();
        if (!row.isArchived()) {
            claim(row);
        }
    }

    /** Forgets a row. */
    void remove(Row row) {
        release(row);
        rows.remove(row.id());
    }

    /** Names the unique value that another live record has, if any. */
    Optional<Clash> clash(long writer, Map<String, String> values) {
        for (Key key : keys(values)) {
            Long owner = owners.get(key);
            if (owner != null && owner != writer) {
                return Optional.of(new Clash(key, owner));
            }
        }
        return Optional.empty();
    }

    /** Lets old ids lead to the survivor of a merge (§3). */
    void redirect(long oldId, long newId) {
        mergedInto.replaceAll((from, to) -> to == oldId ? newId : to);
        mergedInto.put(oldId, newId);
    }

    Optional<Row> live(long id) {
        return Optional.ofNullable(rows.get(id)).filter(row -> !row.isArchived());
    }

    /** Finds a live record, also by an id that a merge left behind. */
    Optional<Row> resolve(long id) {
        return live(mergedInto.getOrDefault(id, id));
    }

    Optional<Row> archived(long id, Instant now) {
        return Optional.ofNullable(rows.get(id)).filter(row -> isKept(row, now));
    }

    Optional<Row> byUnique(String property, String value) {
        String wanted = schema.isEmail(property) ? Values.email(value) : value;
        return Optional.ofNullable(owners.get(new Key(property, wanted))).flatMap(this::live);
    }

    /** Returns up to {@code max} records with this id or a later one, by id. */
    List<Row> page(long from, int max, boolean ofArchived, Instant now) {
        List<Row> page = new ArrayList<>();
        for (Row row : rows.tailMap(from, true).values()) {
            if (ofArchived ? isKept(row, now) : !row.isArchived()) {
                page.add(row);
                if (page.size() == max) {
                    break;
                }
            }
        }
        return page;
    }

    Collection<Row> all() {
        return rows.values();
    }

    private static boolean isKept(Row row, Instant now) {
        Instant archivedAt = row.archivedAt();
        return archivedAt != null && archivedAt.plus(KEPT).isAfter(now);
    }

    private void claim(Row row) {
        keys(row.values()).forEach(key -> owners.put(key, row.id()));
    }

    private void release(Row row) {
        keys(row.values()).forEach(key -> owners.remove(key, row.id()));
    }

    /** The e-mail addresses first: they are told first when more than one value is taken. */
    private Set<Key> keys(Map<String, String> values) {
        Set<Key> keys = new LinkedHashSet<>();
        if (type.equals(ObjectType.CONTACTS)) {
            Values.split(values.get("email")).forEach(email -> keys.add(new Key("email", email)));
            Values.split(values.get("hs_additional_emails")).forEach(email -> keys.add(new Key("email", email)));
        }
        for (String property : schema.unique()) {
            String value = values.get(property);
            if (value != null && !value.isEmpty()) {
                keys.add(new Key(property, value));
            }
        }
        return keys;
    }
}
