package io.tidelock.testkit;

import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.SchemaDifference.Kind;
import io.tidelock.connector.SchemaOwner;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Compares and creates properties, groups and pipelines; what is there already is never changed. */
final class MemorySchema implements SchemaOwner {

    private final MemoryStore store;
    private final Gateway gateway;
    private final List<Schema.Property> created = new ArrayList<>();
    private final List<Schema.Group> groups = new ArrayList<>();

    MemorySchema(MemoryStore store, Gateway gateway) {
        this.store = store;
        this.gateway = gateway;
    }

    @Override
    public List<SchemaDifference> check(Schema needed) {
        return asked(needed, () -> differences(needed));
    }

    @Override
    public List<SchemaDifference> provision(Schema needed) {
        return asked(needed, () -> {
            needed.groups().stream().filter(group -> group(group).isEmpty()).forEach(groups::add);
            needed.properties().forEach(this::create);
            needed.pipelines().forEach(store.pipelines()::create);
            return differences(needed);
        });
    }

    private List<SchemaDifference> asked(Schema needed, Supplier<List<SchemaDifference>> answer) {
        List<Schema.Element> elements = needed.elements();
        if (elements.isEmpty()) {
            return List.of();
        }
        Call call = new Call(Call.Kind.SCHEMA, elements.get(0).type(), elements.size());
        return gateway.pass(call, () -> {
            synchronized (store) {
                return answer.get();
            }
        });
    }

    /** Creates a property unless there is one of its name, or no such type. */
    void create(Schema.Property property) {
        synchronized (store) {
            store.find(property.type())
                    .filter(table -> table.definition(property.field().name()).isEmpty())
                    .ifPresent(table -> {
                        table.define(Definition.of(property.field(), property.unique(), property.options()));
                        forget(property.type(), property.field());
                        created.add(property);
                    });
        }
    }

    /** Changes what people read, as an administrator would. */
    void rename(RecordType type, Field field, String label) {
        Schema.Property old = created.stream()
                .filter(property ->
                        property.type().equals(type) && property.field().equals(field))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nobody created " + type + "." + field));
        forget(type, field);
        created.add(new Schema.Property(type, field, label, old.unique(), old.options(), old.group()));
    }

    void forget(RecordType type, Field field) {
        created.removeIf(old -> old.type().equals(type) && old.name().equals(field.name()));
    }

    private Optional<Schema.Group> group(Schema.Group needed) {
        return groups.stream()
                .filter(group ->
                        group.type().equals(needed.type()) && group.name().equals(needed.name()))
                .findFirst();
    }

    private List<SchemaDifference> differences(Schema needed) {
        List<SchemaDifference> differences = new ArrayList<>();
        needed.groups().forEach(group -> differences.addAll(differences(group, needed)));
        needed.properties().forEach(property -> difference(property).ifPresent(differences::add));
        needed.pipelines()
                .forEach(pipeline -> differences.addAll(store.pipelines().differences(pipeline)));
        return List.copyOf(differences);
    }

    private List<SchemaDifference> differences(Schema.Group group, Schema needed) {
        String named = "the group \"" + group.label() + "\" of " + group.type();
        if (group(group).isEmpty()) {
            return List.of(new SchemaDifference(group, Kind.MISSING, named + " does not exist"));
        }
        return created.stream()
                .filter(property -> property.type().equals(group.type())
                        && property.group().filter(group.name()::equals).isPresent())
                .filter(property -> needed.properties().stream()
                        .noneMatch(own ->
                                own.type().equals(property.type()) && own.name().equals(property.name())))
                .map(property -> new SchemaDifference(
                        group, Kind.ADDED, "somebody added the property \"" + property.name() + "\" to " + named))
                .toList();
    }

    private Optional<SchemaDifference> difference(Schema.Property property) {
        Optional<Definition> there = store.find(property.type())
                .flatMap(table -> table.definition(property.field().name()));
        String named = property.type() + "." + property.field();
        if (there.isEmpty()) {
            return different(property, Kind.MISSING, named + " does not exist");
        }
        Definition definition = there.get();
        if (definition.field().type() != property.field().type()) {
            return different(
                    property,
                    Kind.WRONG_TYPE,
                    named + " is " + definition.field().type() + "; rename or remove it");
        }
        if (property.unique() && !definition.unique()) {
            return different(property, Kind.NOT_UNIQUE, named + " does not enforce unique values; remove it");
        }
        List<String> missing = property.options().stream()
                .filter(option -> !definition.options().contains(option))
                .toList();
        return missing.isEmpty()
                ? renamed(property, named)
                : different(property, Kind.MISSING_OPTIONS, named + " lacks the options " + missing);
    }

    private Optional<SchemaDifference> renamed(Schema.Property property, String named) {
        return created.stream()
                .filter(there ->
                        there.type().equals(property.type()) && there.name().equals(property.name()))
                .filter(there -> !there.label().equals(property.label()))
                .findFirst()
                .flatMap(there -> different(property, Kind.RENAMED, named + " is now called " + there.label()));
    }

    private static Optional<SchemaDifference> different(Schema.Property property, Kind kind, String detail) {
        return Optional.of(new SchemaDifference(property, kind, detail));
    }
}
