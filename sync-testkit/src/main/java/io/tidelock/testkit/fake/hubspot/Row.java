package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One record: its values, stamps and history. An absent value is an empty one. */
final class Row {

    private static final int MAX_VERSIONS = 20;

    private final long id;
    private final Instant createdAt;
    private Map<String, String> values = new HashMap<>();
    private Map<String, List<Version>> history = new HashMap<>();
    private Instant updatedAt;
    private @Nullable Instant archivedAt;

    Row(long id, Instant createdAt) {
        this.id = id;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }

    /** One past or present value of a property. */
    record Version(String value, Instant at, Origin origin) {}

    /** What a write may have to be taken back to. */
    record Saved(Map<String, String> values, Map<String, List<Version>> history, Instant updatedAt) {}

    /** Returns everything about the record. */
    ObjectNode toJson() {
        ObjectNode json =
                Json.object().put("id", id).put("created", createdAt.toString()).put("updated", updatedAt.toString());
        if (archivedAt != null) {
            json.put("archived", archivedAt.toString());
        }
        json.set("values", Json.ofStrings(values));
        ObjectNode past = json.putObject("history");
        new TreeMap<>(history).forEach((name, versions) -> {
            ArrayNode all = past.putArray(name);
            versions.forEach(version -> all.addArray()
                    .add(version.value())
                    .add(version.at().toString())
                    .add(version.origin().save()));
        });
        return json;
    }

    static Row of(JsonNode json) {
        Row row = new Row(
                json.path("id").asLong(), Instant.parse(json.path("created").asText()));
        row.updatedAt = Instant.parse(json.path("updated").asText());
        row.archivedAt =
                json.has("archived") ? Instant.parse(json.path("archived").asText()) : null;
        json.path("values")
                .properties()
                .forEach(
                        value -> row.values.put(value.getKey(), value.getValue().asText()));
        json.path("history").properties().forEach(past -> {
            List<Version> versions = row.history.computeIfAbsent(past.getKey(), name -> new ArrayList<>());
            past.getValue()
                    .forEach(version -> versions.add(new Version(
                            version.path(0).asText(),
                            Instant.parse(version.path(1).asText()),
                            Origin.load(version.path(2)))));
        });
        return row;
    }

    Saved save() {
        Map<String, List<Version>> copy = new HashMap<>();
        history.forEach((name, versions) -> copy.put(name, new ArrayList<>(versions)));
        return new Saved(new HashMap<>(values), copy, updatedAt);
    }

    void revert(Saved saved) {
        values = saved.values();
        history = saved.history();
        updatedAt = saved.updatedAt();
    }

    /** Applies normalised values; an empty one clears. */
    void apply(Map<String, String> changes, Instant now, Origin origin) {
        changes.forEach((name, value) -> {
            put(name, value);
            List<Version> versions = history.computeIfAbsent(name, key -> new ArrayList<>());
            versions.add(0, new Version(value, now, origin));
            if (versions.size() > MAX_VERSIONS) {
                versions.remove(MAX_VERSIONS);
            }
        });
        updatedAt = now;
    }

    /** Sets a value without history: stamps and calculated ones. */
    void put(String name, String value) {
        if (value.isEmpty()) {
            values.remove(name);
        } else {
            values.put(name, value);
        }
    }

    @Nullable
    String value(String name) {
        return values.get(name);
    }

    Map<String, String> values() {
        return values;
    }

    /** A copy in a fixed order: the same calls get the same answers. */
    Map<String, String> sorted() {
        return Collections.unmodifiableMap(new TreeMap<>(values));
    }

    List<Version> history(String name) {
        return history.getOrDefault(name, List.of());
    }

    long id() {
        return id;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    @Nullable
    Instant archivedAt() {
        return archivedAt;
    }

    void archivedAt(@Nullable Instant instant) {
        archivedAt = instant;
    }

    boolean isArchived() {
        return archivedAt != null;
    }
}
