package io.tidelock.hubspot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The portal's property definitions, remembered. Thread-safe. */
final class Definitions {

    private final Portal portal;
    private final Remembered<ObjectKind, Wire.Property> properties;

    Definitions(Portal portal) {
        this.portal = portal;
        this.properties = new Remembered<>(portal.clock(), this::read);
    }

    /** Returns a property as it is defined; asks HubSpot only when nothing recent is known. */
    Optional<Wire.Property> find(ObjectKind kind, String property) {
        return Optional.ofNullable(properties.with(kind, List.of(property)).get(property));
    }

    /** Returns a property if its definition is known; asks nobody. */
    Optional<Wire.Property> known(ObjectKind kind, String property) {
        return Optional.ofNullable(properties.unasked(kind).get(property));
    }

    /** Returns a property as it is defined now, or was a minute ago. */
    Optional<Wire.Property> doubted(ObjectKind kind, String property) {
        return Optional.ofNullable(properties.doubted(kind).get(property));
    }

    /** Asks HubSpot. */
    Map<String, Wire.Property> load(ObjectKind kind) {
        return properties.ask(kind);
    }

    private Map<String, Wire.Property> read(ObjectKind kind) {
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
        return properties;
    }
}
