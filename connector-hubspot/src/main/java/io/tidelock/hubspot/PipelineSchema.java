package io.tidelock.hubspot;

import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.SchemaDifference.Kind;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Schema.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks and creates pipelines and stages: one call per type to check, one for each pipeline or stage that is missing. */
final class PipelineSchema {

    private final Pipelines pipelines;

    PipelineSchema(Pipelines pipelines) {
        this.pipelines = pipelines;
    }

    List<SchemaDifference> differences(Schema needed) {
        Map<RecordType, Collection<Wire.Pipeline>> known = new LinkedHashMap<>();
        List<SchemaDifference> differences = new ArrayList<>();
        for (Schema.Pipeline pipeline : needed.pipelines()) {
            Optional<ObjectKind> kind = ObjectKind.of(pipeline.type()).filter(Pipelines::govern);
            if (kind.isEmpty()) {
                differences.add(new SchemaDifference(
                        pipeline, Kind.MISSING, "HubSpot has no pipelines of type " + pipeline.type()));
                continue;
            }
            Collection<Wire.Pipeline> all = known.computeIfAbsent(pipeline.type(), type -> pipelines.ask(kind.get()));
            differences.addAll(PipelineMatch.find(kind.get(), pipeline, all, needed.pipelines(pipeline.type()))
                    .map(PipelineSchema::differences)
                    .orElseGet(() -> List.of(
                            new SchemaDifference(pipeline, Kind.MISSING, named(pipeline) + " does not exist"))));
        }
        return differences;
    }

    private static List<SchemaDifference> differences(PipelineMatch match) {
        Schema.Pipeline plan = match.plan();
        List<SchemaDifference> differences = new ArrayList<>();
        if (!match.there().text().equals(plan.label())) {
            differences.add(different(
                    plan,
                    Kind.RENAMED,
                    named(plan) + " was renamed to \"" + match.there().text() + "\""));
        }
        for (Stage stage : plan.stages()) {
            Wire.Stage there = match.stages().get(stage.name());
            String named = "the stage \"" + stage.label() + "\" of " + named(plan);
            if (there == null) {
                differences.add(different(plan, Kind.MISSING, named + " does not exist"));
            } else if (!there.text().equals(stage.label())) {
                differences.add(different(plan, Kind.RENAMED, named + " was renamed to \"" + there.text() + "\""));
            }
        }
        match.added()
                .forEach(stage -> differences.add(different(
                        plan, Kind.ADDED, "somebody added the stage \"" + stage.text() + "\" to " + named(plan))));
        return differences;
    }

    /** Creates what is missing; returns whether that was anything. */
    boolean provision(Schema needed) {
        boolean created = false;
        for (Schema.Pipeline pipeline : needed.pipelines()) {
            ObjectKind kind =
                    ObjectKind.of(pipeline.type()).filter(Pipelines::govern).orElse(null);
            if (kind != null) {
                Optional<PipelineMatch> match =
                        PipelineMatch.find(kind, pipeline, pipelines.known(kind), needed.pipelines(pipeline.type()));
                if (match.isEmpty()) {
                    pipelines.create(kind, pipeline);
                }
                created |= match.map(there -> createStages(kind, there)).orElse(true);
            }
        }
        return created;
    }

    private boolean createStages(ObjectKind kind, PipelineMatch match) {
        List<Stage> stages = match.plan().stages();
        boolean created = false;
        for (Stage stage : stages) {
            if (!match.stages().containsKey(stage.name())) {
                pipelines.create(kind, match.there().requireId(), stage, stages.indexOf(stage));
                created = true;
            }
        }
        return created;
    }

    private static String named(Schema.Pipeline pipeline) {
        return "the pipeline \"" + pipeline.label() + "\" of " + pipeline.type();
    }

    private static SchemaDifference different(Schema.Pipeline pipeline, Kind kind, String detail) {
        return new SchemaDifference(pipeline, kind, detail);
    }
}
