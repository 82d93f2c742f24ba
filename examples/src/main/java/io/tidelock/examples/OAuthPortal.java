package io.tidelock.examples;

import io.tidelock.http.TokenStore;
import io.tidelock.hubspot.HubSpotApp;
import io.tidelock.hubspot.HubSpotConnector;
import io.tidelock.record.AccountId;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A fake HubSpot on a port whose people are asked whether they let an app in, and the app. */
final class OAuthPortal implements AutoCloseable {

    private static final String BACK = "https://app.example.com/hubspot/connected";
    private static final String SECRET = "the app's client secret";

    private final ManualClock clock = new ManualClock();
    private final FakeHubSpot hubspot = FakeHubSpot.builder()
            .clock(clock)
            .app("app-1", SECRET, BACK)
            .rotatesRefreshTokens()
            .build();
    private final FakeHttp http = FakeHttp.serving(hubspot).start();
    private final HubSpotApp app = HubSpotApp.builder()
            .clientId("app-1")
            .clientSecret(() -> SECRET)
            .redirectUrl(BACK)
            .tokens(new Shelf())
            .consentPage(http.url().resolve("/oauth/authorize"))
            .baseUrl(http.url())
            .clock(clock)
            .pause(clock)
            .build();

    /** Where refresh tokens are kept: a table of yours, which outlives the process. */
    private static final class Shelf implements TokenStore {
        private final Map<AccountId, String> tokens = new ConcurrentHashMap<>();

        @Override
        public Optional<String> refreshToken(AccountId account) {
            return Optional.ofNullable(tokens.get(account));
        }

        @Override
        public void keep(AccountId account, String refreshToken) {
            tokens.put(account, refreshToken);
        }
    }

    HubSpotApp app() {
        return app;
    }

    HubSpotConnector connector(String portal) {
        return HubSpotConnector.builder()
                .portal(portal)
                .app(app)
                .baseUrl(http.url())
                .clock(clock)
                .pause(clock)
                .build();
    }

    /** A person's browser opens the page and is sent back to the app, whose handler does what follows. */
    String codeOf(URI consent, String state) throws IOException, InterruptedException {
        String back = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(consent).build(), BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException("HubSpot's page sent nobody back"));
        Map<String, String> said = new HashMap<>();
        for (String pair : URI.create(back).getRawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            said.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        if (!state.equals(said.get("state"))) {
            throw new IOException("This is not the person who was sent there");
        }
        return said.getOrDefault("code", "");
    }

    /** Lets an hour pass. */
    void hour() {
        clock.advance(Duration.ofHours(1));
    }

    int contacts() {
        return hubspot.records("contacts").size();
    }

    /** Counts how often tokens were asked for after the first. */
    int renewals() {
        return hubspot.calls("POST /oauth/").size() - 1;
    }

    void uninstall() {
        hubspot.disconnect();
        hour();
    }

    @Override
    public void close() {
        http.close();
    }
}
