package io.tidelock.testkit.fake.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.hubspot.Caller.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointsTest {

    private static final String BACK = "https://app.example.com/back";
    private static final String CLIENT = "client_id=app&client_secret=s%26t";
    private static final URI CONSENT = URI.create("https://app.hubspot.com/oauth/authorize?client_id=app&redirect_uri="
            + BACK + "&scope=oauth%20crm.objects.contacts.read&optional_scope=tickets&state=a%20b");

    private final ManualClock clock = new ManualClock();
    private final FakeHubSpot fake = builder().build();

    private FakeHubSpotBuilder builder() {
        return FakeHubSpot.builder().clock(clock).app("app", "s&t", BACK).portalId(77);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v3", "2026-03", "2026-09"})
    void codeIsExchangedOnceInEveryVersion(String version) {
        String code = code(fake);
        String form = CLIENT + "&grant_type=authorization_code&redirect_uri=" + BACK + "&code=" + code;

        Answer granted = post(fake, "/oauth/" + version + "/token", form);
        Answer again = post(fake, "/oauth/" + version + "/token", form);

        assertThat(granted.status()).isEqualTo(200);
        assertThat(granted.body().path("token_type").asText()).isEqualTo("bearer");
        assertThat(granted.body().path("expires_in").asInt()).isEqualTo(1800);
        assertThat(granted.body().path("hub_id").isNumber()).isTrue();
        assertThat(granted.body().path("scopes").toString())
                .isEqualTo("[\"crm.objects.contacts.read\",\"oauth\",\"tickets\"]");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body().path("status").asText()).isEqualTo("BAD_AUTH_CODE");
    }

    @Test
    void codeIsTooOldAfterTenMinutes() {
        String code = code(fake);
        clock.advance(Duration.ofMinutes(10));

        assertThat(exchange(fake, code).body().path("error").asText()).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=password&client_id=app, BAD_GRANT_TYPE",
        "grant_type=refresh_token&client_id=other&client_secret=s%26t, BAD_CLIENT_ID",
        "grant_type=refresh_token&client_id=app&client_secret=wrong, BAD_CLIENT_SECRET",
        "grant_type=refresh_token&client_id=app&client_secret=s%26t&refresh_token=x, BAD_REFRESH_TOKEN",
        "grant_type=authorization_code&client_id=app&client_secret=s%26t&code=x, BAD_REDIRECT_URI",
        "grant_type=%zz, BAD_GRANT_TYPE"
    })
    void whatIsWrongIsSaid(String form, String status) {
        Answer refused = post(fake, "/oauth/v3/token", form);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("status").asText()).isEqualTo(status);
        assertThat(refused.body().path("error").asText()).isNotEmpty();
        assertThat(refused.message()).isNotEmpty();
    }

    @Test
    void onlyAFormIsRead() {
        String query = "?" + CLIENT + "&grant_type=refresh_token";
        Answer inQuery = post(fake, "/oauth/v3/token" + query, "");
        Answer json = new Caller(fake).post("/oauth/v3/token", "{'grant_type':'refresh_token'}");

        assertThat(inQuery.body().path("status").asText()).isEqualTo("BAD_GRANT_TYPE");
        assertThat(json.body().path("status").asText()).isEqualTo("BAD_GRANT_TYPE");
        assertThat(new Caller(fake).get("/oauth/v3/token").status()).isEqualTo(405);
        assertThat(new Caller(fake).get("/oauth/v2/token").status()).isEqualTo(404);
    }

    @Test
    void accessTokenExpiresAndIsRenewedByARefreshTokenThatStays() {
        Answer first = exchange(fake, code(fake));
        clock.advance(Duration.ofMinutes(30));

        Answer expired = contacts(fake, access(first));
        Answer renewed = renew(fake, refresh(first));

        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.category()).isEqualTo("EXPIRED_AUTHENTICATION");
        assertThat(refresh(renewed)).isEqualTo(refresh(first));
        assertThat(contacts(fake, access(renewed)).status()).isEqualTo(200);
    }

    @Test
    void rotatedRefreshTokenIsVoid() {
        FakeHubSpot rotating = builder().rotatesRefreshTokens().build();
        Answer first = exchange(rotating, code(rotating));

        Answer second = renew(rotating, refresh(first));

        assertThat(refresh(second)).isNotEqualTo(refresh(first));
        assertThat(renew(rotating, refresh(first)).body().path("status").asText())
                .isEqualTo("BAD_REFRESH_TOKEN");
        assertThat(renew(rotating, refresh(second)).status()).isEqualTo(200);
    }

    @Test
    void accessTokenHasTheScopesThatThePersonGranted() {
        String token = access(exchange(fake, code(fake)));
        Answer refused =
                new Caller(fake).send("GET", "/crm/v3/objects/deals", "", Map.of("Authorization", "Bearer " + token));

        assertThat(contacts(fake, token).status()).isEqualTo(200);
        assertThat(refused.category()).isEqualTo("MISSING_SCOPES");
        assertThat(new Caller(fake).get("/crm/v3/objects/deals").status()).isEqualTo(200);
    }

    @Test
    void revokedTokensAreVoidAndUninstallingRevokesAll() {
        Answer first = exchange(fake, code(fake));

        Answer revoked = post(fake, "/oauth/v3/token/revoke", CLIENT + "&token=" + refresh(first));

        assertThat(revoked.status()).isEqualTo(204);
        assertThat(renew(fake, refresh(first)).status()).isEqualTo(400);
        assertThat(contacts(fake, access(first)).status()).isEqualTo(200);
        fake.disconnect();
        assertThat(contacts(fake, access(first)).category()).isEqualTo("INVALID_AUTHENTICATION");
    }

    @Test
    void personIsSentBackWithTheStateWhateverTheyDecide() {
        assertThat(fake.connect(CONSENT)).startsWith(BACK + "?code=").endsWith("&state=a+b");
        assertThat(fake.decline(CONSENT)).startsWith(BACK + "?error=access_denied");
    }

    @Test
    void pageRefusesAnAppThatItDoesNotKnow() {
        for (String wrong : new String[] {"client_id=app", "redirect_uri=" + BACK, "scope=oauth"}) {
            URI url = URI.create(CONSENT.toString().replace(wrong, "x=y"));
            assertThatThrownBy(() -> fake.connect(url)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whoOpensThePageLetsTheAppIn() {
        Answer back = new Caller(fake).get(CONSENT.getRawPath() + "?" + CONSENT.getRawQuery());
        String to = back.headers().getOrDefault("Location", "");
        String code = to.replaceAll(".*code=", "").replaceAll("&.*", "");

        assertThat(back.status()).isEqualTo(302);
        assertThat(to).startsWith(BACK + "?code=").endsWith("&state=a+b");
        assertThat(exchange(fake, code).status()).isEqualTo(200);
        assertThat(new Caller(fake).get("/oauth/authorize?client_id=other").status())
                .isEqualTo(400);
    }

    @Test
    void tokensTellWhatTheyAre() {
        Answer granted = exchange(fake, code(fake));
        Answer access = new Caller(fake).get("/oauth/v1/access-tokens/" + access(granted));
        Answer refresh = new Caller(fake).get("/oauth/v1/refresh-tokens/" + refresh(granted));

        assertThat(access.body().path("hub_id").asInt()).isEqualTo(77);
        assertThat(access.body().path("expires_in").asInt()).isEqualTo(1800);
        assertThat(access.body().path("token_type").asText()).isEqualTo("access");
        assertThat(refresh.body().path("client_id").asText()).isEqualTo("app");
        assertThat(new Caller(fake).get("/oauth/v1/access-tokens/x").status()).isEqualTo(404);
        assertThat(new Caller(fake)
                        .delete("/oauth/v1/access-tokens/" + access(granted))
                        .status())
                .isEqualTo(405);
    }

    @Test
    void deletedRefreshTokenLeavesTheAccessToken() {
        Answer granted = exchange(fake, code(fake));

        Answer deleted = new Caller(fake).delete("/oauth/v1/refresh-tokens/" + refresh(granted));

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(renew(fake, refresh(granted)).status()).isEqualTo(400);
        assertThat(contacts(fake, access(granted)).status()).isEqualTo(200);
    }

    private static String code(FakeHubSpot portal) {
        URI back = URI.create(portal.connect(CONSENT));
        return new FakeRequest("GET", "/?" + back.getRawQuery(), Map.of(), new byte[0])
                .query("code")
                .orElseThrow();
    }

    private static Answer exchange(FakeHubSpot portal, String code) {
        String form = CLIENT + "&grant_type=authorization_code&redirect_uri=" + BACK + "&code=" + code;
        return post(portal, "/oauth/2026-03/token", form);
    }

    private static Answer renew(FakeHubSpot portal, String refresh) {
        return post(portal, "/oauth/v3/token", CLIENT + "&grant_type=refresh_token&refresh_token=" + refresh);
    }

    private static Answer post(FakeHubSpot portal, String target, String form) {
        return new Caller(portal)
                .send("POST", target, form, Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    private static Answer contacts(FakeHubSpot portal, String token) {
        return new Caller(portal)
                .send("GET", "/crm/v3/objects/contacts", "", Map.of("Authorization", "Bearer " + token));
    }

    private static String access(Answer granted) {
        return granted.body().path("access_token").asText();
    }

    private static String refresh(Answer granted) {
        return granted.body().path("refresh_token").asText();
    }
}
