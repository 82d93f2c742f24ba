package io.tidelock.documents;

import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a plan needs in the CRM; each list that is there replaces the code's. */
final class CrmReader {

    private final Section said;

    CrmReader(Section said) {
        this.said = said;
    }

    Schema over(Schema code) {
        List<Schema.Group> groups = all("groups", CrmReader::group).orElse(code.groups());
        List<Schema.Property> properties =
                all("properties", CrmReader::property).orElse(code.properties());
        List<Schema.Pipeline> pipelines = all("pipelines", CrmReader::pipeline).orElse(code.pipelines());
        said.end();
        return new Schema(groups, properties, pipelines);
    }

    private <T> Optional<List<T>> all(String name, Function<Section, Optional<T>> reader) {
        return said.list(name).map(nodes -> sections(nodes, said.problems(), reader));
    }

    private static <T> List<T> sections(List<Node> nodes, Problems problems, Function<Section, Optional<T>> reader) {
        List<T> all = new ArrayList<>();
        for (Node node : nodes) {
            Section.of(node, problems).ifPresent(section -> {
                reader.apply(section).ifPresent(all::add);
                section.end();
            });
        }
        return all;
    }

    private static Optional<RecordType> type(Section said) {
        return said.required("type")
                .flatMap(text -> said.problems()
                        .attempt(
                                said.placeOf("type"),
                                "Write a record type such as contact",
                                () -> RecordType.of(text)));
    }

    private static Optional<Schema.Group> group(Section said) {
        Optional<RecordType> type = type(said);
        Optional<String> name = said.required("name");
        Optional<String> label = said.required("label");
        return type.flatMap(on -> name.flatMap(text -> label.map(read -> new Schema.Group(on, text, read))));
    }

    private static Optional<Schema.Property> property(Section said) {
        Optional<RecordType> type = type(said);
        Optional<String> name = said.required("name");
        Optional<String> label = said.required("label");
        if (!said.has("fieldType")) {
            said.required("fieldType");
        }
        Optional<Field> field =
                said.choice("fieldType", FieldType.class).flatMap(meant -> name.map(text -> new Field(text, meant)));
        boolean unique = said.flag("unique");
        Optional<String> group = said.text("group");
        List<String> options = options(said);
        return type.flatMap(on -> field.flatMap(
                holds -> label.map(read -> new Schema.Property(on, holds, read, unique, options, group))));
    }

    private static List<String> options(Section said) {
        List<String> options = new ArrayList<>();
        said.list("options")
                .orElse(List.of())
                .forEach(option -> Section.scalar(option, said.problems()).ifPresent(options::add));
        return options;
    }

    private static Optional<Schema.Pipeline> pipeline(Section said) {
        Optional<RecordType> type = type(said);
        Optional<String> name = said.required("name");
        Optional<String> label = said.required("label");
        List<Schema.Stage> stages = sections(said.list("stages").orElse(List.of()), said.problems(), CrmReader::stage);
        if (stages.isEmpty()) {
            said.problems().add(said.placeOf("stages"), "The pipeline has no stage", "Give it one at least");
            return Optional.empty();
        }
        return type.flatMap(on -> name.flatMap(text -> label.map(read -> new Schema.Pipeline(on, text, read, stages))));
    }

    private static Optional<Schema.Stage> stage(Section said) {
        Optional<String> name = said.required("name");
        Optional<String> label = said.required("label");
        Schema.Stage.Outcome outcome =
                said.choice("outcome", Schema.Stage.Outcome.class).orElse(Schema.Stage.Outcome.OPEN);
        if (!said.has("probability")) {
            said.required("probability");
        }
        Optional<Integer> probability = said.number("probability", 0, 100);
        return name.flatMap(text ->
                label.flatMap(read -> probability.map(percent -> new Schema.Stage(text, read, outcome, percent))));
    }
}
