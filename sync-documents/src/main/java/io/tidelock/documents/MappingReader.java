package io.tidelock.documents;

import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.Direction;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Strength;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one field mapping of a flow. */
final class MappingReader {

    private final Names names;
    private final Map<Side, Map<String, FieldType>> known;
    private final Set<Side> whole;
    private final Collection<String> flows;

    /**
     * @param names the code that may be named
     * @param known the fields that the plan knows on each side of the flow
     * @param whole the sides of which every field is known
     * @param flows the flows whose links may be named
     */
    MappingReader(Names names, Map<Side, Map<String, FieldType>> known, Set<Side> whole, Collection<String> flows) {
        this.names = names;
        this.known = known;
        this.whole = whole;
        this.flows = flows;
    }

    /** Reads a mapping; empty if its fields cannot be told, which is a problem then. */
    Optional<FieldMapping.Builder> read(Section said) {
        Optional<FieldMapping.Origin> from = origin(said);
        Optional<Field> target = field(said, Side.TARGET);
        Optional<FieldMapping.Builder> mapping = from.flatMap(origin -> target.map(origin::to));
        FieldMapping.Builder builder = mapping.orElseGet(MappingReader::nothing);
        if (said.has("id")) {
            said.required("id").ifPresent(builder::named);
        }
        travel(said, builder);
        policies(said, builder);
        converter(said).ifPresent(builder::converted);
        condition(said, builder);
        links(said, builder);
        said.end();
        return mapping;
    }

    /** What the rest of a mapping is read into when its fields cannot be told: for its problems' sake. */
    private static FieldMapping.Builder nothing() {
        Field field = Field.text("nothing");
        return FieldMapping.from(field).to(field);
    }

    private Optional<FieldMapping.Origin> origin(Section said) {
        Optional<Node> constant = said.node("constant");
        if (constant.isEmpty()) {
            return field(said, Side.SOURCE).map(FieldMapping::from);
        }
        if (said.has("source") || said.has("sourceType") || said.has("defaultsTo")) {
            said.problems()
                    .add(said.place(), "A constant has no source and no default", "Keep the constant or the others");
        }
        return ValueForm.read(constant.get(), said.problems()).map(FieldMapping::constant);
    }

    private Optional<Field> field(Section said, Side side) {
        String key = side == Side.SOURCE ? "source" : "target";
        Optional<String> name = said.required(key);
        Optional<FieldType> type = said.choice(key + "Type", FieldType.class);
        if (name.filter(text -> isNone(side, text)).isPresent()) {
            said.problems()
                    .add(
                            said.placeOf(key),
                            "The system has no field \"" + name.get() + "\" here",
                            Nearest.advice(name.get(), fields(side).keySet()));
        } else if (name.isPresent() && !said.has(key + "Type")) {
            type = Optional.ofNullable(fields(side).get(name.get()));
            if (type.isEmpty()) {
                said.problems()
                        .add(
                                said.placeOf(key),
                                "The plan knows no field \"" + name.get() + "\" here",
                                Nearest.advice(name.get(), fields(side).keySet()) + "; of another field say the " + key
                                        + "Type");
            }
        }
        Optional<FieldType> found = type;
        return name.flatMap(text -> found.map(meant -> new Field(text, meant)));
    }

    /** Associations are no fields of a schema. */
    private boolean isNone(Side side, String name) {
        return whole.contains(side)
                && !fields(side).containsKey(name)
                && Association.of(name).isEmpty();
    }

    private Map<String, FieldType> fields(Side side) {
        return known.getOrDefault(side, Map.of());
    }

    private static void travel(Section said, FieldMapping.Builder builder) {
        said.choice("direction", Direction.class).ifPresent(direction -> {
            if (direction == Direction.BOTH) {
                builder.twoWay();
            } else if (direction == Direction.TO_SOURCE) {
                builder.backwards();
            }
        });
        said.choice("strength", Strength.class).ifPresent(builder::strength);
        if (said.flag("createOnly")) {
            builder.createOnly();
        }
        if (said.flag("wholeSet")) {
            builder.wholeSet();
        }
    }

    private static void policies(Section said, FieldMapping.Builder builder) {
        said.choice("onConflict", ConflictPolicy.class).ifPresent(builder::onConflict);
        said.choice("onFirstLink", ConflictPolicy.class).ifPresent(builder::onFirstLink);
        said.choice("whenEmptied", EmptyPolicy.class).ifPresent(builder::whenEmptied);
        said.node("defaultsTo")
                .flatMap(node -> ValueForm.read(node, said.problems()))
                .filter(Value::isPresent)
                .ifPresent(builder::defaultsTo);
    }

    private Optional<Converter> converter(Section said) {
        Optional<Converter> table = said.section("table").flatMap(this::table);
        Optional<String> name = said.text("converter");
        if (name.isEmpty()) {
            return table;
        }
        if (said.has("table")) {
            said.problems().add(said.placeOf("converter"), "There is a table besides", "Keep one of them");
        }
        Optional<Converter> converter = names.converter(name.get());
        if (converter.isEmpty()) {
            unknown(said, "converter", name.get(), names.converters());
        }
        return converter;
    }

    private Optional<Converter> table(Section said) {
        Optional<String> name = said.required("name");
        Map<String, String> entries = entries(said, "entries");
        Map<String, String> back = entries(said, "back");
        said.end();
        if (entries.isEmpty()) {
            said.problems().add(said.place(), "The table is empty", "Give it entries, or leave it out");
            return Optional.empty();
        }
        return name.map(text -> names.table(text, entries, back));
    }

    private static Map<String, String> entries(Section said, String name) {
        Map<String, String> entries = new LinkedHashMap<>();
        said.section(name)
                .ifPresent(section -> section.entries()
                        .forEach(entry -> Section.scalar(entry.value(), said.problems())
                                .ifPresent(text -> entries.put(entry.name(), text))));
        return entries;
    }

    private void condition(Section said, FieldMapping.Builder builder) {
        said.text("onlyWhen")
                .ifPresent(name -> names.condition(name)
                        .ifPresentOrElse(builder::onlyWhen, () -> unknown(said, "onlyWhen", name, names.conditions())));
    }

    private void links(Section said, FieldMapping.Builder builder) {
        said.text("linkedBy").ifPresent(flow -> {
            builder.linkedBy(flow);
            if (!flows.contains(flow)) {
                unknown(said, "linkedBy", flow, flows);
            }
        });
        if (said.flag("optional")) {
            builder.optional();
        }
    }

    private static void unknown(Section said, String key, String name, Collection<String> known) {
        String what = key.equals("linkedBy") ? "The plan has no flow" : "Nothing is registered under";
        said.problems().add(said.placeOf(key), what + " \"" + name + "\"", Nearest.advice(name, known));
    }
}
