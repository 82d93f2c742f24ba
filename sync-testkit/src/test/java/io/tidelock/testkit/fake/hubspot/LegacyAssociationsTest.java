package io.tidelock.testkit.fake.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.hubspot.Caller.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LegacyAssociationsTest {

    private static final String BASE = "/crm/v3/associations/contacts/companies/";

    private final FakeHubSpot fake =
            FakeHubSpot.builder().clock(new ManualClock()).build();
    private final Caller caller = new Caller(fake);
    private final String contact = fake.create("contacts", Map.of("email", "a@b.co"));
    private final String company = fake.create("companies", Map.of("name", "A"));

    private String inputs(String from, String type) {
        return "{'inputs':[{'from':{'id':'" + from + "'},'to':{'id':'" + company + "'},'type':'" + type + "'}]}";
    }

    @Test
    void typesHaveNames() {
        assertThat(caller.get(BASE + "types").body().path("results").toString())
                .isEqualTo("[{\"id\":\"279\",\"name\":\"contact_to_company_unlabeled\"},"
                        + "{\"id\":\"1\",\"name\":\"contact_to_company\"}]");
        assertThat(caller.get("/crm/v3/associations/deals/contacts/types")
                        .body()
                        .findValuesAsText("name"))
                .containsExactly("deal_to_contact");
    }

    @Test
    void associationsAreCreatedReadAndCut() {
        Answer created = caller.post(BASE + "batch/create", inputs(contact, "contact_to_company"));
        Answer read = caller.post(BASE + "batch/read", "{'inputs':[{'id':'" + contact + "'}]}");
        Answer cut = caller.post(BASE + "batch/archive", inputs(contact, "contact_to_company_unlabeled"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().at("/results/0/type").asText()).isEqualTo("contact_to_company");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body().at("/results/0/from/id").asText()).isEqualTo(contact);
        assertThat(read.body().at("/results/0/to").findValuesAsText("type"))
                .containsExactlyInAnyOrder("contact_to_company", "contact_to_company_unlabeled");
        assertThat(cut.status()).isEqualTo(204);
        assertThat(fake.associated("contacts", contact, "companies")).isEmpty();
    }

    @Test
    void badRowsFailAlone() {
        Answer unknown = caller.post(BASE + "batch/create", inputs("1", "279"));
        Answer wrong = caller.post(BASE + "batch/create", inputs(contact, "deal_to_contact"));
        Answer none = caller.post(BASE + "batch/read", "{'inputs':[{'id':'" + contact + "'}]}");

        assertThat(unknown.status()).isEqualTo(207);
        assertThat(unknown.body().at("/errors/0/category").asText()).isEqualTo("OBJECT_NOT_FOUND");
        assertThat(wrong.body().at("/errors/0/category").asText()).isEqualTo("VALIDATION_ERROR");
        assertThat(none.body().at("/errors/0/subCategory").asText())
                .isEqualTo("crm.associations.NO_ASSOCIATIONS_FOUND");
        assertThat(caller.get(BASE + "batch/read").status()).isEqualTo(405);
        assertThat(caller.post(BASE + "labels", "{}").status()).isEqualTo(404);
    }
}
