package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A request on its route, with what endpoints ask of it. */
record Inbound(FakeRequest request, Route route) {

    String method() {
        return request.method();
    }

    boolean is(String method) {
        return request.method().equals(method);
    }

    /** The number of segments after the area. */
    int depth() {
        return route.rest().size();
    }

    String segment(int index) {
        return route.rest().get(index);
    }

    ObjectType type() {
        return ObjectType.required(segment(0));
    }

    Origin origin() {
        return Origin.api(route.version() == Route.Version.V2026_09);
    }

    boolean flag(String query) {
        return request.query(query).map("true"::equals).orElse(false);
    }

    String query(String name) {
        return request.query(name).orElse("");
    }

    /** Refuses a query whose percent signs decode to nothing. */
    void checkQuery() {
        try {
            URLDecoder.decode(request.target().substring(request.path().length()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("The query string cannot be decoded");
        }
    }

    /** All values of a parameter that may be repeated or comma-separated. */
    List<String> list(String query) {
        List<String> values = new ArrayList<>();
        for (String joined : request.queryAll(query)) {
            for (String value : joined.split(",", -1)) {
                if (!value.isBlank()) {
                    values.add(value.strip());
                }
            }
        }
        return values;
    }

    /** A numeric parameter within bounds. */
    int number(String query, int fallback, int max) {
        String text = query(query);
        if (text.isEmpty()) {
            return fallback;
        }
        long number = Ids.parse(text).orElse(0L);
        if (number < 1 || number > max) {
            throw Refusal.invalid(query + " must be between 1 and " + max + ", not " + text);
        }
        return (int) number;
    }

    /** The paging position, the id of the next record (G27). */
    long after() {
        String after = query("after");
        return after.isEmpty()
                ? 0
                : Ids.parse(after)
                        .orElseThrow(() -> Refusal.invalid("Cannot deserialize value of type `long` from \"after\""));
    }

    /** The body as a JSON object. */
    ObjectNode body() {
        JsonNode body = json();
        if (!(body instanceof ObjectNode object)) {
            throw Refusal.invalid("Invalid input JSON on line 1, column 1: an object is expected");
        }
        return object;
    }

    JsonNode json() {
        String contentType = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (!contentType.startsWith("application/json")) {
            throw new Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "HTTP 415 Unsupported Media Type");
        }
        try {
            return Json.MAPPER.readTree(request.text());
        } catch (JsonProcessingException e) {
            throw Refusal.invalid("Invalid input JSON: " + e.getClass().getSimpleName());
        }
    }

    /** The {@code inputs} of a batch; missing ones are none, silently (§2.4 rule 4). */
    List<JsonNode> inputs(int max) {
        JsonNode inputs = body().path("inputs");
        if (!inputs.isMissingNode() && !inputs.isArray()) {
            throw Refusal.invalid("Cannot deserialize value of type `java.util.ArrayList` from inputs");
        }
        if (inputs.size() > max) {
            throw Refusal.invalid("The maximum number of inputs is " + max + ", not " + inputs.size());
        }
        List<JsonNode> list = new ArrayList<>();
        inputs.forEach(list::add);
        return list;
    }

    static FakeResponse answer(int status, JsonNode body) {
        return FakeResponse.json(status, Json.write(body));
    }
}
