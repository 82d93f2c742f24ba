package io.tidelock.testkit.fake.cliniko;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Reads request bodies and writes records, lists and errors as Cliniko does. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String base;

    /** Writes links below a base such as {@code https://api.au1.cliniko.com/v1}. */
    Json(String base) {
        this.base = base;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Turns what a test wrote down into a body. */
    static JsonNode tree(Map<String, ?> fields) {
        return MAPPER.valueToTree(fields);
    }

    static Map<String, Object> map(JsonNode json) {
        return MAPPER.convertValue(json, new TypeReference<Map<String, Object>>() {});
    }

    /** Reads a body: 415 unless it is declared JSON, 400 if it is not a JSON object [both assumed]. */
    static JsonNode body(FakeRequest request) {
        String type = request.header("content-type").orElse("");
        if (!type.startsWith("application/json")) {
            throw Refusal.of(415, "Content-Type must be application/json");
        }
        try {
            JsonNode body = MAPPER.readTree(request.body());
            if (body == null || !body.isObject()) {
                throw Refusal.of(400, "The body must be a JSON object");
            }
            return body;
        } catch (IOException e) {
            throw Refusal.of(400, "The body is not valid JSON");
        }
    }

    static String write(JsonNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a text of ours; a missing node if it is none. */
    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    static FakeResponse response(int status, JsonNode body) {
        return FakeResponse.json(status, write(body));
    }

    static FakeResponse error(Refusal refusal) {
        ObjectNode body = object().put("message", refusal.text());
        if (!refusal.errors().isEmpty()) {
            ObjectNode errors = body.putObject("errors");
            refusal.errors().forEach(errors::put);
        }
        return response(refusal.status(), body);
    }

    /** Writes a record: its fields, what is computed, its links. */
    ObjectNode record(Row row) {
        Resource resource = row.resource();
        ObjectNode json = object();
        for (Field field : resource.fields()) {
            if (field.isShown()) {
                Object value = row.get(field.column());
                json.set(
                        field.name(),
                        value == null ? json.nullNode() : field.kind().write(value));
            }
        }
        for (Resource.Computed computed : resource.computed()) {
            JsonNode value = computed.value().apply(row);
            json.set(computed.name(), value == null ? json.nullNode() : value);
        }
        for (Resource.Link link : resource.links()) {
            String path = link.path().apply(row);
            if (path != null) {
                self(json.putObject(link.name()), path);
            }
        }
        return self(json, "/" + resource.name() + "/" + row.id());
    }

    private ObjectNode self(ObjectNode json, String path) {
        json.putObject("links").put("self", base + path);
        return json;
    }

    /** Returns the whole URL of a path below the base. */
    String url(String path) {
        return base + path;
    }

    /** Writes one page of a list. */
    ObjectNode list(Resource resource, List<Row> page, Map<String, String> links, int total) {
        ObjectNode json = object();
        var records = json.putArray(resource.name());
        page.forEach(row -> records.add(record(row)));
        json.put("total_entries", total);
        ObjectNode shown = json.putObject("links");
        links.forEach(shown::put);
        return json;
    }
}
