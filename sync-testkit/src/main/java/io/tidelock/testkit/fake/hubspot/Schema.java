package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The property definitions and groups of one object type (§5.1). */
final class Schema {

    private static final int MAX_UNIQUE = 10;

    private final ObjectType type;
    private final Map<String, PropertyDef> live;
    private final Map<String, PropertyDef> archived = new LinkedHashMap<>();
    private final Map<String, ObjectNode> groups = new LinkedHashMap<>();
    private List<String> unique;

    Schema(ObjectType type) {
        this.type = type;
        this.live = StandardProperties.of(type);
        this.unique = uniqueNames();
        putGroup(StandardProperties.group(type), StandardProperties.group(type), 0);
    }

    Optional<PropertyDef> find(String name) {
        return Optional.ofNullable(live.get(name));
    }

    Optional<PropertyDef> findArchived(String name) {
        return Optional.ofNullable(archived.get(name));
    }

    List<PropertyDef> all(boolean ofArchived) {
        return List.copyOf((ofArchived ? archived : live).values());
    }

    /** The names of the properties whose values are unique, {@code email} of contacts not among them. */
    List<String> unique() {
        return unique;
    }

    /** Whether records can be addressed by this property (§2.3). */
    boolean identifies(String name) {
        return unique.contains(name) || isEmail(name);
    }

    boolean isEmail(String name) {
        return type.equals(ObjectType.CONTACTS) && name.equals("email");
    }

    /** Adds a definition; refuses an eleventh unique one. */
    void add(PropertyDef def) {
        long own = live.values().stream()
                .filter(known -> known.isUnique() && !known.isStandard())
                .count();
        if (def.isUnique() && own >= MAX_UNIQUE) {
            throw Refusal.invalid("Cannot have more than " + MAX_UNIQUE + " unique properties on " + type.name());
        }
        archived.remove(def.name());
        live.put(def.name(), def);
        unique = uniqueNames();
    }

    void archive(PropertyDef def, Instant now) {
        live.remove(def.name());
        def.json().put("archived", true).put("archivedAt", Json.stamp(now));
        archived.put(def.name(), def);
        unique = uniqueNames();
    }

    Map<String, ObjectNode> groups() {
        return groups;
    }

    ObjectNode putGroup(String name, String label, int order) {
        ObjectNode group = Json.object()
                .put("name", name)
                .put("label", label)
                .put("displayOrder", order)
                .put("archived", false);
        groups.put(name, group);
        return group;
    }

    /** Returns what is not HubSpot's own, or not any more as it was. */
    ObjectNode save() {
        Map<String, PropertyDef> standard = StandardProperties.of(type);
        ObjectNode json = Json.object();
        json.set(
                "properties",
                Json.nodes(live.values().stream()
                        .filter(def -> !def.equals(standard.get(def.name())))
                        .map(PropertyDef::json)
                        .toList()));
        json.set(
                "archived",
                Json.nodes(archived.values().stream().map(PropertyDef::json).toList()));
        json.set("groups", Json.nodes(groups.values()));
        return json;
    }

    void load(JsonNode saved) {
        defs(saved.path("properties"), live);
        defs(saved.path("archived"), archived);
        groups.clear();
        saved.path("groups").forEach(group -> groups.put(group.path("name").asText(), group.deepCopy()));
        unique = uniqueNames();
    }

    private static void defs(JsonNode saved, Map<String, PropertyDef> into) {
        saved.forEach(json -> {
            PropertyDef def = new PropertyDef(json.deepCopy());
            into.put(def.name(), def);
        });
    }

    private List<String> uniqueNames() {
        List<String> names = new ArrayList<>();
        live.values().stream().filter(PropertyDef::isUnique).forEach(def -> names.add(def.name()));
        return List.copyOf(names);
    }
}
