package io.tidelock.testkit.fake.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.hubspot.Caller.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchEndpointsTest {

    private static final String BATCH = "/crm/v3/objects/contacts/batch/";

    private final FakeHubSpot fake =
            FakeHubSpot.builder().clock(new ManualClock()).build();
    private final Caller caller = new Caller(fake);

    private static String inputs(String... inputs) {
        return "{'inputs':[" + String.join(",", inputs) + "]}";
    }

    private static String email(String trace, String email) {
        return "{'objectWriteTraceId':'" + trace + "','properties':{'email':'" + email + "'}}";
    }

    private static String change(String id, String city) {
        return "{'id':'" + id + "','objectWriteTraceId':'t" + id + "','properties':{'city':'" + city + "'}}";
    }

    private static String upsert(String property, String id, String city) {
        return "{'idProperty':'" + property + "','id':'" + id + "','objectWriteTraceId':'" + id
                + "','properties':{'city':'" + city + "'}}";
    }

    private List<String> contacts(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(fake.create("contacts", Map.of("email", i + "@b.co")));
        }
        return ids;
    }

    @Test
    void resultsComeInAnotherOrder() {
        String json = inputs(IntStream.range(0, 10)
                .mapToObj(i -> email("t" + i, "c" + i + "@b.co"))
                .toArray(String[]::new));

        Answer created = caller.post(BATCH + "create", json);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().path("status").asText()).isEqualTo("COMPLETE");
        assertThat(created.ids())
                .hasSize(10)
                .isNotEqualTo(created.ids().stream().sorted().toList());
    }

    @Test
    void oneConflictAmongTracedCreatesIsARow() {
        String existing = fake.create("contacts", Map.of("email", "taken@b.co"));

        Answer mixed = caller.post(BATCH + "create", inputs(email("0", "taken@b.co"), email("1", "new@b.co")));

        assertThat(mixed.status()).isEqualTo(207);
        assertThat(mixed.body().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("completedAt", "status", "startedAt", "results", "errors", "numErrors");
        assertThat(mixed.body().path("numErrors").asInt()).isEqualTo(1);
        JsonNode error = mixed.body().at("/errors/0");
        assertThat(error.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("status", "category", "message", "context", "errors", "links");
        assertThat(error.path("message").asText()).isEqualTo("Contact already exists. Existing ID: " + existing);
        assertThat(error.at("/context/objectWriteTraceId/0").asText()).isEqualTo("0");
        assertThat(error.at("/context/existingId/0").asText()).isEqualTo(existing);
        assertThat(fake.records("contacts")).hasSize(2);
    }

    @Test
    void untracedCreatesAreAllOrNothingAndNameNobody() {
        fake.create("contacts", Map.of("email", "taken@b.co"));

        Answer refused = caller.post(
                BATCH + "create",
                inputs("{'properties':{'email':'new@b.co'}}", "{'properties':{'email':'taken@b.co'}}"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).isEqualTo("Contact already exists");
        assertThat(fake.records("contacts")).hasSize(1);
        assertThat(caller.get("/crm/v3/objects/contacts/new@b.co?idProperty=email")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void repeatedTraceIdsDoNotCountAsTraced() {
        Answer refused = caller.post(BATCH + "create", inputs(email("0", "nope"), email("0", "new@b.co")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(fake.records("contacts")).isEmpty();
    }

    @Test
    void twinsWithinOneBatchClash() {
        Answer mixed = caller.post(BATCH + "create", inputs(email("0", "a@b.co"), email("1", "A@b.co")));

        assertThat(mixed.status()).isEqualTo(207);
        assertThat(mixed.body().at("/errors/0/context/existingId/0").asText())
                .isEqualTo(mixed.ids().get(0));
    }

    @Test
    void missingInputsAreSilentlyNone() {
        Answer nothing = caller.post(BATCH + "create", "{'properties':{'email':'a@b.co'}}");

        assertThat(nothing.status()).isEqualTo(201);
        assertThat(nothing.ids()).isEmpty();
        assertThat(nothing.body().has("errors")).isFalse();
    }

    @Test
    void moreThanAHundredInputsAreRefused() {
        String json = inputs(
                IntStream.range(0, 101).mapToObj(i -> "{'id':'" + i + "'}").toArray(String[]::new));

        assertThat(caller.post(BATCH + "read", json).status()).isEqualTo(400);
    }

    @Test
    void unknownIdsOfAReadAreOneError() {
        List<String> ids = contacts(1);

        Answer mixed =
                caller.post(BATCH + "read", inputs("{'id':'" + ids.get(0) + "'}", "{'id':'888'}", "{'id':'889'}"));

        assertThat(mixed.status()).isEqualTo(207);
        assertThat(mixed.ids()).isEqualTo(ids);
        assertThat(mixed.body().at("/errors/0/category").asText()).isEqualTo("OBJECT_NOT_FOUND");
        assertThat(mixed.body().at("/errors/0/message").asText())
                .isEqualTo("Could not get some CONTACT objects, they may be deleted or not exist. "
                        + "Check that ids are valid.");
        assertThat(mixed.body().at("/errors/0/context/ids").toString()).isEqualTo("[\"888\",\"889\"]");
    }

    @Test
    void readByUniquePropertyFindsTheRecord() {
        fake.defineUniqueProperty("contacts", "sync_id");
        String id = fake.create("contacts", Map.of("email", "a@b.co", "sync_id", "7"));

        Answer read =
                caller.post(BATCH + "read", "{'idProperty':'sync_id','properties':['sync_id'],'inputs':[{'id':'7'}]}");

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.ids()).containsExactly(id);
        assertThat(read.body().at("/results/0/properties/sync_id").asText()).isEqualTo("7");
    }

    @Test
    void unknownIdOfAnUpdateIsARowAndTheOthersAreWritten() {
        List<String> ids = contacts(1);

        Answer mixed = caller.post(BATCH + "update", inputs(change("888", "Bern"), change(ids.get(0), "Bern")));

        assertThat(mixed.status()).isEqualTo(207);
        assertThat(mixed.body().at("/errors/0/context/ids").toString()).isEqualTo("[\"888\"]");
        assertThat(fake.record("contacts", ids.get(0)).orElseThrow()).containsEntry("city", "Bern");
    }

    @Test
    void duplicateIdsRefuseTheWholeUpdate() {
        List<String> ids = contacts(1);

        Answer refused = caller.post(BATCH + "update", inputs(change(ids.get(0), "Bern"), change(ids.get(0), "Basel")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message())
                .isEqualTo("Duplicate IDs found in batch input: [" + ids.get(0) + "]. IDs must be unique");
        assertThat(refused.body().at("/context/ids/0").asText()).isEqualTo(ids.get(0));
        assertThat(fake.record("contacts", ids.get(0)).orElseThrow()).doesNotContainKey("city");
    }

    @Test
    void updateByEmailIsRefusedAndWithoutIdPropertySilentlyDoesNothing() {
        contacts(1);

        Answer refused = caller.post(BATCH + "update", inputs(upsert("email", "0@b.co", "Bern")));
        Answer silent = caller.post(BATCH + "update", inputs(change("0@b.co", "Bern")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).isEqualTo("Unable to perform update/upsert by non-unique 0-1 property");
        assertThat(silent.status()).isEqualTo(200);
        assertThat(silent.ids()).isEmpty();
        assertThat(silent.body().has("errors")).isFalse();
    }

    @Test
    void oneBadRowWithoutTracesTakesTheWholeUpdateBack() {
        List<String> ids = contacts(2);

        Answer refused = caller.post(
                BATCH + "update",
                inputs(
                        "{'id':'" + ids.get(0) + "','properties':{'city':'Bern'}}",
                        "{'id':'" + ids.get(1) + "','properties':{'foo':'1'}}"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(fake.record("contacts", ids.get(0)).orElseThrow()).doesNotContainKey("city");
    }

    @Test
    void idsLeftByAMergeAreUnknownToUpdates() {
        List<String> ids = contacts(2);
        fake.merge("contacts", ids.get(0), ids.get(1));

        Answer refused = caller.post(BATCH + "update", inputs(change(ids.get(0), "Bern")));

        assertThat(refused.status()).isEqualTo(207);
        assertThat(refused.body().at("/errors/0/category").asText()).isEqualTo("OBJECT_NOT_FOUND");
    }

    @Test
    void upsertTellsWhatIsNew() {
        fake.defineUniqueProperty("contacts", "sync_id");
        fake.create("contacts", Map.of("email", "a@b.co", "sync_id", "7"));

        Answer upserted = caller.post(
                BATCH + "upsert",
                "{'inputs':["
                        + "{'idProperty':'sync_id','id':'7','properties':{'city':'Bern'}},"
                        + "{'idProperty':'sync_id','id':'8','properties':{'email':'n@b.co'}}]}");

        assertThat(upserted.status()).isEqualTo(200);
        assertThat(upserted.body().path("results").findValuesAsText("new")).containsExactlyInAnyOrder("true", "false");
        assertThat(fake.records("contacts").values().stream()
                        .map(values -> values.get("sync_id"))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("7", "8");
    }

    @Test
    void upsertByEmailIsNeverPartial() {
        Answer refused = caller.post(
                BATCH + "upsert", inputs(upsert("email", "a@b.co", "Bern"), upsert("email", "nope", "Bern")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(fake.records("contacts")).isEmpty();
    }

    @Test
    void upsertByDomainIsRefusedAndDomainsMayRepeat() {
        fake.create("companies", Map.of("name", "A", "domain", "a.co"));
        fake.create("companies", Map.of("name", "B", "domain", "a.co"));

        Answer refused =
                caller.post("/crm/v3/objects/companies/batch/upsert", inputs(upsert("domain", "a.co", "Bern")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("non-unique 0-2 property");
    }

    @Test
    void archiveSwallowsUnknownIds() {
        List<String> ids = contacts(2);

        Answer archived = caller.post(BATCH + "archive", inputs("{'id':'" + ids.get(0) + "'}", "{'id':'1'}"));

        assertThat(archived.status()).isEqualTo(204);
        assertThat(fake.records("contacts")).containsOnlyKeys(ids.get(1));
    }
}
