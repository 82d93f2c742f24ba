package io.tidelock.hubspot;

import static io.tidelock.testkit.fake.hubspot.FakeWebhook.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.WebhookOutcome;
import io.tidelock.connector.WebhookOutcome.Accepted;
import io.tidelock.connector.WebhookOutcome.Hint;
import io.tidelock.connector.WebhookOutcome.Refused;
import io.tidelock.connector.WebhookRequest;
import io.tidelock.crm.Contact;
import io.tidelock.testkit.fake.hubspot.FakeWebhook;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {

    private static final String SECRET = "canary-secret";
    private static final String URL = "https://hooks.example.com/hubspot";
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final HubSpotWebhooks WEBHOOKS =
            HubSpotWebhooks.builder().clientSecret(() -> SECRET).build();

    @ParameterizedTest
    @ValueSource(strings = {"creation", "propertyChange", "deletion", "privacyDeletion", "restore"})
    void whateverHappenedIsAHintToReadTheRecord(String what) {
        assertThat(refs(event(44, "contact." + what, "9007199254740993"))).containsExactly("contact 9007199254740993");
        assertThat(refs(event(44, "company." + what, "7"))).containsExactly("company 7");
        assertThat(refs(event(44, "deal." + what, "7"))).containsExactly("deal 7");
    }

    @Test
    void mergeIsAHintForTheSurvivorAndForAllThatAreAbsorbed() {
        String merge =
                "{\"objectId\":100,\"primaryObjectId\":100,\"mergedObjectIds\":[200,\"201\"],\"newObjectId\":300,"
                        + "\"numberOfPropertiesMoved\":14,\"portalId\":33,\"subscriptionType\":\"contact.merge\"}";

        assertThat(refs(merge)).containsExactly("contact 300", "contact 100", "contact 200", "contact 201");
    }

    @Test
    void changedAssociationIsAHintForBothEnds() {
        assertThat(refs(association("contact", "CONTACT_TO_COMPANY"))).containsExactly("contact 1", "company 2");
        assertThat(refs(association("deal", "DEAL_TO_LINE_ITEM"))).containsExactly("deal 1", "line_item 2");
        assertThat(refs(association("deal", "SOMETHING"))).containsExactly("deal 1");
        assertThat(refs(association("quote", "QUOTE_TO_ORDER"))).isEmpty();
    }

    @Test
    void genericSubscriptionNamesTheTypeByItsId() {
        String company = event(44, "object.propertyChange", "7").replace("}", ",\"objectTypeId\":\"0-2\"}");
        String custom = event(44, "object.propertyChange", "7").replace("}", ",\"objectTypeId\":\"2-1\"}");

        assertThat(refs(company, custom)).containsExactly("company 7");
    }

    @Test
    void typeMayStandUnderItsDocumentedName() {
        assertThat(refs(event(44, "contact.creation", "7").replace("subscriptionType", "eventType")))
                .containsExactly("contact 7");
    }

    @Test
    void eachPortalIsAnAccountOfItsOwn() {
        assertThat(accepted(event(44, "contact.creation", "7"), event(45, "contact.creation", "7"))
                        .hints())
                .extracting(hint -> hint.account().toString())
                .containsExactly("hubspot:44", "hubspot:45");
        assertThat(HubSpotConnector.builder()
                        .portal("44")
                        .token(() -> "token")
                        .build()
                        .account())
                .isEqualTo(accepted(event(44, "contact.creation", "7"))
                        .hints()
                        .get(0)
                        .account());
    }

    @Test
    void whatIsNotUnderstoodIsCountedAndSpoilsNothing() {
        Accepted accepted = accepted(
                event(44, "conversation.newMessage", "1"),
                event(44, "contact.somethingNew", "1"),
                event(44, "quote.creation", "1"),
                event(44, "contact", "1"),
                event(44, "contact.creation", "\"a/../b\""),
                event(44, "contact.creation", "1e400"),
                event(44, "contact.creation", "99999999999999999999"),
                event(44, "contact.creation", "{\"deep\":[1]}"),
                event(44, "contact.creation", "1").replace("portalId", "portal"),
                "null",
                "[]",
                "17",
                event(44, "contact.creation", "\"12\""));

        assertThat(accepted.hints()).extracting(Hint::ref).containsExactly(ObjectKind.CONTACT.ref("12"));
        assertThat(accepted.ignored()).isEqualTo(12);
    }

    @Test
    void hundredEventsAreTakenAtOnce() {
        String[] events = Collections.nCopies(100, FakeWebhook.propertyChange(44, "contact", "7", "message", "x"))
                .toArray(String[]::new);

        assertThat(accepted(events).hints())
                .hasSize(100)
                .extracting(Hint::ref)
                .containsOnly(ObjectKind.CONTACT.ref("7"));
    }

    @Test
    void valuesAreLeftBehind() {
        Accepted accepted = accepted(FakeWebhook.propertyChange(44, "contact", "7", "canary-name", "canary-value"));

        assertThat(accepted.hints().toString()).contains("contact 7").doesNotContain("canary");
        assertThat(accepted.hints().get(0).ref().type()).isEqualTo(Contact.TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "\"text\"",
                "{}",
                "{\"portalId\":1}",
                "[{\"portalId\":1",
                "[]]",
                "[] []",
                "[{\"portalId\":1,\"portalId\":2}]",
                "[\u0000]",
                "[\"\u0000\"]",
                "<html></html>",
                "[NaN]"
            })
    void poisonIsRefusedAsUnreadable(String body) {
        assertThat(decode(body)).isEqualTo(new Refused(400, "BODY_UNREADABLE"));
    }

    @Test
    void depthAndEndlessNumbersAreRefusedAsUnreadable() {
        assertThat(decode("[".repeat(10_000))).isEqualTo(new Refused(400, "BODY_UNREADABLE"));
        assertThat(decode("[{\"a\":".repeat(10_000))).isEqualTo(new Refused(400, "BODY_UNREADABLE"));
        assertThat(decode("[" + "9".repeat(100_000) + "]")).isEqualTo(new Refused(400, "BODY_UNREADABLE"));
    }

    private static String association(String prefix, String type) {
        return "{\"portalId\":44,\"subscriptionType\":\"" + prefix + ".associationChange\",\"associationType\":\""
                + type + "\",\"fromObjectId\":1,\"toObjectId\":2,\"associationRemoved\":false}";
    }

    private static List<String> refs(String... events) {
        return accepted(events).hints().stream()
                .map(hint -> hint.ref().toString())
                .toList();
    }

    private static Accepted accepted(String... events) {
        return (Accepted) decode("[" + String.join(",", events) + "]");
    }

    private static WebhookOutcome decode(String body) {
        FakeWebhook webhook = FakeWebhook.ofBody(SECRET, URL, NOW, body);
        return WEBHOOKS.decode(
                WebhookRequest.of(webhook.method(), webhook.url(), webhook.headers(), webhook.body(), NOW));
    }
}
