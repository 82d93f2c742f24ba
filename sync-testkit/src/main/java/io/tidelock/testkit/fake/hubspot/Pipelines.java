package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pipelines and stages of deals and tickets, in their wire shape (§5.3). */
final class Pipelines {

    private static final String DEALS = """
            appointmentscheduled:Appointment Scheduled:0.2
            qualifiedtobuy:Qualified To Buy:0.4
            presentationscheduled:Presentation Scheduled:0.6
            decisionmakerboughtin:Decision Maker Bought-In:0.8
            contractsent:Contract Sent:0.9
            closedwon:Closed Won:1.0
            closedlost:Closed Lost:0.0
            """;

    private static final String TICKETS = """
            1:New:OPEN
            2:Waiting on contact:OPEN
            3:Waiting on us:OPEN
            4:Closed:CLOSED
            """;

    private final Map<ObjectType, Map<String, ObjectNode>> byType = new HashMap<>();
    private long lastId = 105_000_000;

    private final Audits audits;

    Pipelines(long portal) {
        audits = new Audits(portal);
        byType.put(ObjectType.DEALS, standard("default", "Sales Pipeline", DEALS, true));
        byType.put(ObjectType.TICKETS, standard("0", "Support Pipeline", TICKETS, false));
    }

    ObjectNode save() {
        ObjectNode json = Json.object().put("last_id", lastId);
        for (ObjectType type : ObjectType.ALL) {
            json.set(type.name(), Json.nodes(of(type).values()));
        }
        json.set("audits", audits.save());
        return json;
    }

    void load(JsonNode saved) {
        lastId = saved.path("last_id").asLong();
        for (ObjectType type : ObjectType.ALL) {
            Map<String, ObjectNode> all = of(type);
            all.clear();
            saved.path(type.name())
                    .forEach(pipeline -> all.put(pipeline.path("id").asText(), pipeline.deepCopy()));
        }
        audits.load(saved.path("audits"));
    }

    Audits audits() {
        return audits;
    }

    private static Map<String, ObjectNode> standard(String id, String label, String stages, boolean deals) {
        ObjectNode pipeline = pipeline(id, label, 0, Instant.EPOCH);
        stages.lines().forEach(line -> {
            String[] words = line.split(":", -1);
            ArrayNode list = stages(pipeline);
            ObjectNode metadata = Json.object().put(deals ? "probability" : "ticketState", words[2]);
            list.add(stage(words[0], words[1], list.size(), metadata, deals, Instant.EPOCH));
        });
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        all.put(id, pipeline);
        return all;
    }

    static ObjectNode pipeline(String id, String label, int order, Instant now) {
        ObjectNode pipeline =
                Json.object().put("label", label).put("displayOrder", order).put("id", id);
        pipeline.putArray("stages");
        return stamps(pipeline, now);
    }

    /** Builds a stage; {@code isClosed} of a deal stage follows from its probability. */
    static ObjectNode stage(String id, String label, int order, JsonNode metadata, boolean deals, Instant now) {
        ObjectNode stage =
                Json.object().put("label", label).put("displayOrder", order).put("id", id);
        ObjectNode kept = stage.putObject("metadata");
        metadata.properties()
                .forEach(entry -> kept.put(entry.getKey(), entry.getValue().asText()));
        if (deals) {
            close(kept);
        }
        stage.put("writePermissions", "CRM_PERMISSIONS_ENFORCEMENT");
        return stamps(stage, now);
    }

    /** Says whether a deal's stage is closed, which its probability decides. */
    static void close(ObjectNode metadata) {
        metadata.put(
                "isClosed", Boolean.toString(isEnd(metadata.path("probability").asText())));
    }

    private static boolean isEnd(String probability) {
        return Values.decimal(probability)
                .map(p -> p.signum() == 0 || p.compareTo(BigDecimal.ONE) == 0)
                .orElse(false);
    }

    /** Takes a stage out of its pipeline. */
    static void remove(ObjectNode pipeline, ObjectNode stage) {
        ArrayNode stages = stages(pipeline);
        for (int i = stages.size() - 1; i >= 0; i--) {
            if (stages.get(i).equals(stage)) {
                stages.remove(i);
            }
        }
    }

    private static ObjectNode stamps(ObjectNode node, Instant now) {
        return node.put("createdAt", Json.stamp(now))
                .put("updatedAt", Json.stamp(now))
                .put("archived", false);
    }

    static ArrayNode stages(ObjectNode pipeline) {
        return pipeline.withArrayProperty("stages");
    }

    String nextId() {
        return Long.toString(++lastId);
    }

    Map<String, ObjectNode> of(ObjectType type) {
        return byType.computeIfAbsent(type, key -> new LinkedHashMap<>());
    }

    Collection<ObjectNode> list(ObjectType type) {
        return List.copyOf(of(type).values());
    }

    Optional<ObjectNode> stage(ObjectNode pipeline, String id) {
        for (JsonNode stage : stages(pipeline)) {
            if (stage.path("id").asText().equals(id)) {
                return Optional.of((ObjectNode) stage);
            }
        }
        return Optional.empty();
    }

    boolean isClosed(ObjectType type, String pipeline, String stage) {
        return Optional.ofNullable(of(type).get(pipeline))
                .flatMap(found -> stage(found, stage))
                .map(found -> found.path("metadata").path("isClosed").asText().equals("true"))
                .orElse(false);
    }

    static String pipelineProperty(ObjectType type) {
        return type.equals(ObjectType.DEALS) ? "pipeline" : "hs_pipeline";
    }

    static String stageProperty(ObjectType type) {
        return type.equals(ObjectType.DEALS) ? "dealstage" : "hs_pipeline_stage";
    }

    static boolean have(ObjectType type) {
        return type.equals(ObjectType.DEALS) || type.equals(ObjectType.TICKETS);
    }
}
