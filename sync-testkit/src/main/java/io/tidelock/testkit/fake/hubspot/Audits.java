package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the API changed of pipelines and stages, the latest first (§5.3). */
final class Audits {

    private final long portal;
    private final Map<String, ArrayNode> byKey = new LinkedHashMap<>();

    Audits(long portal) {
        this.portal = portal;
    }

    /** Notes a change of a pipeline or of one of its stages. */
    void note(ObjectType type, String id, String action, ObjectNode after, Instant now) {
        ObjectNode audit = Json.object()
                .put("portalId", portal)
                .put("identifier", id)
                .put("action", action)
                .put("timestamp", Json.stamp(now));
        audit.set("rawObject", after.deepCopy());
        of(type, id).insert(0, audit);
    }

    ArrayNode of(ObjectType type, String id) {
        return byKey.computeIfAbsent(type.name() + "/" + id, key -> Json.array());
    }

    ObjectNode save() {
        ObjectNode json = Json.object();
        byKey.forEach(json::set);
        return json;
    }

    void load(JsonNode saved) {
        saved.properties()
                .forEach(entry ->
                        byKey.put(entry.getKey(), (ArrayNode) entry.getValue().deepCopy()));
    }
}
