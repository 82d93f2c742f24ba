package io.tidelock.ringostat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidelock.connector.WebhookRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a webhook's data, whichever way they travel: in the query, as a form, as JSON. */
final class WebhookBody {

    private static final String NESTED = "additional_call_data";
    private static final int MOST_FIELDS = 200;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private WebhookBody() {}

    /** Returns what is said; empty where it cannot be read. */
    static Optional<Aliases> of(WebhookRequest request) {
        Map<String, String> root = new LinkedHashMap<>();
        Map<String, String> nested = new LinkedHashMap<>();
        String body = new String(request.body(), StandardCharsets.UTF_8).strip();
        if (body.startsWith("{")) {
            try {
                JsonNode json = MAPPER.readTree(body);
                take(json, root);
                take(nested(json.path(NESTED)), nested);
            } catch (IOException unreadable) {
                return Optional.empty();
            }
        } else {
            pairs(body, root);
        }
        pairs(query(request.uri()), root);
        String inForm = root.getOrDefault(NESTED, "");
        if (nested.isEmpty() && inForm.startsWith("{")) {
            take(parsed(inForm), nested);
        }
        return root.isEmpty() ? Optional.empty() : Optional.of(new Aliases(root, nested));
    }

    /** In some templates the nested object is a text that holds one. */
    private static JsonNode nested(JsonNode node) {
        return node.isTextual() ? parsed(node.asText()) : node;
    }

    private static JsonNode parsed(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException unreadable) {
            return MAPPER.missingNode();
        }
    }

    private static void take(JsonNode json, Map<String, String> into) {
        json.properties().stream()
                .filter(entry ->
                        entry.getValue().isValueNode() && !entry.getValue().isNull())
                .limit(MOST_FIELDS)
                .forEach(entry ->
                        into.putIfAbsent(entry.getKey(), entry.getValue().asText()));
    }

    static String query(String uri) {
        int at = uri.indexOf('?');
        int end = uri.indexOf('#');
        return at < 0 ? "" : uri.substring(at + 1, end > at ? end : uri.length());
    }

    private static void pairs(String text, Map<String, String> into) {
        int taken = 0;
        for (String pair : text.split("&", MOST_FIELDS + 1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && taken++ < MOST_FIELDS) {
                into.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
    }

    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
