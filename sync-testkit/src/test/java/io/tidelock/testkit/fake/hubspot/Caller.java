package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.FakeServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls a fake as a client would; JSON bodies may be written with single quotes. */
record Caller(FakeServer server) {

    /** An answer, its body read as JSON if it is. */
    record Answer(int status, JsonNode body, Map<String, String> headers) {

        String id() {
            return body.path("id").asText();
        }

        String value(String property) {
            return body.path("properties").path(property).asText();
        }

        String message() {
            return body.path("message").asText();
        }

        String category() {
            return body.path("category").asText();
        }

        List<String> ids() {
            List<String> ids = new ArrayList<>();
            body.path("results").forEach(result -> ids.add(result.path("id").asText()));
            return ids;
        }

        String after() {
            return body.path("paging").path("next").path("after").asText();
        }
    }

    Answer get(String target) {
        return send("GET", target, "");
    }

    Answer post(String target, String json) {
        return send("POST", target, json);
    }

    Answer patch(String target, String json) {
        return send("PATCH", target, json);
    }

    Answer put(String target, String json) {
        return send("PUT", target, json);
    }

    Answer delete(String target) {
        return send("DELETE", target, "");
    }

    Answer send(String method, String target, String json) {
        return send(
                method,
                target,
                json.replace('\'', '"'),
                Map.of("Authorization", "Bearer fake-hubspot-token", "Content-Type", "application/json"));
    }

    Answer send(String method, String target, String body, Map<String, String> headers) {
        FakeResponse response =
                server.handle(new FakeRequest(method, target, headers, body.getBytes(StandardCharsets.UTF_8)));
        return new Answer(response.status(), json(response.text()), response.headers());
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
