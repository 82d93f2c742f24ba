package io.tidelock.testkit;

import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.SchemaDifference.Kind;
import io.tidelock.connector.SchemaOwner;
import io.tidelock.record.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Compares and creates properties; what is there already is never changed. */
final class MemorySchema implements SchemaOwner {

    private final MemoryStore store;
    private final Gateway gateway;

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
            needed.properties().forEach(this::create);
            return differences(needed);
        });
    }

    private List<SchemaDifference> asked(Schema needed, Supplier<List<SchemaDifference>> answer) {
        if (needed.properties().isEmpty()) {
            return List.of();
        }
        Call call = new Call(
                Call.Kind.SCHEMA,
                needed.properties().get(0).type(),
                needed.properties().size());
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
                    .ifPresent(table ->
                            table.define(Definition.of(property.field(), property.unique(), property.options())));
        }
    }

    private List<SchemaDifference> differences(Schema needed) {
        return needed.properties().stream()
                .flatMap(property -> difference(property).stream())
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
                ? Optional.empty()
                : different(property, Kind.MISSING_OPTIONS, named + " lacks the options " + missing);
    }

    private static Optional<SchemaDifference> different(Schema.Property property, Kind kind, String detail) {
        return Optional.of(new SchemaDifference(property, kind, detail));
    }
}
