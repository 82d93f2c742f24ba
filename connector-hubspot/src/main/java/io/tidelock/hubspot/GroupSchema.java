package io.tidelock.hubspot;

import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.SchemaDifference.Kind;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks and creates groups of properties (§5.1): one call per type to check, one for each group that is missing. */
final class GroupSchema {

    private final Portal portal;

    GroupSchema(Portal portal) {
        this.portal = portal;
    }

    /**
     * Names the differences.
     *
     * @param properties what a type has, by name
     */
    List<SchemaDifference> differences(Schema needed, PropertiesOfType properties) {
        Map<RecordType, Map<String, String>> known = new LinkedHashMap<>();
        List<SchemaDifference> differences = new ArrayList<>();
        for (Schema.Group group : needed.groups()) {
            Optional<ObjectKind> kind = ObjectKind.of(group.type());
            if (kind.isEmpty()) {
                differences.add(different(group, Kind.MISSING, "HubSpot has no type " + group.type()));
                continue;
            }
            String label = known.computeIfAbsent(group.type(), type -> labels(kind.get()))
                    .get(group.name());
            if (label == null) {
                differences.add(different(group, Kind.MISSING, named(group) + " does not exist"));
                continue;
            }
            if (!label.equals(group.label())) {
                differences.add(different(group, Kind.RENAMED, named(group) + " was renamed to \"" + label + "\""));
            }
            added(group, kind.get(), needed, properties.of(kind.get())).forEach(differences::add);
        }
        return differences;
    }

    private static List<SchemaDifference> added(
            Schema.Group group, ObjectKind kind, Schema needed, Map<String, Wire.Property> there) {
        Set<String> own = new TreeSet<>();
        needed.properties().stream()
                .filter(property -> property.type().equals(group.type()))
                .forEach(property -> own.add(kind.property(property.name())));
        return there.values().stream()
                .filter(property -> group.name().equals(property.groupName()))
                .map(property -> Objects.requireNonNullElse(property.name(), ""))
                .filter(name -> !own.contains(name))
                .sorted()
                .map(name ->
                        different(group, Kind.ADDED, "somebody added the property \"" + name + "\" to " + named(group)))
                .toList();
    }

    /** Creates a group; one that is there already is what was wanted: 409. */
    void create(ObjectKind kind, String name, String label) {
        portal.api()
                .createGroup(portal.paths().properties(), kind.path(), new Wire.Group(name, label))
                .accepting(409)
                .write();
    }

    private Map<String, String> labels(ObjectKind kind) {
        Map<String, String> labels = new LinkedHashMap<>();
        portal.api()
                .groups(portal.paths().properties(), kind.path())
                .read()
                .body()
                .results()
                .forEach(group -> labels.put(
                        Objects.requireNonNullElse(group.name(), ""), Objects.requireNonNullElse(group.label(), "")));
        return labels;
    }

    private static String named(Schema.Group group) {
        return "the group \"" + group.label() + "\" of " + group.type();
    }

    private static SchemaDifference different(Schema.Group group, Kind kind, String detail) {
        return new SchemaDifference(group, kind, detail);
    }

    /** What a type has, asked for once. */
    interface PropertiesOfType {
        Map<String, Wire.Property> of(ObjectKind kind);
    }
}
