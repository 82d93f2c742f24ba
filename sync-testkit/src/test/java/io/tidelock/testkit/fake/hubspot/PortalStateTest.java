package io.tidelock.testkit.fake.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.hubspot.Caller.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortalStateTest {

    private static final List<String> QUESTIONS = List.of(
            "/crm/v3/objects/contacts?limit=50&propertiesWithHistory=firstname&associations=companies",
            "/crm/v3/objects/contacts?limit=100&archived=true",
            "/crm/v3/objects/companies?limit=100",
            "/crm/v3/properties/contacts",
            "/crm/v3/properties/contacts?archived=true",
            "/crm/v3/properties/contacts/groups",
            "/crm/v3/pipelines/deals",
            "/crm/v3/pipelines/deals/default/stages/closedwon/audit",
            "/crm/v4/associations/contacts/companies/labels",
            "/crm/v3/owners?limit=100&archived=true");

    private static final String BACK = "https://app.example.com/back";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private Path file = Path.of("");

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("deep").resolve("hubspot.json");
    }

    private FakeHubSpot start() {
        return FakeHubSpot.builder().clock(clock).state(file).build();
    }

    private static FakeHubSpot lived(FakeHubSpot portal) {
        Caller api = new Caller(portal);
        portal.defineUniqueProperty("contacts", "our_id");
        portal.defineEnumeration("contacts", "kind", "a", "b");
        portal.defineProperty("contacts", "gone", "string", "text");
        portal.archiveProperty("contacts", "gone");
        String ann = portal.create("contacts", Map.of("firstname", "Ann", "email", "ann@example.com", "our_id", "1"));
        portal.edit("contacts", ann, Map.of("firstname", "Anna", "kind", "b"));
        String twin = portal.create("contacts", Map.of("firstname", "An", "email", "an@example.com"));
        portal.merge("contacts", ann, twin);
        portal.archive("contacts", portal.create("contacts", Map.of("email", "old@example.com", "our_id", "2")));
        portal.erase(portal.create("contacts", Map.of("email", "erased@example.com")));
        String firm = portal.create("companies", Map.of("name", "Firm"));
        portal.associate("contacts", survivor(portal), "companies", firm);
        portal.archiveOwner(portal.addOwner("o@example.com", "O", "Wner"));
        api.post(
                "/crm/v4/associations/contacts/companies/labels", "{'label':'Boss','name':'boss','inverseLabel':'Of'}");
        api.patch("/crm/v3/pipelines/deals/default/stages/closedwon", "{'label':'Won'}");
        api.post("/crm/v3/pipelines/deals", "{'label':'Ours','displayOrder':1,'stages':[]}");
        return portal;
    }

    private static String survivor(FakeHubSpot portal) {
        return portal.records("contacts").keySet().iterator().next();
    }

    @Test
    void nextProcessAnswersEveryQuestionAsTheLastOne() {
        Caller before = new Caller(lived(start()));
        List<Answer> answers = QUESTIONS.stream().map(before::get).toList();

        clock.advance(Duration.ofHours(1));
        Caller after = new Caller(start());

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(QUESTIONS.stream().map(after::get).map(Answer::body))
                .containsExactlyElementsOf(answers.stream().map(Answer::body).toList());
    }

    @Test
    void whatWasSavedIsSavedAgainLetterByLetter() throws IOException {
        new Caller(lived(start())).get(QUESTIONS.get(0));
        String saved = Files.readString(file);

        FakeHubSpot again = start();
        again.token("fake-hubspot-token"); // outdates the file, changes nothing
        new Caller(again).get(QUESTIONS.get(0));

        assertThat(Files.readString(file)).isEqualTo(saved).contains("\"fake\":\"hubspot 1\"");
    }

    @Test
    void nextProcessKnowsOldIdsUniqueValuesErasedAddressesAndWhatSearchFinds() {
        FakeHubSpot first = lived(start());
        new Caller(first).get(QUESTIONS.get(0));
        String absorbed = String.valueOf(
                first.record("contacts", survivor(first)).orElseThrow().get("hs_merged_object_ids"));

        FakeHubSpot portal = start();
        Caller api = new Caller(portal);

        assertThat(portal.record("contacts", absorbed.split(";", -1)[0])).isPresent();
        assertThat(portal.associated("contacts", survivor(portal), "companies")).hasSize(1);
        assertThatThrownBy(() -> portal.create("contacts", Map.of("email", "x@example.com", "our_id", "1")))
                .hasMessageContaining("our_id");
        assertThat(portal.create("contacts", Map.of("email", "x@example.com", "our_id", "2")))
                .isNotEmpty();
        assertThatThrownBy(() -> portal.create("contacts", Map.of("email", "erased@example.com")))
                .hasMessageContaining("privacy");
        String byEmail =
                "{'filterGroups':[{'filters':[{'propertyName':'email','operator':'EQ','value':'ann@example.com'}]}]}";
        assertThat(api.post("/crm/v3/objects/contacts/search", byEmail).ids()).containsExactly(survivor(portal));
    }

    @Test
    void createdRecordIsInTheFileBeforeItIsAnswered() {
        String id = new Caller(start())
                .post("/crm/v3/objects/contacts", "{'properties':{'email':'new@example.com'}}")
                .id();

        assertThat(start().records("contacts")).containsOnlyKeys(id);
    }

    @Test
    void whatPeopleDidIsInTheFileBeforeAnybodySeesIt() {
        FakeHubSpot portal = start();
        String id = portal.create("contacts", Map.of("email", "ann@example.com"));

        assertThat(start().records("contacts")).isEmpty();

        new Caller(portal).get("/crm/v3/objects/contacts/" + id);
        assertThat(start().records("contacts")).containsOnlyKeys(id);
    }

    @Test
    void questionsDoNotWriteTheFile() throws IOException {
        Caller api = new Caller(start());
        api.get(QUESTIONS.get(0));
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        api.get(QUESTIONS.get(0));
        api.post("/crm/v3/objects/contacts/search", "{}");
        api.post("/crm/v3/objects/contacts/batch/read", "{'inputs':[{'id':'1'}]}");

        assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void anotherFileIsRefusedAndLeftAsItIs() throws IOException {
        Files.createDirectories(file.getParent());
        for (String other : List.of("", "no json", "{}", "{\"fake\":\"cliniko 1\"}")) {
            Files.writeString(file, other);

            assertThatThrownBy(this::start)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(file + " does not hold the state of a fake HubSpot");
            assertThat(Files.readString(file)).isEqualTo(other);
        }
    }

    @Test
    void appStaysConnected() {
        FakeHubSpot portal = startWithApp();
        Answer granted = token(portal, "grant_type=authorization_code&redirect_uri=" + BACK + "&code=" + code(portal));
        String unused = code(portal);
        portal.save();

        FakeHubSpot again = startWithApp();

        String access = granted.body().path("access_token").asText();
        String refresh = granted.body().path("refresh_token").asText();
        assertThat(contacts(again, access).status()).isEqualTo(200);
        assertThat(token(again, "grant_type=refresh_token&refresh_token=" + refresh)
                        .status())
                .isEqualTo(200);
        assertThat(token(again, "grant_type=authorization_code&redirect_uri=" + BACK + "&code=" + unused)
                        .status())
                .isEqualTo(200);
        clock.advance(Duration.ofMinutes(30));
        assertThat(contacts(startWithApp(), access).category()).isEqualTo("EXPIRED_AUTHENTICATION");
    }

    private FakeHubSpot startWithApp() {
        return FakeHubSpot.builder()
                .clock(clock)
                .state(file)
                .app("app", "secret", BACK)
                .build();
    }

    private static String code(FakeHubSpot portal) {
        String page =
                "https://app.hubspot.com/oauth/authorize?client_id=app&scope=crm.objects.contacts.read&redirect_uri=";
        return portal.connect(URI.create(page + BACK)).replaceAll(".*code=", "");
    }

    private static Answer token(FakeHubSpot portal, String form) {
        return new Caller(portal)
                .send(
                        "POST",
                        "/oauth/v3/token",
                        form + "&client_id=app&client_secret=secret",
                        Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    private static Answer contacts(FakeHubSpot portal, String token) {
        return new Caller(portal)
                .send("GET", "/crm/v3/objects/contacts", "", Map.of("Authorization", "Bearer " + token));
    }
}
