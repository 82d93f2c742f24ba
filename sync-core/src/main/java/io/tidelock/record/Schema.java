package io.tidelock.record;

import java.util.ArrayList;
import java.util.List;

/**
 * What a plan needs to find in a system besides the standard fields: custom properties, by type. A system that can be
 * asked is checked against it, and can be provisioned with what is missing; nothing else of the system is touched.
 *
 * @param properties the properties, in the order in which they are created
 */
public record Schema(List<Property> properties) {

    /** Copies the list. */
    public Schema {
        properties = List.copyOf(properties);
    }

    /** Returns a schema that needs nothing. */
    public static Schema none() {
        return new Schema(List.of());
    }

    /** Returns this schema and the other's properties after it; a property named twice is kept once. */
    public Schema and(Schema other) {
        List<Property> all = new ArrayList<>(properties);
        other.properties.stream().filter(p -> !all.contains(p)).forEach(all::add);
        return new Schema(all);
    }

    /**
     * A custom property.
     *
     * @param type the record type that has it
     * @param field its internal name and what it means
     * @param label what people read
     * @param unique whether no two records may hold the same value; such a property can be an upsert key
     * @param options the allowed values of a choice, in order; empty for other types
     */
    public record Property(RecordType type, Field field, String label, boolean unique, List<String> options) {

        /** Copies the options. */
        public Property {
            options = List.copyOf(options);
        }

        /** Declares a property without constraints. */
        public static Property of(RecordType type, Field field, String label) {
            return new Property(type, field, label, false, List.of());
        }

        /** Returns the property with values that no two records may share. */
        public Property asUnique() {
            return new Property(type, field, label, true, options);
        }

        /** Returns the property with these allowed values. */
        public Property withOptions(String... values) {
            return new Property(type, field, label, unique, List.of(values));
        }
    }
}
