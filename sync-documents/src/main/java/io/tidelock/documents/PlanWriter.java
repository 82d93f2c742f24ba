package io.tidelock.documents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.Schedule;
import io.tidelock.record.Schema;
import io.tidelock.record.Verb;

/** Writes a plan: its settings in full, of its mappings what is not the default. */
final class PlanWriter {

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final MappingWriter mappings = new MappingWriter();

    ObjectNode write(Plan plan) {
        ObjectNode document = json.objectNode();
        document.put("format", 1).put("plan", plan.name()).put("revision", plan.revision());
        ObjectNode flows = document.putObject("flows");
        plan.flows().forEach(flow -> write(flow, flows.putObject(flow.id())));
        write(plan.crmSchema(), document.putObject("crm"));
        return document;
    }

    private void write(Flow flow, ObjectNode into) {
        write(flow.schedule(), into.putObject("schedule"));
        into.putNull("sweep");
        flow.sweep().ifPresent(sweep -> {
            ObjectNode said = into.putObject("sweep").put("checksDeletions", sweep.checksDeletions());
            sweep.mostReads().ifPresent(most -> said.put("mostReads", most));
            write(sweep.schedule(), said);
        });
        into.putNull("limit");
        flow.limit()
                .ifPresent(limit ->
                        into.putObject("limit").put("name", limit.name()).put("records", limit.records()));
        flow.window()
                .ifPresent(window -> into.putObject("window")
                        .put("past", window.past().toString())
                        .put("ahead", window.ahead().toString())
                        .put("zone", window.zone().getId()));
        into.put("onContestedKey", flow.onContestedKey().name());
        into.put("whenSourceGone", flow.whenSourceGone().name());
        into.put("onMerge", flow.onMerge().name());
        brakes(flow, into.putObject("brakes"));
        ArrayNode all = into.putArray("mappings");
        flow.mappings().forEach(mapping -> mappings.write(mapping, all.addObject()));
    }

    private static void write(Schedule schedule, ObjectNode into) {
        if (schedule instanceof Schedule.Every every) {
            into.put("every", every.length().toString());
        } else if (schedule instanceof Schedule.Nightly nightly) {
            into.put("nightly", nightly.time().toString())
                    .put("zone", nightly.zone().getId());
        }
    }

    private static void brakes(Flow flow, ObjectNode into) {
        for (Verb verb : Verb.values()) {
            into.putNull(verb.name());
            flow.brake(verb)
                    .ifPresent(brake -> into.putObject(verb.name())
                            .put("absolute", brake.absolute())
                            .put("percent", brake.percent()));
        }
    }

    private static void write(Schema schema, ObjectNode into) {
        ArrayNode groups = into.putArray("groups");
        schema.groups().forEach(group -> element(group, group.label(), groups));
        ArrayNode properties = into.putArray("properties");
        schema.properties().forEach(property -> property(property, element(property, property.label(), properties)));
        ArrayNode pipelines = into.putArray("pipelines");
        schema.pipelines().forEach(pipeline -> {
            ArrayNode stages = element(pipeline, pipeline.label(), pipelines).putArray("stages");
            pipeline.stages().forEach(stage -> stage(stage, stages.addObject()));
        });
    }

    private static ObjectNode element(Schema.Element element, String label, ArrayNode into) {
        return into.addObject()
                .put("type", element.type().name())
                .put("name", element.name())
                .put("label", label);
    }

    private static void property(Schema.Property property, ObjectNode into) {
        into.put("fieldType", property.field().type().name());
        if (property.unique()) {
            into.put("unique", true);
        }
        property.group().ifPresent(group -> into.put("group", group));
        if (!property.options().isEmpty()) {
            ArrayNode options = into.putArray("options");
            property.options().forEach(options::add);
        }
    }

    private static void stage(Schema.Stage stage, ObjectNode into) {
        into.put("name", stage.name()).put("label", stage.label());
        into.put("outcome", stage.outcome().name()).put("probability", stage.probability());
    }
}
