package io.tidelock.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a plan needs to find in a system besides the standard fields: custom properties, groups of them, and pipelines with
 * their stages, by type. A system that can be asked is checked against it, and can be provisioned with what is missing;
 * nothing else of the system is touched.
 *
 * @param groups the groups of properties, in the order in which they are created
 * @param properties the properties, in the order in which they are created
 * @param pipelines the pipelines, in the order in which they are created
 */
public record Schema(List<Group> groups, List<Property> properties, List<Pipeline> pipelines) {

    /** Copies the lists. */
    public Schema {
        groups = List.copyOf(groups);
        properties = List.copyOf(properties);
        pipelines = List.copyOf(pipelines);
    }

    /** Makes a schema of properties only. */
    public Schema(List<Property> properties) {
        this(List.of(), properties, List.of());
    }

    /** Returns a schema that needs nothing. */
    public static Schema none() {
        return new Schema(List.of());
    }

    /** Makes a schema of some elements, each kind in the order given. */
    public static Schema of(Element... elements) {
        return new Schema(only(Group.class, elements), only(Property.class, elements), only(Pipeline.class, elements));
    }

    /** Returns this schema and the other's elements after it; an element named twice is kept once. */
    public Schema and(Schema other) {
        return new Schema(
                joined(groups, other.groups), joined(properties, other.properties), joined(pipelines, other.pipelines));
    }

    /** Returns whether nothing is needed. */
    public boolean isEmpty() {
        return groups.isEmpty() && properties.isEmpty() && pipelines.isEmpty();
    }

    /** Returns everything that is needed: groups, properties, pipelines. */
    public List<Element> elements() {
        List<Element> all = new ArrayList<>(groups);
        all.addAll(properties);
        all.addAll(pipelines);
        return List.copyOf(all);
    }

    /** Returns the pipelines of a type. */
    public List<Pipeline> pipelines(RecordType type) {
        return pipelines.stream().filter(p -> p.type().equals(type)).toList();
    }

    private static <T extends Element> List<T> only(Class<T> kind, Element... elements) {
        List<T> some = new ArrayList<>();
        for (Element element : elements) {
            if (kind.isInstance(element)) {
                some.add(kind.cast(element));
            }
        }
        return some;
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        second.stream().filter(e -> !all.contains(e)).forEach(all::add);
        return all;
    }

    /** One thing that a plan needs. */
    public sealed interface Element {

        /** Returns the record type that has it. */
        RecordType type();

        /** Returns the plan's name for it, unique among the elements of its kind and type. */
        String name();
    }

    /**
     * A group that people see properties in. Systems that know no groups ignore it.
     *
     * @param type the record type that has it
     * @param name its internal name
     * @param label what people read
     */
    public record Group(RecordType type, String name, String label) implements Element {}

    /**
     * A custom property.
     *
     * @param type the record type that has it
     * @param field its internal name and what it means
     * @param label what people read
     * @param unique whether no two records may hold the same value; such a property can be an upsert key
     * @param options the allowed values of a choice, in order; empty for other types
     * @param group the name of the {@link Group} it stands in; empty for the connector's own
     */
    public record Property(
            RecordType type, Field field, String label, boolean unique, List<String> options, Optional<String> group)
            implements Element {

        /** Copies the options. */
        public Property {
            options = List.copyOf(options);
        }

        /** Declares a property without constraints. */
        public static Property of(RecordType type, Field field, String label) {
            return new Property(type, field, label, false, List.of(), Optional.empty());
        }

        /** Returns the property with values that no two records may share. */
        public Property asUnique() {
            return new Property(type, field, label, true, options, group);
        }

        /** Returns the property with these allowed values. */
        public Property withOptions(String... values) {
            return new Property(type, field, label, unique, List.of(values), group);
        }

        /** Returns the property in a group. */
        public Property in(Group where) {
            return new Property(type, field, label, unique, options, Optional.of(where.name()));
        }

        /** Returns the name of the field. */
        @Override
        public String name() {
            return field.name();
        }
    }

    /**
     * A pipeline of deals or tickets. In the system it is found by its label. In records, its name and those of its stages
     * stand for the ids that the system gave them (records speak names, the connector ids); pipelines
     * that no plan declares keep the system's ids.
     *
     * @param type the record type that has it
     * @param name what the plan calls it
     * @param label what people read
     * @param stages its stages, in order; at least one
     */
    public record Pipeline(RecordType type, String name, String label, List<Stage> stages) implements Element {

        /** Checks that there is a stage; copies the list. */
        public Pipeline {
            if (stages.isEmpty()) {
                throw new IllegalArgumentException("Pipeline " + name + " needs at least one stage");
            }
            stages = List.copyOf(stages);
        }

        /** Declares a pipeline. */
        public static Pipeline of(RecordType type, String name, String label, Stage... stages) {
            return new Pipeline(type, name, label, List.of(stages));
        }
    }

    /**
     * A stage of a pipeline.
     *
     * @param name what the plan calls it, unique within the pipeline
     * @param label what people read
     * @param outcome what it says of a record that stands there
     * @param probability how likely it is to be won, in percent from 0 to 100
     */
    public record Stage(String name, String label, Outcome outcome, int probability) {

        /** Checks the range. */
        public Stage {
            if (probability < 0 || probability > 100) {
                throw new IllegalArgumentException(
                        "Stage " + name + ": probability " + probability + " is not a percentage");
            }
        }

        /** What a stage says of a record. */
        public enum Outcome {
            /** Not decided yet. */
            OPEN,
            /** Closed, and well. */
            WON,
            /** Closed without. */
            LOST
        }

        /** Declares a stage that is open. */
        public static Stage open(String name, String label, int probability) {
            return new Stage(name, label, Outcome.OPEN, probability);
        }

        /** Declares a stage that closes a record as won. */
        public static Stage won(String name, String label) {
            return new Stage(name, label, Outcome.WON, 100);
        }

        /** Declares a stage that closes a record as lost. */
        public static Stage lost(String name, String label) {
            return new Stage(name, label, Outcome.LOST, 0);
        }
    }
}
