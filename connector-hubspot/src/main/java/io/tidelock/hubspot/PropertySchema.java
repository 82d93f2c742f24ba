package io.tidelock.hubspot;

import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.SchemaDifference.Kind;
import io.tidelock.connector.SchemaOwner;
import io.tidelock.http.Reply;
import io.tidelock.record.FieldType;
import io.tidelock.record.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks and creates groups, custom properties (§5.1) and pipelines: to check, one call per type for each of the three that a
 * plan declares; one more for each group, pipeline or stage, and for each hundred properties of a type, that is missing.
 */
final class PropertySchema implements SchemaOwner {

    private final Portal portal;
    private final Definitions definitions;
    private final GroupSchema groups;
    private final PipelineSchema pipelines;
    private final String group;

    PropertySchema(Portal portal, Definitions definitions, Pipelines pipelines, String group) {
        this.portal = portal;
        this.definitions = definitions;
        this.groups = new GroupSchema(portal);
        this.pipelines = new PipelineSchema(pipelines);
        this.group = group;
    }

    @Override
    public List<SchemaDifference> check(Schema needed) {
        Map<ObjectKind, Map<String, Wire.Property>> known = new HashMap<>();
        GroupSchema.PropertiesOfType there = kind -> known.computeIfAbsent(kind, definitions::load);
        List<SchemaDifference> differences = new ArrayList<>(groups.differences(needed, there));
        for (Schema.Property property : needed.properties()) {
            Optional<ObjectKind> kind = ObjectKind.of(property.type());
            if (kind.isEmpty()) {
                differences.add(different(property, Kind.MISSING, "HubSpot has no type " + property.type()));
            } else {
                difference(property, name(kind.get(), property), there.of(kind.get()))
                        .ifPresent(differences::add);
            }
        }
        differences.addAll(pipelines.differences(needed));
        return List.copyOf(differences);
    }

    @Override
    public List<SchemaDifference> provision(Schema needed) {
        List<SchemaDifference> found = check(needed);
        Map<ObjectKind, List<Schema.Property>> missing = new LinkedHashMap<>();
        boolean created = false;
        for (SchemaDifference difference : found) {
            ObjectKind kind = ObjectKind.of(difference.element().type()).orElse(null);
            if (difference.kind() != Kind.MISSING || kind == null) {
                continue;
            }
            if (difference.element() instanceof Schema.Group group) {
                groups.create(kind, group.name(), group.label());
                created = true;
            } else if (difference.element() instanceof Schema.Property property) {
                missing.computeIfAbsent(kind, all -> new ArrayList<>()).add(property);
            }
        }
        missing.forEach(this::create);
        created |= !missing.isEmpty();
        created |= pipelines.provision(needed);
        return created ? check(needed) : found;
    }

    private void create(ObjectKind kind, List<Schema.Property> missing) {
        if (missing.stream().anyMatch(property -> property.group().isEmpty())) {
            groups.create(kind, group, label());
        }
        List<Wire.NewProperty> definitions =
                missing.stream().map(property -> definition(kind, property)).toList();
        Portal.chunks(definitions, Portal.BATCH).forEach(some -> create(kind, some));
    }

    /** What a batch did not create is tried alone, so that what HubSpot has against it is told by its name. */
    private void create(ObjectKind kind, Collection<Wire.NewProperty> some) {
        Reply<Wire.Properties> reply = portal.api()
                .createProperties(portal.paths().properties(), kind.path(), new Wire.NewProperties(List.copyOf(some)))
                .accepting(400, 409)
                .write();
        Set<String> done = new HashSet<>();
        if (reply.refusal().isEmpty()) {
            reply.body().results().forEach(made -> done.add(Objects.requireNonNullElse(made.name(), "")));
        }
        some.stream().filter(one -> !done.contains(one.name())).forEach(one -> createAlone(kind, one));
    }

    /** Somebody else may have created it meanwhile: 409, and the check that follows looks at it. */
    private void createAlone(ObjectKind kind, Wire.NewProperty definition) {
        portal.api()
                .createProperty(portal.paths().properties(), kind.path(), definition)
                .accepting(409)
                .write();
    }

    private Wire.NewProperty definition(ObjectKind kind, Schema.Property property) {
        return new Wire.NewProperty(
                name(kind, property),
                property.label(),
                property.group().orElse(group),
                type(property.field().type()),
                fieldType(property.field().type()),
                property.unique(),
                options(property));
    }

    private String label() {
        return group.substring(0, 1).toUpperCase(Locale.ROOT)
                + group.substring(1).replace('_', ' ');
    }

    private static String name(ObjectKind kind, Schema.Property property) {
        return kind.property(property.field().name());
    }

    private static Optional<SchemaDifference> difference(
            Schema.Property property, String name, Map<String, Wire.Property> known) {
        Wire.Property there = known.get(name);
        String named = property.type() + "." + name;
        if (there == null) {
            return Optional.of(different(property, Kind.MISSING, named + " does not exist"));
        }
        FieldType type = property.field().type();
        if (!fits(type, there)) {
            return Optional.of(different(
                    property,
                    Kind.WRONG_TYPE,
                    named + " is of HubSpot's type " + there.type() + ", needed is " + type(type)
                            + "; rename or remove it"));
        }
        if (property.unique() && !there.hasUniqueValue()) {
            return Optional.of(different(
                    property,
                    Kind.NOT_UNIQUE,
                    named + " does not enforce unique values, which HubSpot cannot change; remove it or name another"));
        }
        Set<String> options = new TreeSet<>();
        there.options().forEach(option -> Optional.ofNullable(option.value()).ifPresent(options::add));
        List<String> lacking = property.options().stream()
                .filter(option -> !options.contains(option))
                .toList();
        return lacking.isEmpty()
                ? renamed(property, named, there)
                : Optional.of(different(
                        property, Kind.MISSING_OPTIONS, named + " lacks the options " + lacking + "; add them"));
    }

    /** HubSpot's own properties are called what HubSpot calls them. */
    private static Optional<SchemaDifference> renamed(Schema.Property property, String named, Wire.Property there) {
        String label = there.label();
        return label == null || there.hubspotDefined() || label.equals(property.label())
                ? Optional.empty()
                : Optional.of(different(property, Kind.RENAMED, named + " was renamed to \"" + label + "\""));
    }

    private static SchemaDifference different(Schema.Property property, Kind kind, String detail) {
        return new SchemaDifference(property, kind, detail);
    }

    /** HubSpot shows single checkboxes as bool or as enumeration. */
    private static boolean fits(FieldType type, Wire.Property there) {
        String actual = Optional.ofNullable(there.type()).orElse("");
        return switch (type) {
            case TEXT, EMAIL -> actual.equals("string");
            case PHONE -> actual.equals("string") || actual.equals("phone_number");
            case BOOLEAN -> actual.equals("bool") || "booleancheckbox".equals(there.fieldType());
            default -> actual.equals(type(type));
        };
    }

    private static String type(FieldType type) {
        return switch (type) {
            case TEXT, EMAIL, PHONE, REFS -> "string";
            case DECIMAL -> "number";
            case BOOLEAN -> "bool";
            case DATE -> "date";
            case INSTANT -> "datetime";
            case CHOICE, CHOICES -> "enumeration";
        };
    }

    private static String fieldType(FieldType type) {
        return switch (type) {
            case TEXT, EMAIL, REFS -> "text";
            case PHONE -> "phonenumber";
            case DECIMAL -> "number";
            case BOOLEAN -> "booleancheckbox";
            case DATE, INSTANT -> "date";
            case CHOICE -> "select";
            case CHOICES -> "checkbox";
        };
    }

    private static List<Wire.Option> options(Schema.Property property) {
        if (property.field().type() == FieldType.BOOLEAN) {
            return List.of(new Wire.Option("Yes", "true", 0, false), new Wire.Option("No", "false", 1, false));
        }
        List<Wire.Option> options = new ArrayList<>();
        for (String value : property.options()) {
            options.add(new Wire.Option(value, value, options.size(), false));
        }
        return options;
    }
}
