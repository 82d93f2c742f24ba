package io.tidelock.testkit.fake.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the fake tells by webhook. */
class HappeningsTest {

    private final ManualClock clock = new ManualClock();
    private final FakeHubSpot fake = FakeHubSpot.builder()
            .clock(clock)
            .portalId(77)
            .webhooks("secret", "https://hooks.example.com/in")
            .build();
    private final Caller caller = new Caller(fake);

    @Test
    void onlyWhatIsSubscribedToIsTold() {
        String id = fake.create("contacts", Map.of("email", "a@b.co"));
        fake.subscribe(List.of("contact.creation", "contact.propertyChange phone"));
        fake.edit("contacts", id, Map.of("phone", "1", "city", "X"));
        caller.patch("/crm/v3/objects/contacts/" + id, "{'properties':{'phone':'2'}}");
        String other = caller.post("/crm/v3/objects/contacts", "{'properties':{'email':'c@d.co'}}")
                .id();
        fake.archive("contacts", id);

        List<JsonNode> told = told();

        assertThat(told)
                .extracting(HappeningsTest::line)
                .containsExactlyInAnyOrder(
                        "contact.propertyChange " + id + " phone=1",
                        "contact.propertyChange " + id + " phone=2",
                        "contact.creation " + other);
        assertThat(told.get(0).path("portalId").asLong()).isEqualTo(77);
        assertThat(told.get(0).path("occurredAt").asLong())
                .isEqualTo(clock.instant().toEpochMilli());
        assertThat(fake.webhooks()).isEmpty();
    }

    @Test
    void departuresAndReturnsAreTold() {
        String kept = fake.create("contacts", Map.of("email", "a@b.co"));
        String erased = fake.create("contacts", Map.of("email", "c@d.co"));
        fake.subscribe(List.of("contact.deletion", "contact.restore", "contact.privacyDeletion"));
        fake.archive("contacts", kept);
        fake.restore("contacts", kept);
        fake.erase(erased);

        assertThat(told())
                .extracting(HappeningsTest::line)
                .containsExactlyInAnyOrder(
                        "contact.deletion " + kept,
                        "contact.restore " + kept,
                        "contact.privacyDeletion " + erased,
                        "contact.deletion " + erased);
    }

    @Test
    void mergeIsToldWithBothThatAreGoneAndNoneOfTheValuesThatMoved() {
        String other = fake.create("contacts", Map.of("email", "a@b.co", "phone", "1"));
        String primary = fake.create("contacts", Map.of("email", "c@d.co"));
        fake.subscribe(
                List.of("contact.merge", "contact.deletion", "contact.creation", "contact.propertyChange phone"));
        String survivor = fake.merge("contacts", primary, other);

        List<JsonNode> told = told();

        assertThat(told)
                .extracting(HappeningsTest::line)
                .containsExactlyInAnyOrder(
                        "contact.merge " + primary, "contact.deletion " + primary, "contact.deletion " + other);
        JsonNode merge = told.stream()
                .filter(event -> event.has("newObjectId"))
                .findFirst()
                .orElseThrow();
        assertThat(merge.path("newObjectId").asText()).isEqualTo(survivor);
        assertThat(merge.path("mergedObjectIds").toString()).isEqualTo("[" + other + "]");
    }

    @Test
    void associationsAreToldFromBothEnds() {
        String contact = fake.create("contacts", Map.of("email", "a@b.co"));
        String company = fake.create("companies", Map.of("name", "X"));
        fake.subscribe(List.of("contact.associationChange", "company.associationChange"));
        fake.associate("contacts", contact, "companies", company);
        assertThat(told())
                .extracting(event -> event.path("associationType").asText())
                .containsExactlyInAnyOrder("CONTACT_TO_COMPANY", "COMPANY_TO_CONTACT");

        fake.dissociate("contacts", contact, "companies", company);
        assertThat(told())
                .extracting(event -> event.path("associationRemoved").asBoolean())
                .containsOnly(true);
    }

    @Test
    void genericSubscriptionsNameTheTypeByItsId() {
        fake.subscribe(List.of("object.creation"));
        fake.create("deals", Map.of("dealname", "X", "dealstage", "contractsent", "pipeline", "default"));

        assertThat(told())
                .extracting(event -> event.path("objectTypeId").asText())
                .containsOnly("0-3");
    }

    @Test
    void manyEventsComeInPostsOfAHundredInNoOrderAndSomeTwice() {
        fake.subscribe(List.of("contact.creation"));
        IntStream.range(0, 230).forEach(i -> fake.create("contacts", Map.of("email", i + "@b.co")));

        List<FakeWebhook> posts = fake.webhooks();

        assertThat(posts).hasSize(3).allMatch(post -> events(post).size() <= 100);
        List<String> ids = posts.stream()
                .flatMap(post -> events(post).stream())
                .map(event -> event.path("objectId").asText())
                .toList();
        assertThat(ids).hasSize(288).isNotEqualTo(ids.stream().sorted().toList());
        assertThat(ids.stream().distinct()).hasSize(230);
    }

    @Test
    void accountWithoutWebhooksSaysSo() {
        assertThatThrownBy(() -> FakeHubSpot.builder().build().webhooks()).isInstanceOf(IllegalStateException.class);
    }

    /** Each event once, whatever was posted twice. */
    private List<JsonNode> told() {
        List<JsonNode> first = new ArrayList<>();
        for (FakeWebhook post : fake.webhooks()) {
            events(post).stream()
                    .filter(event -> event.path("attemptNumber").asInt() == 0)
                    .forEach(first::add);
        }
        return first;
    }

    private static List<JsonNode> events(FakeWebhook post) {
        List<JsonNode> events = new ArrayList<>();
        Json.read(new String(post.body(), StandardCharsets.UTF_8)).forEach(events::add);
        return events;
    }

    private static String line(JsonNode event) {
        String name = event.path("propertyName").asText();
        return event.path("subscriptionType").asText() + " "
                + event.path("objectId").asText()
                + (name.isEmpty()
                        ? ""
                        : " " + name + "=" + event.path("propertyValue").asText());
    }
}
