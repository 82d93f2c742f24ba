package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeResponse;

/** The stages of a pipeline (§5.3). */
final class StageEndpoints {

    private static final int MAX_STAGES = 100;

    private final Portal portal;
    private final Pipelines pipelines;

    StageEndpoints(Portal portal) {
        this.portal = portal;
        this.pipelines = portal.pipelines();
    }

    /** Serves {@code /{type}/{pipeline}/stages…}. */
    FakeResponse handle(Inbound in, ObjectType type, ObjectNode pipeline) {
        if (in.depth() == 3) {
            return collection(in, type, pipeline);
        }
        String id = in.segment(3);
        ObjectNode stage = pipelines.stage(pipeline, id).orElseThrow(Refusal::notFound);
        if (in.depth() != 4) {
            throw Refusal.notFound();
        }
        return switch (in.method()) {
            case "GET" -> Inbound.answer(200, stage);
            case "PATCH", "PUT" -> Inbound.answer(200, change(type, stage, in.body()));
            case "DELETE" -> {
                PipelineUse.refuse(portal, in, type, Pipelines.stageProperty(type), id);
                Pipelines.remove(pipeline, stage);
                pipelines.audits().note(type, id, "DELETE", stage, portal.now());
                yield FakeResponse.empty(204);
            }
            default -> throw Refusal.wrongMethod();
        };
    }

    /** Found by its id alone: HubSpot's own client leaves the pipeline's place in the path unfilled. */
    FakeResponse audit(ObjectType type, String id) {
        boolean known = pipelines.list(type).stream()
                .anyMatch(pipeline -> pipelines.stage(pipeline, id).isPresent());
        if (!known) {
            throw Refusal.notFound();
        }
        return Inbound.answer(200, PipelineEndpoints.results(pipelines.audits().of(type, id)));
    }

    private FakeResponse collection(Inbound in, ObjectType type, ObjectNode pipeline) {
        return switch (in.method()) {
            case "GET" -> Inbound.answer(200, PipelineEndpoints.results(Pipelines.stages(pipeline)));
            case "POST" -> Inbound.answer(201, add(type, pipeline, in.body()));
            default -> throw Refusal.wrongMethod();
        };
    }

    ObjectNode add(ObjectType type, ObjectNode pipeline, JsonNode body) {
        PipelineEndpoints.requireLabel(body);
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
        pipelines.audits().note(type, stage.path("id").asText(), "CREATE", stage, portal.now());
        return stage;
    }

    private static void requireProbability(ObjectType type, JsonNode metadata) {
        boolean missing = Values.decimal(metadata.path("probability").asText()).isEmpty();
        if (type.equals(ObjectType.DEALS) && missing) {
            throw Refusal.invalid("metadata.probability is required for stages of deals");
        }
    }

    private ObjectNode change(ObjectType type, ObjectNode stage, ObjectNode body) {
        PipelineEndpoints.patch(stage, body);
        ObjectNode metadata = stage.withObjectProperty("metadata");
        body.path("metadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        if (type.equals(ObjectType.DEALS)) {
            Pipelines.close(metadata);
        }
        stage.put("updatedAt", Json.stamp(portal.now()));
        pipelines.audits().note(type, stage.path("id").asText(), "UPDATE", stage, portal.now());
        return stage;
    }
}
