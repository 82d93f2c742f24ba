package io.tidelock.hubspot;

import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.crm.Contact;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Plays HubSpot's answers as they were recorded, in order, and keeps what was asked. */
final class WireServer implements AutoCloseable {

    private static final OkHttpClient CALLS = new OkHttpClient();

    final ManualClock clock = new ManualClock();
    final List<FakeRequest> requests = new ArrayList<>();
    private final ArrayDeque<FakeResponse> answers = new ArrayDeque<>();
    private final FakeHttp http = FakeHttp.serving(this::answer).start();

    WireServer answers(int status, String json) {
        return answers(FakeResponse.json(status, json));
    }

    synchronized WireServer answers(FakeResponse answer) {
        answers.add(answer);
        return this;
    }

    private synchronized FakeResponse answer(FakeRequest request) {
        requests.add(request);
        FakeResponse next = answers.poll();
        return next == null ? FakeResponse.json(500, "{\"message\":\"nothing recorded\"}") : next;
    }

    HubSpotConnector connector() {
        return settings().build();
    }

    HubSpotConnector.Builder settings() {
        return HubSpotConnector.builder()
                .portal("44")
                .token(() -> FakePortal.TOKEN)
                .baseUrl(http.url())
                .callFactory(CALLS)
                .clock(clock)
                .pause(clock);
    }

    RecordAccess contacts() {
        return connector().access(Contact.TYPE);
    }

    List<WriteOutcome> write(WriteOperation... batch) {
        return contacts().writer().orElseThrow().write(List.of(batch));
    }

    FakeRequest request(int number) {
        return requests.get(number);
    }

    static WriteOperation creation(String intent, @Nullable Field key, Map<Field, String> values) {
        return new WriteOperation.Create(intent, key, values(values));
    }

    static WriteOperation change(String intent, String id, Map<Field, String> values) {
        return new WriteOperation.Update(intent, contact(id), values(values));
    }

    static RecordRef contact(String id) {
        return RecordRef.of(Contact.TYPE, id);
    }

    private static Map<String, Value> values(Map<Field, String> texts) {
        Map<String, Value> values = new LinkedHashMap<>();
        texts.forEach((field, text) -> values.put(field.name(), field.type().read(Value.text(text))));
        return values;
    }

    @Override
    public void close() {
        http.close();
    }
}
