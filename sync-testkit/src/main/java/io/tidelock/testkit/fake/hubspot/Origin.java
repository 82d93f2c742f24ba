package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * Who writes.
 *
 * @param sourceType as the property history tells it
 * @param enforcesRules whether admin-configured rules bind this writer: API version 2026-09 (§0.2)
 */
record Origin(String sourceType, String sourceId, boolean enforcesRules) {

    static final Origin UI = new Origin("CRM_UI", "userId:9000001", false);

    ArrayNode save() {
        return Json.array().add(sourceType).add(sourceId).add(enforcesRules);
    }

    static Origin load(JsonNode saved) {
        return new Origin(
                saved.path(0).asText(), saved.path(1).asText(), saved.path(2).asBoolean());
    }

    static Origin api(boolean enforcesRules) {
        return new Origin("INTEGRATION", "4210286", enforcesRules);
    }
}
