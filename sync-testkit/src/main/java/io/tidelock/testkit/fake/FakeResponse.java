package io.tidelock.testkit.fake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP response.
 *
 * @param status the status code
 * @param headers by name as the vendor spells it
 * @param body the bytes, empty without a body
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out; equality is not used
public record FakeResponse(int status, Map<String, String> headers, byte[] body) {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    /** Copies the arguments. */
    public FakeResponse {
        headers = Map.copyOf(headers);
        body = body.clone();
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    /** Answers with JSON text. */
    public static FakeResponse json(int status, String json) {
        return new FakeResponse(
                status,
                Map.of("Content-Type", "application/json;charset=utf-8"),
                json.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers without a body. */
    public static FakeResponse empty(int status) {
        return new FakeResponse(status, Map.of(), new byte[0]);
    }

    /** Returns this response with one more header. */
    public FakeResponse with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new FakeResponse(status, more, body);
    }

    /** Returns this response with a {@code Date} header, in whole seconds as HTTP has it. */
    public FakeResponse at(Instant now) {
        return with("Date", HTTP_DATE.format(now));
    }

    /** Returns the body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
