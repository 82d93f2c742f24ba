package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.Connector;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.UnknownOutcomeException;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.http.TokenStore;
import io.tidelock.record.AccountId;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.hubspot.Answers;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a person's consent to calls that never stop for a token (§1.2). */
@Tag("G19")
class HubSpotAppTest {

    private static final String STATE = "0123456789abcdef";
    private static final String SECRET = "canary-client-secret";
    private static final String BACK = "https://app.example.com/hubspot/connected";
    private static final List<String> SCOPES = List.of("crm.objects.contacts.read");

    private final FakePortal portal = new FakePortal(
            "2026-03",
            settings -> settings.app("app-1", SECRET, BACK).portalId(44).rotatesRefreshTokens());
    private final String contact = portal.hubspot.create("contacts", Map.of("email", "ada@example.com"));
    private final Shelf shelf = new Shelf();
    private final HubSpotApp app = app().build();

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    void personIsSentToHubSpotWithScopesAndState() {
        URI url = app.consentUrl(
                "state & more of it", List.of("tickets", "crm.objects.contacts.read"), Set.of("oauth", "x"));

        assertThat(url)
                .hasToString("https://app.hubspot.com/oauth/authorize?client_id=app-1"
                        + "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fhubspot%2Fconnected"
                        + "&scope=crm.objects.contacts.read%20oauth%20tickets&optional_scope=x"
                        + "&state=state%20%26%20more%20of%20it");
        assertThatThrownBy(() -> app.consentUrl("guessable", SCOPES, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "2026-03", "2026-09"})
    void codeBecomesAConnectedPortal(String version) {
        HubSpotGrant grant = app().apiVersion(version).build().connect(code(SCOPES));

        assertThat(grant.portal()).isEqualTo("44");
        assertThat(grant.scopes()).containsExactlyInAnyOrder("oauth", "crm.objects.contacts.read");
        assertThat(grant.missing(List.of("tickets", "oauth"))).containsExactly("tickets");
        assertThat(shelf.tokens).containsOnlyKeys(AccountId.of("hubspot", "44"));
        assertThat(grant.toString()).doesNotContain("fake-");
    }

    @Test
    void usedCodeAndWrongSecretAreAPersons() {
        String code = code(SCOPES);
        app.connect(code);

        assertThatThrownBy(() -> app.connect(code))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("BAD_AUTH_CODE")
                .hasMessageNotContaining(code);
        assertThatThrownBy(() -> app().clientSecret(() -> "canary").build().connect(code(SCOPES)))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("BAD_CLIENT_SECRET")
                .hasMessageNotContaining("canary");
    }

    @Test
    void exchangeWhoseAnswerIsLostIsNotRepeated() {
        portal.hubspot.loseAnswer(1, FakeHubSpot.on("POST", "/oauth/"), Answers.html(502));

        assertThatThrownBy(() -> app.connect(code(SCOPES))).isInstanceOf(UnknownOutcomeException.class);
        assertThat(portal.hubspot.calls("oauth")).hasSize(1);
    }

    @Test
    void tokensAreRenewedBeforeTheyExpireAndRotatedOnesKept() {
        Connector hubspot = connected();

        for (int minute = 0; minute < 90; minute++) {
            read(hubspot);
            portal.clock.advance(Duration.ofMinutes(1));
        }

        assertThat(portal.hubspot.calls("objects")).allMatch(call -> call.status() == 200);
        assertThat(portal.hubspot.calls("oauth"))
                .as("at 0, 24, 48 and 72 minutes")
                .hasSize(1 + 4);
        assertThat(shelf.kept).isEqualTo(5);
    }

    @Test
    void connectorsAndThreadsOfAPortalShareOneRenewal() throws Exception {
        Connector first = connected();
        Connector second = connector("44");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> reads = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> read(i % 2 == 0 ? first : second)))
                    .toList();
            for (Future<?> one : reads) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(portal.hubspot.calls("oauth")).hasSize(1 + 1);
        assertThat(portal.hubspot.calls("batch/read")).hasSize(8);
    }

    @Test
    void tokenThatExpiredAllTheSameIsRenewedOnce() {
        Connector hubspot = connected();
        read(hubspot);
        portal.hubspot.answerInstead(
                1, FakeHubSpot.on("POST", "/batch/read"), Answers.error(401, "expired", "EXPIRED_AUTHENTICATION"));

        read(hubspot);

        assertThat(portal.hubspot.calls("oauth")).hasSize(3);
        assertThat(portal.hubspot.calls("batch/read")).hasSize(3);
    }

    @Test
    void anyOther401IsNoReasonToRenew() {
        Connector hubspot = connected();
        read(hubspot);
        portal.hubspot.answerInstead(
                1, FakeHubSpot.on("POST", "/batch/read"), Answers.error(401, "no", "INVALID_AUTHENTICATION"));

        assertThatThrownBy(() -> read(hubspot)).isInstanceOf(AccessDeniedException.class);
        assertThat(portal.hubspot.calls("oauth")).hasSize(2);
        assertThat(portal.hubspot.calls("batch/read")).hasSize(2);
    }

    @Test
    void uninstalledAppHasToBeConnectedAnewByAPersonAndThenGoesOn() {
        Connector hubspot = connected();
        read(hubspot);
        portal.hubspot.disconnect();
        String old = shelf.tokens.get(AccountId.of("hubspot", "44"));

        assertThatThrownBy(() -> read(hubspot)).hasMessageContaining("INVALID_AUTHENTICATION");
        AccessDeniedException denied = catchThrowableOfType(AccessDeniedException.class, () -> read(hubspot));
        assertThat(denied)
                .hasMessageContaining("hubspot:44 has to be connected anew by a person")
                .hasMessageContaining("BAD_REFRESH_TOKEN")
                .hasMessageNotContaining(old)
                .hasMessageNotContaining(SECRET);

        app.connect(code(SCOPES));
        assertThat(read(hubspot)).hasSize(1);
    }

    @Test
    void scopesThatAreGrantedLaterCountAtOnce() {
        Connector hubspot = connected();
        read(hubspot);
        assertThatThrownBy(() -> deals(hubspot))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("MISSING_SCOPES, missing: crm.objects.deals.read");

        app.connect(code(List.of("crm.objects.contacts.read", "crm.objects.deals.read")));

        assertThat(deals(hubspot)).hasSize(1);
    }

    @Test
    void tokenServerThatIsDownKeepsTheOldTokenInUse() {
        Connector hubspot = connected();
        read(hubspot);
        portal.clock.advance(Duration.ofMinutes(25));
        portal.hubspot.answerInstead(1, FakeHubSpot.on("POST", "/oauth/"), Answers.html(503));

        assertThat(read(hubspot)).hasSize(1);
        portal.clock.advance(Duration.ofMinutes(6));
        portal.hubspot.answerInstead(1, FakeHubSpot.on("POST", "/oauth/"), Answers.html(503));

        assertThatThrownBy(() -> read(hubspot)).isInstanceOf(RetryLaterException.class);
        assertThat(read(hubspot)).hasSize(1);
    }

    @Test
    void anotherPortalsTokenIsNotUsed() {
        connected();
        AccountId other = AccountId.of("hubspot", "45");
        shelf.keep(other, String.valueOf(shelf.tokens.get(AccountId.of("hubspot", "44"))));
        Connector mixedUp = connector("45");

        assertThatThrownBy(() -> read(mixedUp))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("that of another portal");
        assertThat(portal.hubspot.calls("objects")).isEmpty();
    }

    @Test
    void answerWithoutATokenIsTriedAgainLater() {
        Connector hubspot = connected();
        portal.hubspot.answerInstead(1, FakeHubSpot.on("POST", "/oauth/"), FakeResponse.json(200, "{}"));

        assertThatThrownBy(() -> read(hubspot)).isInstanceOf(RetryLaterException.class);
        assertThat(read(hubspot)).hasSize(1);
    }

    @Test
    void tokenEndpointThatIsNotThereRefusesNoRecord() {
        Connector hubspot = connected();
        portal.hubspot.answerInstead(1, FakeHubSpot.on("POST", "/oauth/"), Answers.html(404));

        assertThatThrownBy(() -> read(hubspot))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("No access token");
    }

    @Test
    void everythingThatIsMissingIsNamed() {
        assertThatThrownBy(() ->
                        HubSpotApp.builder().redirectUrl("back").apiVersion("1").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "clientId", "clientSecret", "redirectUrl is back", "tokens", "apiVersion is 1");
        assertThatThrownBy(() -> portal.settings().app(app).token(() -> "t").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("app is one way to call");
    }

    @Test
    void nothingPrintsASecret() {
        Connector hubspot = connected();
        read(hubspot);

        assertThat(app + "" + app.credentials("44") + hubspot).doesNotContain("canary", "fake-");
        assertThat(new OAuthApi.Granted("canary", "canary", 1L, "44", List.of()).toString())
                .doesNotContain("canary");
    }

    private HubSpotApp.Builder app() {
        return HubSpotApp.builder()
                .clientId("app-1")
                .clientSecret(() -> SECRET)
                .redirectUrl(BACK)
                .tokens(shelf)
                .baseUrl(portal.http.url())
                .clock(portal.clock)
                .pause(portal.clock);
    }

    private Connector connected() {
        app.connect(code(SCOPES));
        return connector("44");
    }

    private Connector connector(String id) {
        return HubSpotConnector.builder()
                .portal(id)
                .app(app)
                .baseUrl(portal.http.url())
                .clock(portal.clock)
                .pause(portal.clock)
                .build();
    }

    /** A person consents, and the host takes the code from where HubSpot sends them. */
    private String code(List<String> scopes) {
        URI back = URI.create(portal.hubspot.connect(app.consentUrl(STATE, scopes, Set.of())));
        FakeRequest request = new FakeRequest("GET", "/?" + back.getRawQuery(), Map.of(), new byte[0]);
        assertThat(request.query("state")).contains(STATE);
        return request.query("code").orElseThrow();
    }

    private List<ReadOutcome> read(Connector hubspot) {
        return hubspot.access(Contact.TYPE).reader().orElseThrow().read(List.of(contact), Set.of());
    }

    private static List<ReadOutcome> deals(Connector hubspot) {
        return hubspot.access(Deal.TYPE).reader().orElseThrow().read(List.of("1"), Set.of());
    }

    private static final class Shelf implements TokenStore {
        private final Map<AccountId, String> tokens = new ConcurrentHashMap<>();
        private int kept;

        @Override
        public Optional<String> refreshToken(AccountId account) {
            return Optional.ofNullable(tokens.get(account));
        }

        @Override
        public synchronized void keep(AccountId account, String refreshToken) {
            tokens.put(account, refreshToken);
            kept++;
        }
    }
}
