package io.tidelock.testkit.fake.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.FakeServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A polite client of the fake, without sockets. */
final class Caller {

    static final String KEY = "secret-part-au4";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final FakeServer server;
    private final Map<String, String> headers = new LinkedHashMap<>();

    Caller(FakeServer server) {
        this.server = server;
        headers.put("Authorization", basic(KEY, ""));
        headers.put("User-Agent", "Tidelock (dev@example.com)");
        headers.put("Content-Type", "application/json");
    }

    static String basic(String user, String password) {
        byte[] bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    Caller header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    FakeResponse call(String method, String target, String body) {
        return server.handle(new FakeRequest(method, target, headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    FakeResponse get(String target) {
        return call("GET", target, "");
    }

    FakeResponse post(String target, String body) {
        return call("POST", target, body);
    }

    FakeResponse patch(String target, String body) {
        return call("PATCH", target, body);
    }

    /** Lists a resource with filters. */
    FakeResponse list(String path, String... filters) {
        return get(path + "?" + Stream.of(filters).map(Caller::filter).collect(Collectors.joining("&")));
    }

    static String filter(String text) {
        return "q%5B%5D=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static JsonNode json(FakeResponse response) {
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns one field of each record of a list. */
    static List<String> column(FakeResponse list, String resource, String field) {
        List<String> values = new ArrayList<>();
        json(list)
                .path(resource)
                .forEach(record -> values.add(record.path(field).asText()));
        return values;
    }
}
