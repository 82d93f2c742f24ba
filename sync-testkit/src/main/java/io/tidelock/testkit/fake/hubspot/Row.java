package io.tidelock.testkit.fake.hubspot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
