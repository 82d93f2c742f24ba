package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeResponse;
import java.util.List;
import java.util.function.Predicate;

/** Pipelines and stages (§5.3). */
final class PipelineEndpoints {

    private static final int MAX_STAGES = 100;

    private final Portal portal;
    private final Pipelines pipelines;

    PipelineEndpoints(Portal portal) {
        this.portal = portal;
        this.pipelines = portal.pipelines();
    }

    FakeResponse handle(Inbound in) {
        if (in.depth() == 0) {
            throw Refusal.notFound();
        }
        ObjectType type = in.type();
        if (in.depth() == 1) {
            return collection(in, type);
        }
        ObjectNode pipeline = pipelines.of(type).get(in.segment(1));
        if (pipeline == null) {
            throw Refusal.notFound();
        }
        boolean stages = in.depth() > 2 && in.segment(2).equals("stages");
        return switch (in.depth()) {
            case 2 -> onePipeline(in, type, pipeline);
            case 3 -> stagesOf(in, type, pipeline, stages);
            case 4 -> oneStage(in, type, pipeline, stages);
            default -> throw Refusal.notFound();
        };
    }

    private FakeResponse collection(Inbound in, ObjectType type) {
        return switch (in.method()) {
            case "GET" -> Inbound.answer(200, Json.results(pipelines.list(type)));
            case "POST" -> Inbound.answer(201, create(type, in.body(), pipelines.nextId()));
            default -> throw Refusal.wrongMethod();
        };
    }

    ObjectNode create(ObjectType type, ObjectNode body, String id) {
        requireLabel(body);
        ObjectNode pipeline = Pipelines.pipeline(
                id, body.path("label").asText(), Json.integer(body.path("displayOrder"), 0), portal.now());
        body.path("stages").forEach(stage -> addStage(type, pipeline, stage));
        pipelines.of(type).put(id, pipeline);
        return pipeline;
    }

    ObjectNode addStage(ObjectType type, ObjectNode pipeline, JsonNode body) {
        requireLabel(body);
        requireProbability(type, body.path("metadata"));
        ArrayNode stages = Pipelines.stages(pipeline);
        if (stages.size() >= MAX_STAGES) {
            throw Refusal.invalid("A pipeline has at most " + MAX_STAGES + " stages");
        }
        ObjectNode stage = Pipelines.stage(
                pipelines.nextId(),
                body.path("label").asText(),
                Json.integer(body.path("displayOrder"), stages.size()),
                body.path("metadata"),
                type.equals(ObjectType.DEALS),
                portal.now());
        stages.add(stage);
        return stage;
    }

    private static void requireLabel(JsonNode body) {
        if (body.path("label").asText("").isEmpty()) {
            throw Refusal.invalid("label is required");
        }
    }

    private static void requireProbability(ObjectType type, JsonNode metadata) {
        boolean missing = Values.decimal(metadata.path("probability").asText()).isEmpty();
        if (type.equals(ObjectType.DEALS) && missing) {
            throw Refusal.invalid("metadata.probability is required for stages of deals");
        }
    }

    private FakeResponse onePipeline(Inbound in, ObjectType type, ObjectNode pipeline) {
        String id = in.segment(1);
        return switch (in.method()) {
            case "GET" -> Inbound.answer(200, pipeline);
            case "PATCH" -> Inbound.answer(200, patch(pipeline, in.body()));
            case "PUT" -> Inbound.answer(200, create(type, in.body(), id));
            case "DELETE" -> {
                refuseIfUsed(in, type, Pipelines.pipelineProperty(type), id, "PIPELINE_ID_IN_USE", "pipelineIds");
                pipelines.of(type).remove(id);
                yield FakeResponse.empty(204);
            }
            default -> throw Refusal.wrongMethod();
        };
    }

    private FakeResponse stagesOf(Inbound in, ObjectType type, ObjectNode pipeline, boolean stages) {
        if (!stages) {
            throw Refusal.notFound();
        }
        return switch (in.method()) {
            case "GET" -> {
                ObjectNode body = Json.object();
                body.set("results", Pipelines.stages(pipeline));
                yield Inbound.answer(200, body);
            }
            case "POST" -> Inbound.answer(201, addStage(type, pipeline, in.body()));
            default -> throw Refusal.wrongMethod();
        };
    }

    private FakeResponse oneStage(Inbound in, ObjectType type, ObjectNode pipeline, boolean stages) {
        if (!stages) {
            throw Refusal.notFound();
        }
        String id = in.segment(3);
        ObjectNode stage = pipelines.stage(pipeline, id).orElseThrow(Refusal::notFound);
        return switch (in.method()) {
            case "GET" -> Inbound.answer(200, stage);
            case "PATCH", "PUT" -> Inbound.answer(200, patch(stage, in.body()));
            case "DELETE" -> {
                refuseIfUsed(in, type, Pipelines.stageProperty(type), id, "STAGE_ID_IN_USE", "stageIds");
                ArrayNode list = Pipelines.stages(pipeline);
                for (int i = list.size() - 1; i >= 0; i--) {
                    if (list.get(i).equals(stage)) {
                        list.remove(i);
                    }
                }
                yield FakeResponse.empty(204);
            }
            default -> throw Refusal.wrongMethod();
        };
    }

    private ObjectNode patch(ObjectNode node, ObjectNode body) {
        for (String field : List.of("label", "displayOrder")) {
            if (body.has(field)) {
                node.set(field, body.get(field));
            }
        }
        JsonNode metadata = body.path("metadata");
        metadata.properties()
                .forEach(entry -> node.withObjectProperty("metadata")
                        .put(entry.getKey(), entry.getValue().asText()));
        return node.put("updatedAt", Json.stamp(portal.now()));
    }

    /** From 2026-09 on a used pipeline or stage cannot be deleted; before, only on request (§0.2). */
    private void refuseIfUsed(
            Inbound in, ObjectType type, String property, String id, String subCategory, String context) {
        boolean validates = in.query("validateReferencesBeforeDelete").isEmpty()
                ? in.route().version() == Route.Version.V2026_09
                : in.flag("validateReferencesBeforeDelete");
        Predicate<Row> uses = row -> !row.isArchived() && id.equals(row.value(property));
        List<String> users = portal.table(type).all().stream()
                .filter(uses)
                .map(row -> Long.toString(row.id()))
                .toList();
        if (validates && !users.isEmpty()) {
            throw Refusal.invalid("Still used by " + users.size() + " " + type.name())
                    .subCategory("PipelineError." + subCategory)
                    .context(context, List.of(id))
                    .context("objectIds", users);
        }
    }
}
