package io.tidelock.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.Direction;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Strength;
import io.tidelock.record.Field;
import io.tidelock.record.Side;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes one field mapping: its fields and types, and what is not the default. */
final class MappingWriter {

    void write(FieldMapping mapping, ObjectNode into) {
        Optional<Field> target = mapping.field(Side.TARGET);
        if (target.filter(field -> field.name().equals(mapping.id())).isEmpty()) {
            into.put("id", mapping.id());
        }
        Optional<Field> source = mapping.field(Side.SOURCE);
        if (source.isEmpty()) {
            into.set("constant", ValueForm.of(mapping.standIn()));
        }
        source.ifPresent(field -> field("source", field, into));
        target.ifPresent(field -> field("target", field, into));
        travel(mapping, into);
        converter(mapping.converter(), into);
        mapping.condition().ifPresent(condition -> into.put("onlyWhen", condition.name()));
        if (source.isPresent() && mapping.hasDefault()) {
            into.set("defaultsTo", ValueForm.of(mapping.standIn()));
        }
        mapping.linkedBy().ifPresent(flow -> into.put("linkedBy", flow));
        flag("optional", mapping.isOptional(), into);
    }

    private static void field(String key, Field field, ObjectNode into) {
        into.put(key, field.name()).put(key + "Type", field.type().name());
    }

    private static void travel(FieldMapping mapping, ObjectNode into) {
        unless(Direction.TO_TARGET, "direction", mapping.direction(), into);
        unless(Strength.ON_CHANGE, "strength", mapping.strength(), into);
        flag("createOnly", mapping.createOnly(), into);
        flag("wholeSet", holdsSets(mapping) && !mapping.mergesElements(), into);
        unless(ConflictPolicy.HOLD, "onConflict", mapping.onConflict(), into);
        unless(ConflictPolicy.HOLD, "onFirstLink", mapping.onFirstLink(), into);
        unless(EmptyPolicy.LEAVE, "whenEmptied", mapping.whenEmptied(), into);
    }

    /** Tells whether sets are merged element by element unless said otherwise. */
    private static boolean holdsSets(FieldMapping mapping) {
        boolean target =
                mapping.field(Side.TARGET).filter(field -> field.type().isSet()).isPresent();
        boolean source = mapping.linkedBy().isPresent()
                || mapping.field(Side.SOURCE).map(field -> field.type().isSet()).orElse(true);
        return target && source;
    }

    private static void converter(Converter converter, ObjectNode into) {
        if (Names.isTable(converter)) {
            ObjectNode table = into.putObject("table").put("name", converter.name());
            entries(converter.table(), table.putObject("entries"));
            if (!converter.back().isEmpty()) {
                entries(converter.back(), table.putObject("back"));
            }
        } else if (!Names.isIdentity(converter)) {
            into.put("converter", converter.name());
        }
    }

    /** Sorted: the same text whatever order the code's table has. */
    private static void entries(Map<String, String> entries, ObjectNode into) {
        new TreeMap<>(entries).forEach(into::put);
    }

    private static void unless(Enum<?> byDefault, String key, Enum<?> said, ObjectNode into) {
        if (said != byDefault) {
            into.put(key, said.name());
        }
    }

    private static void flag(String key, boolean said, ObjectNode into) {
        if (said) {
            into.put(key, true);
        }
    }
}
