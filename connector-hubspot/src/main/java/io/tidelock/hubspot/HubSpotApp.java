package io.tidelock.hubspot;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.http.AccessToken;
import io.tidelock.http.CallBudget;
import io.tidelock.http.Credentials;
import io.tidelock.http.RestClient;
import io.tidelock.http.RestSettings;
import io.tidelock.http.TokenGrant;
import io.tidelock.http.TokenStore;
import io.tidelock.record.AccountId;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An app that portals connect by OAuth: sends a person to HubSpot, takes the code that comes back, and keeps the access
 * tokens of every portal fresh.
 *
 * <pre>{@code
 * HubSpotApp app = HubSpotApp.builder()
 *         .clientId("…")
 *         .clientSecret(secrets::hubspotClientSecret)
 *         .redirectUrl("https://app.example.com/hubspot/connected")
 *         .tokens(refreshTokens)
 *         .build();
 *
 * redirect(app.consentUrl(state, scopes, Set.of()));
 * HubSpotGrant grant = app.connect(request.parameter("code")); // after comparing the state
 * Connector hubspot = HubSpotConnector.builder().portal(grant.portal()).app(app).build();
 * }</pre>
 *
 * <p>An access token lives for half an hour and is renewed at four fifths of that, by one thread at a time for each portal.
 * Keep one app for all portals of a process. Thread-safe.
 */
public final class HubSpotApp {

    /** The scope that every app has. */
    private static final String BASIC = "oauth";

    /** Shorter ones can be guessed. */
    private static final int LEAST_STATE = 16;

    private final OAuthApi api;
    private final String clientId;
    private final Supplier<String> clientSecret;
    private final String redirectUrl;
    private final String apiVersion;
    private final URI consentPage;
    private final TokenStore tokens;
    private final Map<String, Credentials> portals = new ConcurrentHashMap<>();

    private HubSpotApp(RestClient client, Builder settings) {
        this.api = client.create(OAuthApi.class);
        this.clientId = Objects.requireNonNull(settings.clientId);
        this.clientSecret = Objects.requireNonNull(settings.clientSecret);
        this.redirectUrl = Objects.requireNonNull(settings.redirectUrl);
        this.tokens = Objects.requireNonNull(settings.tokens);
        this.apiVersion = settings.apiVersion;
        this.consentPage = settings.consentPage;
    }

    /** Starts an app; client id, client secret, redirect URL and token store are required. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns where to send a person who is to connect a portal. HubSpot sends them on to the redirect URL with {@code code}
     * and {@code state}, or with {@code error} if they declined.
     *
     * @param state what ties the answer to the person's session: random, at least 16 characters, compared by the host before it
     *     takes the code
     * @param scopes without which the app cannot be connected, such as {@link HubSpotScopes} names them
     * @param optional that a portal may lack, such as those of a higher subscription
     * @throws IllegalArgumentException if the state is short enough to be guessed
     */
    public URI consentUrl(String state, Collection<String> scopes, Collection<String> optional) {
        if (state.length() < LEAST_STATE) {
            throw new IllegalArgumentException("The state needs at least " + LEAST_STATE
                    + " random characters: a guessed one lets strangers connect");
        }
        Set<String> required = new TreeSet<>(scopes);
        required.add(BASIC);
        Set<String> others = new TreeSet<>(optional);
        others.removeAll(required);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", clientId);
        query.put("redirect_uri", redirectUrl);
        query.put("scope", String.join(" ", required));
        if (!others.isEmpty()) {
            query.put("optional_scope", String.join(" ", others));
        }
        query.put("state", state);
        return URI.create(consentPage + "?"
                + query.entrySet().stream()
                        .map(pair -> pair.getKey() + "=" + encoded(pair.getValue()))
                        .collect(Collectors.joining("&")));
    }

    /**
     * Exchanges the code that came back for the portal's tokens, and hands the refresh token to the {@link TokenStore}. The
     * state has to be compared before.
     *
     * @throws AccessDeniedException if the code is void, or the app's id, secret or redirect URL are wrong
     * @throws io.tidelock.connector.UnknownOutcomeException if the answer is lost: a code is good for one use, so the person
     *     has to be sent to HubSpot once more
     */
    public HubSpotGrant connect(String code) {
        OAuthApi.Granted granted =
                exchange(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirectUrl));
        String portal = granted.hubId();
        String refresh = granted.refreshToken();
        if (portal == null || refresh == null) {
            throw new AccessDeniedException("HubSpot granted no portal or no refresh token; connect once more");
        }
        tokens.keep(account(portal), refresh);
        return new HubSpotGrant(portal, Set.copyOf(granted.scopes()));
    }

    /**
     * Returns what proves to a portal who is calling; the same for every connector of the portal. Makes no call and needs no
     * refresh token before the first request.
     *
     * @param portal the portal's id
     */
    public Credentials credentials(String portal) {
        return portals.computeIfAbsent(
                portal, id -> Credentials.oauth(account(id), tokens, refresh -> renewed(id, refresh)));
    }

    private TokenGrant renewed(String portal, String refreshToken) {
        try {
            OAuthApi.Granted granted = exchange(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
            requireSame(portal, granted.hubId());
            return TokenGrant.of(accessToken(granted), granted.refreshToken());
        } catch (AccessDeniedException denied) {
            throw new AccessDeniedException(
                    account(portal) + " has to be connected anew by a person: " + denied.getMessage());
        }
    }

    /** One tenant's token in another one's row must not write into the wrong portal. */
    private static void requireSame(String portal, @Nullable String granted) {
        if (granted != null && !granted.equals(portal)) {
            throw new AccessDeniedException("the refresh token kept for it is that of another portal");
        }
    }

    private static AccessToken accessToken(OAuthApi.Granted granted) {
        String token = granted.accessToken();
        if (token == null) {
            throw new RetryLaterException("HubSpot answered without an access token", Duration.ofSeconds(10), null);
        }
        Long seconds = granted.expiresIn();
        return seconds == null
                ? AccessToken.ofUnknownLife(token)
                : AccessToken.of(token, Duration.ofSeconds(Math.max(0, seconds)));
    }

    /** Everything stands in the body; what stands in a URL gets into logs. */
    private OAuthApi.Granted exchange(Map<String, String> what) {
        Map<String, String> fields = new LinkedHashMap<>(what);
        fields.put("client_id", clientId);
        fields.put("client_secret", clientSecret.get());
        return api.token(apiVersion, fields).write().body();
    }

    private static AccountId account(String portal) {
        return AccountId.of(HubSpotConnector.SYSTEM, portal);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns the client id only. */
    @Override
    public String toString() {
        return "HubSpot app " + clientId;
    }

    /** Collects an app's settings; not thread-safe. By default the API is {@code https://api.hubapi.com}. */
    public static final class Builder extends RestSettings<Builder> {

        private @Nullable String clientId;
        private @Nullable Supplier<String> clientSecret;
        private @Nullable String redirectUrl;
        private @Nullable TokenStore tokens;
        private String apiVersion = HubSpotConnector.API_VERSION;
        private URI consentPage = URI.create("https://app.hubspot.com/oauth/authorize");

        private Builder() {}

        /** Sets the app's client id. Required. */
        public Builder clientId(String id) {
            this.clientId = id;
            return this;
        }

        /** Sets the app's client secret, asked for every exchange. Required. */
        public Builder clientSecret(Supplier<String> secret) {
            this.clientSecret = secret;
            return this;
        }

        /** Sets where HubSpot sends people back to, exactly as the app's settings have it. Required. */
        public Builder redirectUrl(String url) {
            this.redirectUrl = url;
            return this;
        }

        /** Sets who keeps the refresh tokens. Required. */
        public Builder tokens(TokenStore store) {
            this.tokens = store;
            return this;
        }

        /** Sets the version of the token endpoint, as {@link HubSpotConnector.Builder#apiVersion} does of the API. */
        public Builder apiVersion(String version) {
            this.apiVersion = version;
            return this;
        }

        /** Sets the page on which people consent; by default {@code https://app.hubspot.com/oauth/authorize}. */
        public Builder consentPage(URI page) {
            this.consentPage = page;
            return this;
        }

        /**
         * Builds the app. Makes no call.
         *
         * @throws IllegalStateException naming everything that is missing or wrong
         */
        public HubSpotApp build() {
            requireSound("The HubSpot app");
            RestClient client = client(() -> HubSpotConnector.API, CallBudget::unlimited)
                    .account(AccountId.of(HubSpotConnector.SYSTEM, "oauth"))
                    .failures(new TokenFailures())
                    .build();
            return new HubSpotApp(client, this);
        }

        @Override
        protected void check(List<String> problems) {
            if (clientId == null || clientId.isBlank()) {
                problems.add("clientId is missing: the app's, as HubSpot shows it");
            }
            if (clientSecret == null) {
                problems.add("clientSecret is missing: a supplier of the app's client secret");
            }
            if (redirectUrl == null || !redirectUrl.matches("https?://.+")) {
                problems.add("redirectUrl is " + redirectUrl + ": it is the whole URL that the app's settings have");
            }
            if (tokens == null) {
                problems.add("tokens is missing: who keeps the refresh tokens");
            }
            if (!Paths.known(apiVersion)) {
                problems.add("apiVersion is " + apiVersion + ": it is a date such as 2026-03, or v3");
            }
        }
    }
}
