package io.tidelock.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import okhttp3.Headers;

/** Makes answers for the failure readers of other packages. */
public final class Answers {

    /** What connectors read bodies with. */
    public static final ObjectMapper JSON = LenientJson.mapper(1 << 20);

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private Answers() {}

    /** Answers with a status, two headers about waiting and a body. */
    public static Answer of(int status, String header, byte[] body) {
        Headers headers = new Headers.Builder()
                .addUnsafeNonAscii("Retry-After", header)
                .addUnsafeNonAscii("X-RateLimit-Reset", header)
                .build();
        return new Answer(CallBudget.ORDINARY, status, headers, body, NOW, JSON);
    }
}
