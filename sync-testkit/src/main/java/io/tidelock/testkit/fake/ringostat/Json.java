package io.tidelock.testkit.fake.ringostat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeRequest;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads and writes JSON. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static String write(JsonNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a body; 400 if it is no JSON object [assumed]. */
    static JsonNode body(FakeRequest request) {
        try {
            JsonNode body = MAPPER.readTree(request.body());
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (IOException unreadable) {
            throw new Refusal(400, "The body is not valid JSON");
        }
        throw new Refusal(400, "The body must be a JSON object");
    }
}
