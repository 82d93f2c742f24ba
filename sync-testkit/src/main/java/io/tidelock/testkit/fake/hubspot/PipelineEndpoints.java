package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeResponse;
import java.util.List;

/** Pipelines (§5.3). */
final class PipelineEndpoints {

    private final Portal portal;
    private final Pipelines pipelines;
    private final StageEndpoints stages;

    PipelineEndpoints(Portal portal) {
        this.portal = portal;
        this.pipelines = portal.pipelines();
        this.stages = new StageEndpoints(portal);
    }

    FakeResponse handle(Inbound in) {
        if (in.depth() == 0) {
            throw Refusal.notFound();
        }
        ObjectType type = in.type();
        if (in.depth() == 1) {
            return collection(in, type);
        }
        if (in.depth() == 5 && in.segment(4).equals("audit") && in.is("GET")) {
            return stages.audit(type, in.segment(3));
        }
        ObjectNode pipeline = pipelines.of(type).get(in.segment(1));
        if (pipeline == null) {
            throw Refusal.notFound();
        }
        if (in.depth() == 2) {
            return one(in, type, pipeline);
        }
        if (in.depth() == 3 && in.segment(2).equals("audit") && in.is("GET")) {
            return Inbound.answer(200, results(pipelines.audits().of(type, in.segment(1))));
        }
        if (!in.segment(2).equals("stages")) {
            throw Refusal.notFound();
        }
        return stages.handle(in, type, pipeline);
    }

    private FakeResponse collection(Inbound in, ObjectType type) {
        return switch (in.method()) {
            case "GET" -> Inbound.answer(200, Json.results(pipelines.list(type)));
            case "POST" -> Inbound.answer(201, create(type, in.body(), pipelines.nextId()));
            default -> throw Refusal.wrongMethod();
        };
    }

    ObjectNode create(ObjectType type, ObjectNode body, String id) {
        return put(type, body, id, "CREATE");
    }

    private ObjectNode put(ObjectType type, ObjectNode body, String id, String action) {
        requireLabel(body);
        ObjectNode pipeline = Pipelines.pipeline(
                id, body.path("label").asText(), Json.integer(body.path("displayOrder"), 0), portal.now());
        body.path("stages").forEach(stage -> stages.add(type, pipeline, stage));
        pipelines.of(type).put(id, pipeline);
        pipelines.audits().note(type, id, action, pipeline, portal.now());
        return pipeline;
    }

    /** Adds a stage at the end. */
    void addStage(ObjectType type, ObjectNode pipeline, JsonNode body) {
        stages.add(type, pipeline, body);
    }

    static void requireLabel(JsonNode body) {
        if (body.path("label").asText("").isEmpty()) {
            throw Refusal.invalid("label is required");
        }
    }

    static ObjectNode results(ArrayNode nodes) {
        ObjectNode body = Json.object();
        body.set("results", nodes);
        return body;
    }

    private FakeResponse one(Inbound in, ObjectType type, ObjectNode pipeline) {
        String id = in.segment(1);
        return switch (in.method()) {
            case "GET" -> Inbound.answer(200, pipeline);
            case "PATCH" -> Inbound.answer(200, change(type, pipeline, in.body()));
            case "PUT" -> Inbound.answer(200, put(type, in.body(), id, "UPDATE"));
            case "DELETE" -> {
                PipelineUse.refuse(portal, in, type, Pipelines.pipelineProperty(type), id);
                pipelines.of(type).remove(id);
                yield FakeResponse.empty(204);
            }
            default -> throw Refusal.wrongMethod();
        };
    }

    private ObjectNode change(ObjectType type, ObjectNode pipeline, ObjectNode body) {
        patch(pipeline, body);
        pipeline.put("updatedAt", Json.stamp(portal.now()));
        pipelines.audits().note(type, pipeline.path("id").asText(), "UPDATE", pipeline, portal.now());
        return pipeline;
    }

    static void patch(ObjectNode node, ObjectNode body) {
        for (String field : List.of("label", "displayOrder")) {
            if (body.has(field)) {
                node.set(field, body.get(field));
            }
        }
    }
}
