package io.tidelock.hubspot;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the portal's property definitions for an hour; a property that seems not to exist is looked for again after
 * a minute, because a person may just have created it. Thread-safe.
 */
final class Definitions {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration DOUBTED = Duration.ofMinutes(1);

    private final Portal portal;
    private final Map<ObjectKind, Loaded> loaded = new ConcurrentHashMap<>();

    Definitions(Portal portal) {
        this.portal = portal;
    }

    /** Returns a property as it is defined; asks HubSpot only when nothing recent is known. */
    Optional<Wire.Property> find(ObjectKind kind, String property) {
        Loaded known = loaded.get(kind);
        if (known == null || olderThan(known, KEPT)) {
            return Optional.ofNullable(load(kind).get(property));
        }
        Wire.Property definition = known.properties.get(property);
        return definition == null && olderThan(known, DOUBTED)
                ? Optional.ofNullable(load(kind).get(property))
                : Optional.ofNullable(definition);
    }

    /** Asks HubSpot. */
    Map<String, Wire.Property> load(ObjectKind kind) {
        Map<String, Wire.Property> properties = new HashMap<>();
        Wire.Properties all = portal.api()
                .properties(portal.paths().properties(), kind.path())
                .read()
                .body();
        for (Wire.Property property : all.results()) {
            String name = property.name();
            if (name != null) {
                properties.put(name, property);
            }
        }
        loaded.put(kind, new Loaded(portal.clock().instant(), properties));
        return properties;
    }

    private boolean olderThan(@Nullable Loaded known, Duration age) {
        return known == null || !portal.clock().instant().isBefore(known.at.plus(age));
    }

    private record Loaded(Instant at, Map<String, Wire.Property> properties) {}
}
