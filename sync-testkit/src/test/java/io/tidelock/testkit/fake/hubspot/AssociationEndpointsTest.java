package io.tidelock.testkit.fake.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.hubspot.Caller.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssociationEndpointsTest {

    private final ManualClock clock = new ManualClock();
    private final FakeHubSpot fake = FakeHubSpot.builder().clock(clock).build();
    private final Caller caller = new Caller(fake);
    private String contact = "";
    private String company = "";

    @BeforeEach
    void twoRecords() {
        contact = fake.create("contacts", Map.of("email", "a@b.co"));
        company = fake.create("companies", Map.of("name", "A"));
    }

    private String of(String from, String to) {
        return "/crm/v4/objects/contacts/" + from + "/associations/" + to;
    }

    private Set<Integer> typeIds(String contact, String company) {
        Set<Integer> ids = new TreeSet<>();
        for (JsonNode result : caller.get(of(contact, "companies")).body().path("results")) {
            if (result.path("toObjectId").asText().equals(company)) {
                result.path("associationTypes").findValues("typeId").forEach(id -> ids.add(id.asInt()));
            }
        }
        return ids;
    }

    private static String type(int id) {
        return "[{'associationCategory':'HUBSPOT_DEFINED','associationTypeId':" + id + "}]";
    }

    @Test
    void defaultAssociationShowsFromBothSides() {
        Answer put = caller.put(of(contact, "default/companies/" + company), "");

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.body().at("/results/0/associationSpec/associationTypeId").asInt())
                .isEqualTo(279);
        assertThat(typeIds(contact, company)).containsExactly(279);
        assertThat(caller.get("/crm/v4/objects/companies/" + company + "/associations/contacts")
                        .body()
                        .at("/results/0/associationTypes")
                        .toString())
                .isEqualTo("[{\"category\":\"HUBSPOT_DEFINED\",\"typeId\":280}]");
    }

    @Test
    void primaryCoexistsWithUnlabeledAndIsOnlyOne() {
        String other = fake.create("companies", Map.of("name", "B"));

        Answer first = caller.put(of(contact, "companies/" + company), type(1));
        caller.put(of(contact, "companies/" + other), type(1));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.body().path("labels").toString()).isEqualTo("[\"Primary\"]");
        assertThat(first.body().path("toObjectTypeId").asText()).isEqualTo("0-2");
        assertThat(typeIds(contact, other)).containsExactly(1, 279);
        assertThat(typeIds(contact, company)).containsExactly(279);
    }

    @Test
    void labelsReplaceEarlierLabels() {
        Answer label = caller.post(
                "/crm/associations/v4/contacts/companies/labels",
                "{'name':'payer','label':'Payer','inverseLabel':'Pays for'}");
        int id = label.body().at("/results/0/typeId").asInt();
        caller.put(of(contact, "companies/" + company), type(1));

        caller.put(
                of(contact, "companies/" + company),
                "[{'associationCategory':'USER_DEFINED','associationTypeId':" + id + "}]");

        assertThat(typeIds(contact, company)).containsExactly(id, 279);
        assertThat(caller.get("/crm/v4/associations/companies/contacts/labels")
                        .body()
                        .findValuesAsText("label"))
                .contains("Pays for", "Primary");
    }

    @Test
    void removingTheUnlabeledTypeRemovesAll() {
        caller.put(of(contact, "companies/" + company), type(1));
        String input = "{'inputs':[{'from':{'id':'" + contact + "'},'to':{'id':'" + company + "'},'types':%s}]}";

        caller.post("/crm/v4/associations/contacts/companies/batch/labels/archive", input.replace("%s", type(1)));
        Set<Integer> withoutPrimary = typeIds(contact, company);
        caller.post("/crm/v4/associations/contacts/companies/batch/labels/archive", input.replace("%s", type(279)));

        assertThat(withoutPrimary).containsExactly(279);
        assertThat(typeIds(contact, company)).isEmpty();
    }

    @Test
    void wrongTypesAndUnknownRecordsAreRefused() {
        assertThat(caller.put(of(contact, "companies/" + company), type(3)).status())
                .isEqualTo(400);
        assertThat(caller.put(of(contact, "companies/1"), type(1)).status()).isEqualTo(404);
        assertThat(caller.put(of(contact, "companies/" + company), "{}").status())
                .isEqualTo(400);
        assertThat(caller.put(of(contact, "default/products/1"), "").status()).isIn(400, 404);
    }

    @Test
    void associationsDoNotMoveTheStamp() {
        clock.advance(Duration.ofMinutes(1));

        caller.put(of(contact, "default/companies/" + company), "");

        assertThat(fake.record("contacts", contact).orElseThrow())
                .containsEntry("lastmodifieddate", "2026-01-05T08:00:00.000Z");
    }

    @Test
    void idsAreTextExceptInTheGuidesToV4() {
        FakeHubSpot guided = FakeHubSpot.builder().clock(clock).likeTheGuides().build();
        String one = guided.create("contacts", Map.of("email", "a@b.co"));
        guided.associate("contacts", one, "companies", guided.create("companies", Map.of("name", "A")));
        fake.associate("contacts", contact, "companies", company);

        JsonNode described = caller.get(of(contact, "companies")).body().at("/results/0");
        JsonNode shown = new Caller(guided).get(of(one, "companies")).body().at("/results/0");
        JsonNode dated = new Caller(guided)
                .get("/crm/objects/2026-03/0-1/" + one + "/associations/0-2")
                .body()
                .at("/results/0");

        assertThat(described.path("toObjectId").isTextual()).isTrue();
        assertThat(described.at("/associationTypes/0").has("label")).isFalse();
        assertThat(shown.path("toObjectId").isNumber()).isTrue();
        assertThat(shown.at("/associationTypes/0/label").isNull()).isTrue();
        assertThat(dated.path("toObjectId").isTextual()).isTrue();
    }

    @Test
    void batchCreateReadAndArchive() {
        String other = fake.create("contacts", Map.of("email", "c@b.co"));
        String pair = "{'from':{'id':'" + contact + "'},'to':{'id':'" + company + "'},'types':" + type(279) + "}";
        String unknown = "{'from':{'id':'1'},'to':{'id':'" + company + "'},'types':" + type(279) + "}";
        String base = "/crm/associations/2026-09/contacts/companies/batch/";

        Answer created = caller.post(base + "create", "{'inputs':[" + pair + "," + unknown + "]}");
        Answer read = caller.post(base + "read", "{'inputs':[{'id':'" + contact + "'},{'id':'" + other + "'}]}");
        Answer archived = caller.post(
                base + "archive", "{'inputs':[{'from':{'id':'" + contact + "'},'to':[{'id':'" + company + "'}]}]}");

        assertThat(created.status()).isEqualTo(207);
        assertThat(created.body().path("results")).hasSize(1);
        assertThat(read.status()).isEqualTo(207);
        assertThat(read.body().at("/results/0/from/id").asText()).isEqualTo(contact);
        assertThat(read.body().at("/results/0/to/0/toObjectId").asText()).isEqualTo(company);
        assertThat(read.body().at("/results/0").has("paging")).isFalse();
        assertThat(archived.status()).isEqualTo(204);
        assertThat(fake.associated("contacts", contact, "companies")).isEmpty();
    }

    @Test
    void longListsPageByFiveHundredInBatchesAndEndAtAHundredInline() {
        for (int i = 0; i < 501; i++) {
            String each = fake.create("contacts", Map.of("firstname", "A" + i));
            fake.associate("companies", company, "contacts", each);
        }
        String base = "/crm/v4/associations/companies/contacts/batch/read";

        Answer first = caller.post(base, "{'inputs':[{'id':'" + company + "'}]}");
        String after = first.body().at("/results/0/paging/next/after").asText();
        Answer second = caller.post(base, "{'inputs':[{'id':'" + company + "','after':'" + after + "'}]}");
        Answer inline = caller.get("/crm/v3/objects/companies/" + company + "?associations=contacts");

        assertThat(first.body().at("/results/0/to")).hasSize(500);
        assertThat(second.body().at("/results/0/to")).hasSize(1);
        assertThat(inline.body().at("/associations/contacts/results")).hasSize(100);
        assertThat(inline.body().at("/associations/contacts/results/0/type").asText())
                .isEqualTo("company_to_contact");
        assertThat(inline.body().at("/associations/contacts/paging/next/after").asText())
                .isNotEmpty();
    }

    @Test
    void moreThanAThousandReadsAreRefused() {
        String inputs = IntStream.range(0, 1001).mapToObj(i -> "{'id':'1'}").collect(Collectors.joining(","));

        assertThat(caller.post("/crm/v4/associations/contacts/companies/batch/read", "{'inputs':[" + inputs + "]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void recordCanBeCreatedWithItsAssociations() {
        Answer task = caller.post(
                "/crm/v3/objects/tasks",
                "{'properties':{'hs_timestamp':'2026-01-05T08:00:00Z'},'associations':[{'to':{'id':'" + contact
                        + "'},'types':" + type(204) + "}]}");
        Answer refused = caller.post(
                "/crm/v3/objects/tasks",
                "{'properties':{'hs_timestamp':'2026-01-05T08:00:00Z'},'associations':[{'to':{'id':'1'},'types':"
                        + type(204) + "}]}");

        assertThat(fake.associated("contacts", contact, "tasks")).containsExactly(task.id());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(fake.records("tasks")).hasSize(1);
    }

    @Test
    void lineItemHasOneDealOnly() {
        String item = fake.create("line_items", Map.of("name", "T"));
        String one = fake.create("deals", Map.of("dealname", "1", "dealstage", "closedwon"));
        String two = fake.create("deals", Map.of("dealname", "2", "dealstage", "closedwon"));
        fake.associate("line_items", item, "deals", one);

        Answer refused = caller.put("/crm/v4/objects/line_items/" + item + "/associations/default/deals/" + two, "");

        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    void mergeMovesAssociationsAndKeepsThePrimarysPrimary() {
        String other = fake.create("contacts", Map.of("email", "c@b.co"));
        String otherCompany = fake.create("companies", Map.of("name", "B"));
        caller.put(of(contact, "companies/" + company), type(1));
        caller.put(of(other, "companies/" + otherCompany), type(1));

        String merged = fake.merge("contacts", contact, other);

        assertThat(typeIds(merged, company)).containsExactly(1, 279);
        assertThat(typeIds(merged, otherCompany)).containsExactly(279);
        assertThat(fake.associated("companies", otherCompany, "contacts")).containsExactly(merged);
    }

    @Test
    void archivedRecordsDisappearFromAssociationsUntilRestored() {
        fake.associate("contacts", contact, "companies", company);

        fake.archive("companies", company);
        Set<String> without = fake.associated("contacts", contact, "companies");
        fake.restore("companies", company);

        assertThat(without).isEmpty();
        assertThat(fake.associated("contacts", contact, "companies")).containsExactly(company);
    }
}
