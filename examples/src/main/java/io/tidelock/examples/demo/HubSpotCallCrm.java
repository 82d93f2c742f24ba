package io.tidelock.examples.demo;

import io.tidelock.connector.Connector;
import io.tidelock.hubspot.HubSpotConnector;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A fake HubSpot on a port, whose search lags as HubSpot's does. */
final class HubSpotCallCrm implements CallCrm {

    private static final String TOKEN = "fake-hubspot-token";

    private final ManualClock clock;
    private final FakeHubSpot portal;
    private final FakeHttp http;

    HubSpotCallCrm(ManualClock clock) {
        this.clock = clock;
        this.portal = FakeHubSpot.builder()
                .clock(clock)
                .token(TOKEN)
                .searchLag(Duration.ofSeconds(15))
                .build();
        this.http = FakeHttp.serving(portal).start();
    }

    @Override
    public Connector connector() {
        return HubSpotConnector.builder()
                .portal("shop")
                .token(() -> TOKEN)
                .baseUrl(http.url())
                .clock(clock)
                .pause(clock)
                .build();
    }

    @Override
    public void user(String email) {
        portal.addOwner(email, email.replaceFirst("@.*", ""), "Shop");
    }

    @Override
    public List<Integer> counts() {
        return Stream.of("contacts", "deals", "calls", "tasks", "notes")
                .map(type -> portal.records(type).size())
                .toList();
    }

    @Override
    public boolean hasRecording(String url) {
        return portal.records("calls").values().stream()
                .anyMatch(call -> url.equals(call.get("hs_call_recording_url")));
    }

    @Override
    public boolean allDealsAreOf(String email) {
        String owner = Objects.requireNonNull(portal.owners().get(email), email);
        return portal.records("deals").values().stream()
                .map(Map::entrySet)
                .allMatch(deal -> deal.contains(Map.entry("hubspot_owner_id", owner)));
    }

    @Override
    public void close() {
        http.close();
    }
}
