package io.tidelock.benchmarks.micro;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import io.tidelock.crm.Contact;
import io.tidelock.http.CallBudget;
import io.tidelock.hubspot.HubSpotConnector;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A page of a hundred contacts as HubSpot sends it, from its JSON to records: all of a connector but the wire. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PageMicro {

    private static final MediaType JSON = MediaType.get("application/json");

    private final List<String> ids =
            IntStream.range(1, 101).mapToObj(Integer::toString).toList();
    private final Set<String> fields =
            Set.of(Contact.EMAIL.name(), Contact.FIRST_NAME.name(), Contact.LAST_NAME.name(), Contact.PHONE.name());
    private final RecordReader contacts = HubSpotConnector.builder()
            .portal("portal")
            .token(() -> "no secret")
            .budget(CallBudget.unlimited())
            .callFactory(answering(page()))
            .build()
            .access(Contact.TYPE)
            .reader()
            .orElseThrow();

    /** Reads them. */
    @Benchmark
    public List<ReadOutcome> readPage() {
        return contacts.read(ids, fields);
    }

    private String page() {
        return ids.stream()
                .map(id -> "{\"id\":\"" + id + "\",\"properties\":{\"email\":\"p" + id
                        + "@example.com\",\"firstname\":\"First" + id + "\",\"lastname\":\"Last" + id
                        + "\",\"phone\":\"+61 3 9001 0001\",\"hs_object_id\":\"" + id
                        + "\",\"createdate\":\"2026-01-05T08:00:00.000Z\",\"lastmodifieddate\":"
                        + "\"2026-01-05T08:00:00.000Z\"},\"createdAt\":\"2026-01-05T08:00:00.000Z\","
                        + "\"updatedAt\":\"2026-01-05T08:00:00.000Z\",\"archived\":false}")
                .collect(Collectors.joining(",", "{\"status\":\"COMPLETE\",\"results\":[", "]}"));
    }

    private static OkHttpClient answering(String body) {
        return new OkHttpClient.Builder()
                .addInterceptor(chain -> new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(200)
                        .message("OK")
                        .body(ResponseBody.create(body, JSON))
                        .build())
                .build();
    }
}
