package io.tidelock.testkit.fake.ringostat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Posts a project's webhooks as its cabinet does (section 3): the names are the user's, the encoding is chosen for each webhook,
 * static parameters stand in the URL, there is no signature, and what is not answered with 200 comes again.
 */
public final class WebhookCaller {

    private final String uri;
    private final Function<String, Row> rows;
    private final Map<String, String> headers = new LinkedHashMap<>();

    /** Which names a webhook was given. */
    public enum Dialect {
        /** The names of the call log: the recommended template. */
        LOG(Dialect::asLogged),
        /** The classic ones: {@code call_id}, {@code status}, {@code caller}, {@code callee}, {@code dialog}. */
        CLASSIC(Dialect::classic),
        /** Those of the 2.0 webhooks, with a nested object. */
        NESTED(Dialect::nested),
        /** Some that a user made up: {@code phone}, {@code call_date}, {@code call_status}. */
        CUSTOM(Dialect::custom),
        /** Like the log, without an id. */
        WITHOUT_ID(Dialect::withoutId);

        private final Function<Row, ObjectNode> body;

        Dialect(Function<Row, ObjectNode> body) {
            this.body = body;
        }

        private static ObjectNode asLogged(Row row) {
            ObjectNode body = Json.object();
            row.fields().forEach(body::put);
            return body;
        }

        private static ObjectNode withoutId(Row row) {
            ObjectNode body = asLogged(row);
            body.remove("uniqueid");
            return body;
        }

        private static ObjectNode classic(Row row) {
            return Json.object()
                    .put("call_id", row.id())
                    .put("status", row.value("disposition"))
                    .put("caller", row.value("caller"))
                    .put("callee", row.value("dst"))
                    .put("dialog", row.value("billsec"))
                    .put("call_duration", row.value("duration"))
                    .put("record_link", row.value("recording"));
        }

        private static ObjectNode nested(Row row) {
            ObjectNode body = Json.object()
                    .put("type", row.value("call_type").equals("out") ? "out" : "in")
                    .put("dst", row.value("dst"));
            body.putObject("additional_call_data")
                    .put("cdr_id", row.id())
                    .put("calldate", row.value("calldate"))
                    .put("billsec", row.value("billsec"));
            return body;
        }

        private static ObjectNode custom(Row row) {
            return Json.object()
                    .put("id", row.id())
                    .put("phone", row.value("caller"))
                    .put("call_date", row.value("calldate"))
                    .put("call_status", row.value("disposition"))
                    .put("last_utm_source", row.value("utm_source"));
        }
    }

    /** How a webhook's data travel. */
    public enum Encoding {
        /** In the URL of a GET. */
        QUERY,
        /** As a form. */
        FORM,
        /** As JSON. */
        JSON
    }

    WebhookCaller(String uri, Function<String, Row> rows) {
        this.uri = uri;
        this.rows = rows;
    }

    /** Sends user and password with every post, as some receivers demand it. */
    public WebhookCaller basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        return this;
    }

    /** Returns the post that is made when a call is over; nested data travel as JSON only. */
    public FakeRequest afterCall(String callId, Dialect dialect, Encoding encoding) {
        ObjectNode body = dialect.body.apply(rows.apply(callId));
        return switch (encoding) {
            case JSON -> request("POST", uri, "application/json", Json.write(body));
            case FORM -> request("POST", uri, "application/x-www-form-urlencoded", form(body));
            case QUERY -> request("GET", uri + (uri.contains("?") ? "&" : "?") + form(body), "", "");
        };
    }

    /**
     * Returns posts about all of these calls, in every dialect and encoding in turn, each as often as said, in an order that
     * means nothing.
     */
    public List<FakeRequest> storm(List<String> callIds, int times, long seed) {
        List<FakeRequest> posts = new ArrayList<>();
        int turn = 0;
        for (int time = 0; time < times; time++) {
            for (String id : callIds) {
                Dialect dialect = Dialect.values()[turn % Dialect.values().length];
                Encoding encoding = Encoding.values()[turn % Encoding.values().length];
                posts.add(afterCall(id, dialect, dialect == Dialect.NESTED ? Encoding.JSON : encoding));
                turn++;
            }
        }
        Collections.shuffle(posts, new Random(seed));
        return posts;
    }

    private FakeRequest request(String method, String target, String type, String body) {
        Map<String, String> sent = new LinkedHashMap<>(headers);
        if (!type.isEmpty()) {
            sent.put("Content-Type", type);
        }
        return new FakeRequest(method, target, sent, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String form(ObjectNode body) {
        List<String> pairs = new ArrayList<>();
        body.properties()
                .forEach(entry -> pairs.add(encoded(entry.getKey()) + "="
                        + encoded(
                                entry.getValue().isValueNode()
                                        ? entry.getValue().asText()
                                        : entry.getValue().toString())));
        return String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
