package io.tidelock.testkit.fake;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as it arrived.
 *
 * @param method upper case
 * @param target path and query as received, not decoded, such as {@code /v1/patients?q%5B%5D=id%3A%3D1}
 * @param headers by lower-case name; several values of one name joined by {@code ", "}
 * @param body the bytes, empty without a body
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out; equality is not used
public record FakeRequest(String method, String target, Map<String, String> headers, byte[] body) {

    /** Lower-cases the header names. */
    public FakeRequest {
        Map<String, String> lower = new LinkedHashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lower);
        body = body.clone();
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    /** Returns the path, not decoded, without the query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Returns all values of a query parameter, decoded, in order. */
    public List<String> queryAll(String name) {
        List<String> values = new ArrayList<>();
        int query = target.indexOf('?');
        if (query >= 0) {
            for (String pair : target.substring(query + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (decode(equals < 0 ? pair : pair.substring(0, equals)).equals(name)) {
                    values.add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
                }
            }
        }
        return List.copyOf(values);
    }

    /** Returns the first value of a query parameter, decoded. */
    public Optional<String> query(String name) {
        return queryAll(name).stream().findFirst();
    }

    /** Returns a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Returns the body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
