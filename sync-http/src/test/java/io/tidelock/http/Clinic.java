package io.tidelock.http;

import io.tidelock.record.AccountId;
import io.tidelock.testkit.ManualClock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A server that plays answers in order and counts what it applied, with a client that waits in no time. */
final class Clinic implements AutoCloseable {

    static final String PATIENT = "{\"id\":\"7\",\"name\":\"Ada\"}";
    static final Map<String, Object> ADA = Map.of("name", "Ada");

    final MockWebServer server = new MockWebServer();
    final ManualClock clock = new ManualClock();
    final List<CallEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger applied = new AtomicInteger();
    private final List<MockResponse> script = new CopyOnWriteArrayList<>();

    Clinic() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                if (!"GET".equals(request.getMethod())) {
                    applied.incrementAndGet();
                }
                synchronized (script) {
                    return script.isEmpty() ? json(200, PATIENT).build() : script.remove(0);
                }
            }
        });
        server.start();
    }

    /** Answers the next requests so; after these, every request gets a patient. */
    Clinic answers(MockResponse.Builder... answers) {
        synchronized (script) {
            for (MockResponse.Builder answer : answers) {
                script.add(answer.build());
            }
        }
        return this;
    }

    /** Returns how many requests that change something have reached the server. */
    int applied() {
        return applied.get();
    }

    int requests() {
        return server.getRequestCount();
    }

    ClinicApi api() {
        return api(builder -> builder);
    }

    ClinicApi api(UnaryOperator<RestClient.Builder> settings) {
        return client(settings).create(ClinicApi.class);
    }

    RestClient client(UnaryOperator<RestClient.Builder> settings) {
        return settings.apply(RestClient.builder()
                        .account(AccountId.of("clinic", "17"))
                        .baseUrl(server.url("/v1").uri())
                        .listener(events::add)
                        .clock(clock)
                        .pause(clock))
                .build();
    }

    static MockResponse.Builder json(int status, String json) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body(json);
    }

    static MockResponse.Builder status(int status) {
        return new MockResponse.Builder().code(status);
    }

    @Override
    public void close() {
        server.close();
    }
}
