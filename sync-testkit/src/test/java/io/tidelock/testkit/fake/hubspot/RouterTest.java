package io.tidelock.testkit.fake.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.hubspot.Caller.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

    private final ManualClock clock = new ManualClock();
    private final FakeHubSpot fake = FakeHubSpot.builder().clock(clock).build();
    private final Caller caller = new Caller(fake);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/crm/v3/objects/contacts",
                "/crm/v3/objects/0-1",
                "/crm/objects/2026-03/contacts",
                "/crm/objects/2026-09/0-1",
                "/crm/v3/objects/contact",
                "/crm/v3/objects/CONTACT",
                "/crm/v3/properties/contacts",
                "/crm/v3/properties/line_item",
                "/crm/v3/associations/contacts/companies/types",
                "/crm/properties/2026-09/contacts",
                "/crm/v3/pipelines/deals",
                "/crm/pipelines/2026-03/0-3",
                "/crm/v3/owners",
                "/crm/owners/2026-03",
                "/crm/v4/associations/contacts/companies/labels",
                "/crm/associations/v4/contacts/companies/labels",
                "/crm/associations/2026-03/contacts/companies/labels",
                "/account-info/v3/details"
            })
    void allPathFamiliesAreServed(String path) {
        assertThat(caller.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/crm",
                "/crm/v3",
                "/crm/v3/objects",
                "/crm/v4/objects/contacts",
                "/crm/objects/v3/0-1",
                "/crm/objects/2025-01/contacts",
                "/crm/2026-03/objects/contacts",
                "/crm/v4/owners",
                "/crm/v3/objects/contacts/1/2/3",
                "/crm/v3/objects/contacts/1/batch",
                "/contacts/v1/lists/all/contacts/all"
            })
    void otherPathsAreNotFound(String path) {
        Answer answer = caller.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().path("status").asText()).isEqualTo("error");
        assertThat(answer.headers()).containsKey("X-HubSpot-Correlation-Id");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /crm/v3/objects/contacts",
        "GET, /crm/v3/objects/contacts/search",
        "GET, /crm/v3/objects/contacts/batch/read",
        "DELETE, /crm/v3/properties/contacts",
        "POST, /crm/v3/owners",
        "POST, /crm/v3/objects/contacts/1"
    })
    void otherMethodsAreNotAllowed(String method, String path) {
        assertThat(caller.send(method, path, "{}").status()).isEqualTo(405);
    }

    @Test
    void wrongTokenIsUnauthorized() {
        Answer none = caller.send("GET", "/crm/v3/owners", "", Map.of());
        Answer wrong = caller.send("GET", "/crm/v3/owners", "", Map.of("Authorization", "Bearer other"));

        assertThat(none.status()).isEqualTo(401);
        assertThat(wrong.category()).isEqualTo("INVALID_AUTHENTICATION");
    }

    @Test
    void expiredTokenSaysSoUntilReplaced() {
        fake.tokenExpires(clock.instant());
        clock.advance(Duration.ofSeconds(7));

        Answer expired = caller.get("/crm/v3/owners");
        fake.token("next");
        Answer next = caller.send("GET", "/crm/v3/owners", "", Map.of("Authorization", "Bearer next"));

        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.category()).isEqualTo("EXPIRED_AUTHENTICATION");
        assertThat(expired.message()).isEqualTo("The OAuth token used to make this call expired 7 second(s) ago.");
        assertThat(expired.body().at("/context/expire time/0").asText()).isEqualTo("2026-01-05T08:00:00.000Z");
        assertThat(next.status()).isEqualTo(200);
    }

    @Test
    void missingScopeIsNamed() {
        fake.scopes(Set.of("crm.objects.contacts.read"));

        Answer refused = caller.post("/crm/v3/objects/tasks", "{'properties':{}}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.category()).isEqualTo("MISSING_SCOPES");
        assertThat(refused.body()
                        .at("/errors/0/context/requiredGranularScopes/0")
                        .asText())
                .isEqualTo("crm.objects.contacts.write");
        assertThat(refused.body().at("/links/scopes").asText()).startsWith("https://");
        assertThat(caller.post("/crm/v3/objects/tasks/search", "{}").status()).isEqualTo(200);
        assertThat(caller.get("/crm/v3/owners").status()).isEqualTo(403);
    }

    @Test
    void bodyMustBeJson() {
        Answer text = caller.send(
                "POST",
                "/crm/v3/objects/contacts",
                "{}",
                Map.of("Authorization", "Bearer fake-hubspot-token", "Content-Type", "text/plain"));

        assertThat(text.status()).isEqualTo(415);
        assertThat(caller.post("/crm/v3/objects/contacts", "{'properties':").status())
                .isEqualTo(400);
        assertThat(caller.post("/crm/v3/objects/contacts", "").status()).isEqualTo(400);
    }

    @Test
    void longTargetsAreTooLong() {
        Answer refused = caller.get("/crm/v3/objects/contacts?properties=" + "x,".repeat(5000));

        assertThat(refused.status()).isEqualTo(414);
        assertThat(refused.headers()).containsEntry("Content-Type", "text/html; charset=UTF-8");
    }

    @Test
    void rulesOfTheAdministratorBindFrom202609On() {
        fake.requireOnCreate("contacts", "phone");
        String body = "{'properties':{'email':'%s'}}";

        assertThat(caller.post("/crm/objects/2026-09/contacts", body.replace("%s", "a@b.co"))
                        .status())
                .isEqualTo(400);
        assertThat(caller.post("/crm/objects/2026-03/contacts", body.replace("%s", "a@b.co"))
                        .status())
                .isEqualTo(201);
        assertThat(caller.post("/crm/v3/objects/contacts", body.replace("%s", "c@b.co"))
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "1e999999999",
                "{'properties':null}",
                "{'properties':{'email':{'a':1}}}",
                "{'properties':{'email':1e999999999}}",
                "{'properties':{'associatedcompanyid':'1e999999999'}}",
                "{'properties':{'email':'\\ud800@b.co'}}",
                "{'properties':{'email':'a\\u0000@b.co'}}",
                "{'inputs':{}}",
                "{'inputs':[null]}",
                "{'inputs':[[1],'x',{'id':{}}]}",
                "{'limit':1e999999999}",
                "{'after':1e999999999}",
                "{'filterGroups':'x'}",
                "{'filterGroups':[{'filters':[{'propertyName':'email','operator':'IN','values':[{}]}]}]}"
            })
    void poisonIsAnsweredNotThrown(String body) {
        for (String path : Set.of(
                "/crm/v3/objects/contacts",
                "/crm/v3/objects/contacts/search",
                "/crm/v3/objects/contacts/merge",
                "/crm/v3/objects/contacts/gdpr-delete",
                "/crm/v3/objects/contacts/batch/create",
                "/crm/v3/objects/contacts/batch/read",
                "/crm/v3/objects/contacts/batch/upsert",
                "/crm/v3/objects/contacts/batch/update",
                "/crm/v3/objects/contacts/batch/archive",
                "/crm/v4/associations/contacts/companies/batch/create",
                "/crm/v4/associations/contacts/companies/batch/read",
                "/crm/v4/associations/contacts/companies/labels",
                "/crm/v3/properties/contacts",
                "/crm/v3/properties/contacts/groups",
                "/crm/v3/pipelines/deals")) {
            assertThat(caller.post(path, body).status()).as(path).isBetween(200, 499);
        }
    }

    @Test
    void deepAndUndecodableRequestsAreRefused() {
        assertThat(caller.post("/crm/v3/objects/contacts", "[".repeat(10_000)).status())
                .isEqualTo(400);
        assertThat(caller.get("/crm/v3/objects/contacts?limit=%zz").status()).isEqualTo(400);
        assertThat(caller.get("/crm/v3/objects/contacts/%zz").status()).isEqualTo(404);
    }
}
