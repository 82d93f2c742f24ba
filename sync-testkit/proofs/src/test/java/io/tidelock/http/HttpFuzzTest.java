package io.tidelock.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.StartOverException;
import io.tidelock.fuzz.Fuzzed;
import io.tidelock.record.AccountId;
import io.tidelock.record.Cursor;
import io.tidelock.testkit.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.GzipSource;
import okio.Okio;
import org.junit.jupiter.api.Timeout;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;

/** Whatever a server sends: a value, or one of the documented reactions. */
@Timeout(600)
class HttpFuzzTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final int LIMIT = 4096;

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void headersAreReadOrIgnored(byte[] input) {
        String value = Fuzzed.text(input);

        Optional<Duration> delay = HeaderValues.delay(value, NOW);
        assertThat(delay.stream()).allMatch(wait -> !wait.isNegative() && wait.compareTo(Duration.ofDays(30)) <= 0);
        HeaderValues.number(value)
                .flatMap(HeaderValues::instant)
                .ifPresent(at -> assertThat(at).isEqualTo(at.truncatedTo(ChronoUnit.SECONDS)));
        HeaderValues.date(value)
                .ifPresent(at -> assertThat(Duration.between(NOW, at)).isNotNull());
        Fuzzed.soon(() -> HeaderValues.delay(Fuzzed.long64(value), NOW));
    }

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void watermarksGoOnOrStartOver(byte[] input) {
        String text = Fuzzed.text(input);
        try {
            Watermark mark = Watermark.of(Cursor.of(text));

            assertThat(Watermark.of(mark.cursor())).isEqualTo(mark);
            assertThat(mark.from(Duration.ofMinutes(5))).isAfterOrEqualTo(Instant.EPOCH);
            assertThat(mark.advancedTo(NOW, "1")).isGreaterThanOrEqualTo(mark);
        } catch (StartOverException unreadable) {
            assertThat(unreadable.getMessage()).hasSizeLessThan(200);
        }
    }

    /** The input as a compressed stream, and compressed as what a bomb is made of: 64 times as much as the limit. */
    @FuzzTest(maxDuration = Fuzzed.TIME)
    void bodiesEndAtTheirBound(byte[] input) throws IOException {
        read(input);
        byte[] bomb = zipped(input.length == 0 ? new byte[1] : input);
        assertThat(read(bomb)).isLessThanOrEqualTo(LIMIT);
        assertThat(read(Arrays.copyOf(bomb, bomb.length / 2))).isLessThanOrEqualTo(LIMIT);
    }

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void answersBecomeValuesOrReactions(byte[] input) {
        int status = input.length < 2 ? 200 : 100 + ((input[0] & 0xFF) * 7 + (input[1] & 0xFF)) % 500;
        byte[] body = input.length < 2 ? input : Arrays.copyOfRange(input, 2, input.length);
        Api api = api(status == 101 ? 200 : status, body);

        for (Runnable call : List.<Runnable>of(
                () -> api.read().read(), () -> api.write(Map.of("a", 1)).write())) {
            try {
                call.run();
            } catch (ConnectorException documented) {
                assertThat(documented.getMessage()).startsWith("vendor:1 ");
            }
        }
    }

    interface Api {
        @GET("rows")
        RestCall<Row> read();

        @POST("rows")
        RestCall<Row> write(@Body Map<String, Object> row);

        record Row(String id, List<String> names, Map<String, String> properties, Integer number, Boolean flag) {}
    }

    private static Api api(int status, byte[] body) {
        ManualClock clock = new ManualClock();
        String header = new String(body, 0, Math.min(12, body.length), java.nio.charset.StandardCharsets.ISO_8859_1)
                .replaceAll("[^ -~]", "");
        OkHttpClient answering = new OkHttpClient.Builder()
                .addInterceptor(chain -> new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(status)
                        .message("")
                        .header("Retry-After", header)
                        .body(ResponseBody.create(body, MediaType.get("application/json")))
                        .build())
                .build();
        return RestClient.builder()
                .account(AccountId.of("vendor", "1"))
                .baseUrl(URI.create("https://vendor.example/v1"))
                .callFactory(answering)
                .clock(clock)
                .pause(clock)
                .build()
                .create(Api.class);
    }

    private static int read(byte[] compressed) {
        GzipSource unzipped = new GzipSource(Okio.source(new ByteArrayInputStream(compressed)));
        BoundedBody body = new BoundedBody(ResponseBody.create(Okio.buffer(unzipped), null, -1), LIMIT);
        try {
            return body.bytes().length;
        } catch (IOException documented) {
            return 0;
        }
    }

    private static byte[] zipped(byte[] part) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            for (int size = 0; size < 64 * LIMIT; size += part.length) {
                out.write(part);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return zipped.toByteArray();
    }
}
