package io.tidelock.cliniko;

import io.tidelock.connector.RecordAccess;
import io.tidelock.record.RecordType;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.cliniko.FakeCliniko;
import java.net.URI;
import java.util.function.UnaryOperator;

/** A fake clinic on a port, with a connector to it; both on one clock. */
final class Surgery implements AutoCloseable {

    static final String KEY = "MS0xLWNhbmFyeQ-canary-au1";

    final ManualClock clock = new ManualClock();
    final FakeCliniko clinic;
    final FakeHttp http;

    private Surgery(UnaryOperator<FakeCliniko.Builder> settings) {
        this.clinic = settings.apply(
                        FakeCliniko.builder().apiKey(KEY).clock(clock).rateLimit(0))
                .build();
        this.http = FakeHttp.serving(clinic).start();
    }

    static Surgery open() {
        return open(fake -> fake);
    }

    static Surgery open(UnaryOperator<FakeCliniko.Builder> settings) {
        return new Surgery(settings);
    }

    ClinikoConnector.Builder builder() {
        return ClinikoConnector.builder()
                .account("harbour")
                .apiKey(() -> KEY)
                .userAgent("Tidelock tests (tests@example.com)")
                .baseUrl(URI.create(http.url() + "/v1"))
                .clock(clock)
                .pause(clock);
    }

    RecordAccess patients() {
        return access(Patient.TYPE);
    }

    RecordAccess contacts() {
        return access(ClinikoContact.TYPE);
    }

    RecordAccess access(RecordType type) {
        return builder().build().access(type);
    }

    @Override
    public void close() {
        http.close();
    }
}
