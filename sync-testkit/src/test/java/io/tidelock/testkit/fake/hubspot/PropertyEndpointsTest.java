package io.tidelock.testkit.fake.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.hubspot.Caller.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyEndpointsTest {

    private static final String PROPERTIES = "/crm/v3/properties/contacts";
    private static final String BODY =
            "{'groupName':'contactinformation','name':'%s','label':'L','type':'%s','fieldType':'%s'}";

    private final FakeHubSpot fake =
            FakeHubSpot.builder().clock(new ManualClock()).build();
    private final Caller caller = new Caller(fake);

    private Answer create(String name, String type, String fieldType) {
        return caller.post(PROPERTIES, String.format(BODY, name, type, fieldType));
    }

    private Answer createUnique(String name) {
        return caller.post(
                PROPERTIES,
                String.format(BODY, name, "string", "text").replace("{'group", "{'hasUniqueValue':true,'group"));
    }

    @Test
    void standardPropertiesTellWhatIsReadOnlyAndWhatRefersToOwners() {
        Answer stamp = caller.get(PROPERTIES + "/lastmodifieddate");
        Answer owner = caller.get("/crm/properties/2026-03/0-1/hubspot_owner_id");

        assertThat(stamp.body().at("/modificationMetadata/readOnlyValue").asBoolean())
                .isTrue();
        assertThat(stamp.body().path("type").asText()).isEqualTo("datetime");
        assertThat(owner.body().path("referencedObjectType").asText()).isEqualTo("OWNER");
        assertThat(owner.body().path("externalOptions").asBoolean()).isTrue();
        assertThat(caller.get(PROPERTIES).body().path("results").findValuesAsText("name"))
                .contains("email", "firstname", "hs_object_id");
    }

    @Test
    void newPropertyCanBeWrittenAtOnceAndExistsOnlyOnce() {
        Answer created = createUnique("sync_id");
        Answer again = createUnique("sync_id");
        String id = fake.create("contacts", Map.of("email", "a@b.co", "sync_id", "7"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().path("hasUniqueValue").asBoolean()).isTrue();
        assertThat(again.status()).isEqualTo(409);
        assertThat(caller.get("/crm/v3/objects/contacts/7?idProperty=sync_id").id())
                .isEqualTo(id);
    }

    @Test
    void eleventhUniquePropertyIsRefused() {
        for (int i = 0; i < 10; i++) {
            assertThat(createUnique("u" + i).status()).isEqualTo(201);
        }

        assertThat(createUnique("u10").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'x','label':'L','type':'string','fieldType':'text'}",
                "{'groupName':'nope','name':'x','label':'L','type':'string','fieldType':'text'}",
                "{'groupName':'contactinformation','name':'X y','label':'L','type':'string','fieldType':'text'}",
                "{'groupName':'contactinformation','name':'x','label':'L','type':'datetime','fieldType':'text'}",
                "{'groupName':'contactinformation','name':'x','label':'L','type':'enumeration','fieldType':'select'}",
                "{'groupName':'contactinformation','name':'x','label':'L','type':'date','fieldType':'date',"
                        + "'hasUniqueValue':true}",
            })
    void inconsistentDefinitionsAreRefused(String body) {
        assertThat(caller.post(PROPERTIES, body).status()).isEqualTo(400);
    }

    @Test
    void labelCanChangeButNotTypeOrUniqueness() {
        create("x", "string", "text");

        Answer label = caller.patch(PROPERTIES + "/x", "{'label':'New'}");

        assertThat(label.body().path("label").asText()).isEqualTo("New");
        assertThat(caller.patch(PROPERTIES + "/x", "{'type':'number'}").status())
                .isEqualTo(400);
        assertThat(caller.patch(PROPERTIES + "/x", "{'hasUniqueValue':true}").status())
                .isEqualTo(400);
    }

    @Test
    void archivedPropertyDoesNotExist() {
        create("x", "string", "text");

        assertThat(caller.delete(PROPERTIES + "/x").status()).isEqualTo(204);
        assertThat(caller.get(PROPERTIES + "/x").status()).isEqualTo(404);
        assertThat(caller.get(PROPERTIES + "?archived=true").body().findValuesAsText("name"))
                .containsExactly("x");
        assertThat(caller.post("/crm/v3/objects/contacts", "{'properties':{'email':'a@b.co','x':'1'}}")
                        .message())
                .contains("PROPERTY_DOESNT_EXIST");
        assertThat(caller.delete(PROPERTIES + "/email").status()).isEqualTo(400);
    }

    @Test
    void groupExistsOnlyOnce() {
        String group = "{'name':'sync','label':'Sync','displayOrder':1}";

        assertThat(caller.post(PROPERTIES + "/groups", group).status()).isEqualTo(201);
        assertThat(caller.post(PROPERTIES + "/groups", group).status()).isEqualTo(409);
        assertThat(caller.get(PROPERTIES + "/groups").body().findValuesAsText("name"))
                .containsExactly("contactinformation", "sync");
    }

    @Test
    void batchCreatesAndReads() {
        String one = String.format(BODY, "x", "string", "text");
        String bad = String.format(BODY, "email", "string", "text");

        Answer created = caller.post(PROPERTIES + "/batch/create", "{'inputs':[" + one + "," + bad + "]}");
        Answer read = caller.post(PROPERTIES + "/batch/read", "{'archived':false,'inputs':[{'name':'x'}]}");

        assertThat(created.status()).isEqualTo(207);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body().at("/results/0/name").asText()).isEqualTo("x");
    }

    @Test
    void optionsOfDealStagesAreTheStagesOfAllPipelines() {
        caller.post(
                "/crm/v3/pipelines/deals",
                "{'label':'P','displayOrder':1,'stages':[{'label':'S','displayOrder':0,'metadata':"
                        + "{'probability':'0.5'}}]}");

        Answer stages = caller.get("/crm/v3/properties/deals/dealstage");

        assertThat(stages.body().path("options").findValuesAsText("label")).contains("Closed Won", "S");
    }

    @Test
    void archivedPropertyIsShownToWhoAsksForIt() {
        create("x", "string", "text");
        caller.delete(PROPERTIES + "/x");

        Answer one = caller.get(PROPERTIES + "/x?archived=true");
        Answer batch = caller.post(PROPERTIES + "/batch/read", "{'archived':true,'inputs':[{'name':'x'}]}");

        assertThat(one.body().path("archived").asBoolean()).isTrue();
        assertThat(one.body().path("archivedAt").asText()).isEqualTo("2026-01-05T08:00:00.000Z");
        assertThat(batch.body().at("/results/0/name").asText()).isEqualTo("x");
    }

    @Test
    void groupCanBeRelabelledAndMoved() {
        caller.post(PROPERTIES + "/groups", "{'name':'sync','label':'Sync','displayOrder':1}");

        Answer moved = caller.patch(PROPERTIES + "/groups/sync", "{'label':'Ours','displayOrder':7}");

        assertThat(moved.body().path("label").asText()).isEqualTo("Ours");
        assertThat(moved.body().path("displayOrder").asInt()).isEqualTo(7);
    }

    @Test
    void phoneNumberIsAType() {
        create("other_phone", "phone_number", "phonenumber");

        String id = fake.create("contacts", Map.of("email", "a@b.co", "other_phone", " +1 "));

        assertThat(fake.record("contacts", id).orElseThrow()).containsEntry("other_phone", " +1 ");
    }
}
