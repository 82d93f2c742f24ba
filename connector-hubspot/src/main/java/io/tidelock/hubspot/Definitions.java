package io.tidelock.hubspot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Remembers the portal's property definitions for an hour; a property that seems not to exist is looked for again after
 * a minute, because a person may just have created it. Thread-safe.
 */
final class Definitions {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration DOUBTED = Duration.ofMinutes(1);

    private final Portal portal;
    private final Cache<ObjectKind, Map<String, Wire.Property>> kept;
    private final Cache<ObjectKind, Boolean> fresh;

    Definitions(Portal portal) {
        this.portal = portal;
        this.kept = expiring(portal, KEPT);
        this.fresh = expiring(portal, DOUBTED);
    }

    private static <V> Cache<ObjectKind, V> expiring(Portal portal, Duration after) {
        return Caffeine.newBuilder()
                .expireAfterWrite(after)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(portal.clock().millis()))
                .executor(Runnable::run)
                .build();
    }

    /** Returns a property as it is defined; asks HubSpot only when nothing recent is known. */
    Optional<Wire.Property> find(ObjectKind kind, String property) {
        Map<String, Wire.Property> known = kept.getIfPresent(kind);
        boolean doubted = known != null && !known.containsKey(property) && fresh.getIfPresent(kind) == null;
        return Optional.ofNullable((known == null || doubted ? load(kind) : known).get(property));
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
        kept.put(kind, properties);
        fresh.put(kind, true);
        return properties;
    }
}
