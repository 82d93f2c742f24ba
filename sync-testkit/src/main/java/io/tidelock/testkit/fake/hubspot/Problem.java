package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** One entry of {@code errors[]} in an error body: an {@code ErrorDetail} (§2.4). */
record Problem(String message, String code, Map<String, List<String>> context) {

    static Problem ofProperty(String property, String code, String message) {
        return new Problem(message, code, Map.of("propertyName", List.of(property)));
    }

    String property() {
        return context.getOrDefault("propertyName", List.of("")).get(0);
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("message", message);
        if (!code.isEmpty()) {
            json.put("code", code);
        }
        ObjectNode where = json.putObject("context");
        context.forEach((key, values) -> where.set(key, Json.strings(values)));
        return json;
    }
}
