package io.tidelock.testkit.fake.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.hubspot.Caller.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectEndpointsTest {

    private static final String CONTACTS = "/crm/v3/objects/contacts";

    private final ManualClock clock = new ManualClock();
    private final FakeHubSpot fake = FakeHubSpot.builder().clock(clock).build();
    private final Caller caller = new Caller(fake);

    @Test
    void valuesComeBackNormalisedAndStamped() {
        Answer created = caller.post(CONTACTS, "{'properties':{'email':' Ann@Example.COM ','firstname':'Ann'}}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.value("email")).isEqualTo("ann@example.com");
        assertThat(created.value("createdate")).isEqualTo("2026-01-05T08:00:00.000Z");
        assertThat(created.value("lastmodifieddate")).isEqualTo("2026-01-05T08:00:00.000Z");
        assertThat(created.value("hs_object_id")).isEqualTo(created.id());
        assertThat(created.body().path("archived").asBoolean()).isFalse();
    }

    @Test
    void onlyWhatWasAskedForComesBackAndUndefinedIsDropped() {
        String id = fake.create("contacts", Map.of("email", "a@b.co", "phone", "1"));

        Answer read = caller.get(CONTACTS + "/" + id + "?properties=phone,city,nonsense");

        assertThat(read.body().path("properties").fieldNames())
                .toIterable()
                .containsExactly("city", "createdate", "hs_object_id", "lastmodifieddate", "phone");
        assertThat(read.body().path("properties").path("city").isNull()).isTrue();
    }

    @Test
    void withoutPropertiesTheDefaultsComeBack() {
        String contact = fake.create("contacts", Map.of("email", "a@b.co", "phone", "1"));
        String task = fake.create("tasks", Map.of("hs_timestamp", "1767600000000", "hs_task_subject", "Call"));

        assertThat(caller.get(CONTACTS + "/" + contact)
                        .body()
                        .path("properties")
                        .fieldNames())
                .toIterable()
                .containsExactly("createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname");
        assertThat(caller.get("/crm/v3/objects/0-27/" + task)
                        .body()
                        .path("properties")
                        .fieldNames())
                .toIterable()
                .containsExactly("hs_createdate", "hs_lastmodifieddate", "hs_object_id");
    }

    @Test
    void takenEmailIsAConflictThatNamesTheRecord() {
        String id = fake.create("contacts", Map.of("email", "a@b.co"));

        Answer refused = caller.post(CONTACTS, "{'properties':{'email':'A@b.co'}}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).isEqualTo("Contact already exists. Existing ID: " + id);
        assertThat(refused.body().fieldNames())
                .toIterable()
                .containsExactly("status", "message", "correlationId", "category");
        assertThat(refused.category()).isEqualTo("CONFLICT");
    }

    @Test
    void takenSecondaryEmailIsAConflictToo() {
        String id = fake.create("contacts", Map.of("email", "a@b.co", "hs_additional_emails", "x@b.co"));

        Answer refused = caller.post(CONTACTS, "{'properties':{'email':'x@b.co'}}");

        assertThat(refused.message()).endsWith("Existing ID: " + id);
    }

    @Test
    void takenUniqueValueIsABadRequestWithTwoIds() {
        fake.defineUniqueProperty("contacts", "sync_id");
        String owner = fake.create("contacts", Map.of("email", "a@b.co", "sync_id", "7"));

        Answer refused = caller.post(CONTACTS, "{'properties':{'email':'c@b.co','sync_id':'7'}}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.category()).isEqualTo("VALIDATION_ERROR");
        assertThat(refused.message())
                .matches("Cannot set PropertyValueCoordinates\\{portalId=44237313, objectTypeId=ObjectTypeId"
                        + "\\{legacyObjectType=CONTACT}, propertyName=sync_id, value=7} on \\d+\\. " + owner
                        + " already has that value\\.");
    }

    @Test
    void takenEmailOnUpdateIsABadRequest() {
        String owner = fake.create("contacts", Map.of("email", "a@b.co"));
        String other = fake.create("contacts", Map.of("email", "c@b.co"));

        Answer refused = caller.patch(CONTACTS + "/" + other, "{'properties':{'email':'a@b.co'}}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).endsWith("on " + other + ". " + owner + " already has that value.");
    }

    @Test
    void allBadValuesAreToldAtOnce() {
        Answer refused =
                caller.post(CONTACTS, "{'properties':{'foo':'1','email':'nope','createdate':'1','firstname':'A'}}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message())
                .startsWith("Property values were not valid: [{\"isValid\":false,\"message\":\"Property \\\"foo\\\""
                        + " does not exist\",\"error\":\"PROPERTY_DOESNT_EXIST\",\"name\":\"foo\"");
        assertThat(refused.body().path("errors").findValuesAsText("code"))
                .containsExactly("PROPERTY_DOESNT_EXIST", "INVALID_EMAIL", "READ_ONLY_VALUE");
        assertThat(refused.body().at("/errors/0/context/propertyName/0").asText())
                .isEqualTo("foo");
        assertThat(fake.records("contacts")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "contacts, phone",
        "companies, city",
        "deals, dealname",
        "tickets, subject",
        "tasks, hs_task_subject",
        "notes, hs_note_body"
    })
    void whatATypeRequiresMustBeThere(String type, String onlyProperty) {
        Answer refused = caller.post("/crm/v3/objects/" + type, "{'properties':{'" + onlyProperty + "':'x'}}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("Some required properties were not set");
    }

    @Test
    void emptyTextClearsAndNullChangesNothing() {
        String id = fake.create("contacts", Map.of("email", "a@b.co", "city", "Bern", "phone", "1"));

        caller.patch(CONTACTS + "/" + id, "{'properties':{'city':'','phone':null}}");

        assertThat(fake.record("contacts", id).orElseThrow())
                .doesNotContainKey("city")
                .containsEntry("phone", "1");
    }

    @Test
    void updateMovesTheStampOfItsType() {
        String contact = fake.create("contacts", Map.of("email", "a@b.co"));
        String company = fake.create("companies", Map.of("name", "Acme"));
        clock.advance(Duration.ofSeconds(5));

        caller.patch(CONTACTS + "/" + contact, "{'properties':{'city':'Bern'}}");
        caller.patch("/crm/v3/objects/companies/" + company, "{'properties':{'city':'Bern'}}");

        assertThat(fake.record("contacts", contact).orElseThrow())
                .containsEntry("lastmodifieddate", "2026-01-05T08:00:05.000Z")
                .doesNotContainKey("hs_lastmodifieddate");
        assertThat(fake.record("companies", company).orElseThrow())
                .containsEntry("hs_lastmodifieddate", "2026-01-05T08:00:05.000Z");
    }

    @Test
    void contactIsFoundByAnyOfItsEmails() {
        String id = fake.create("contacts", Map.of("email", "a@b.co", "hs_additional_emails", "x@b.co"));

        assertThat(caller.get(CONTACTS + "/A%40b.co?idProperty=email").id()).isEqualTo(id);
        assertThat(caller.get(CONTACTS + "/x@b.co?idProperty=email").id()).isEqualTo(id);
        assertThat(caller.patch(CONTACTS + "/x@b.co?idProperty=email", "{'properties':{'city':'Bern'}}")
                        .id())
                .isEqualTo(id);
        assertThat(caller.get(CONTACTS + "/a?idProperty=firstname").status()).isEqualTo(400);
    }

    @Test
    void archivingAnswers204EvenForUnknownIds() {
        String id = fake.create("contacts", Map.of("email", "a@b.co"));

        assertThat(caller.delete(CONTACTS + "/" + id).status()).isEqualTo(204);
        assertThat(caller.delete(CONTACTS + "/" + id).status()).isEqualTo(204);
        assertThat(caller.delete(CONTACTS + "/999").status()).isEqualTo(204);
        assertThat(caller.get(CONTACTS + "/" + id).status()).isEqualTo(404);
        assertThat(caller.get(CONTACTS + "/" + id).category()).isEqualTo("OBJECT_NOT_FOUND");
    }

    @Test
    void archivedRecordsAreListedApartForNinetyDaysWithTheOldStamp() {
        String id = fake.create("contacts", Map.of("email", "a@b.co"));
        clock.advance(Duration.ofHours(1));
        fake.archive("contacts", id);

        Answer archived = caller.get(CONTACTS + "?archived=true");
        Answer one = caller.get(CONTACTS + "/" + id + "?archived=true");
        clock.advance(Duration.ofDays(90));

        assertThat(archived.ids()).containsExactly(id);
        assertThat(one.body().path("archivedAt").asText()).isEqualTo("2026-01-05T09:00:00.000Z");
        assertThat(one.body().path("updatedAt").asText()).isEqualTo("2026-01-05T08:00:00.000Z");
        assertThat(caller.get(CONTACTS).ids()).isEmpty();
        assertThat(caller.get(CONTACTS + "?archived=true").ids()).isEmpty();
    }

    @Test
    void archivedContactFreesItsEmailAndComesBackOnRestore() {
        String id = fake.create("contacts", Map.of("email", "a@b.co"));
        fake.archive("contacts", id);
        fake.restore("contacts", id);

        assertThat(caller.post(CONTACTS, "{'properties':{'email':'a@b.co'}}").status())
                .isEqualTo(409);
    }

    @Test
    void listPagesByNextId() {
        for (int i = 0; i < 5; i++) {
            fake.create("contacts", Map.of("email", i + "@b.co"));
        }

        Answer first = caller.get(CONTACTS + "?limit=3");
        Answer second = caller.get(CONTACTS + "?limit=3&after=" + first.after());

        assertThat(first.ids()).hasSize(3);
        assertThat(second.ids()).hasSize(2).first().isEqualTo(first.after());
        assertThat(second.body().has("paging")).isFalse();
        assertThat(caller.get(CONTACTS + "?limit=101").status()).isEqualTo(400);
        assertThat(caller.get(CONTACTS + "?after=x").status()).isEqualTo(400);
        assertThat(caller.get(CONTACTS + "?limit=51&propertiesWithHistory=email")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void mergeMintsANewIdToWhichBothOldOnesLead() {
        fake.defineUniqueProperty("contacts", "sync_id");
        String one = fake.create("contacts", Map.of("email", "a@b.co", "city", "Bern"));
        String two = fake.create("contacts", Map.of("email", "c@b.co", "city", "Basel", "sync_id", "7"));

        Answer merged =
                caller.post(CONTACTS + "/merge", "{'primaryObjectId':'" + one + "','objectIdToMerge':'" + two + "'}");

        assertThat(merged.status()).isEqualTo(200);
        assertThat(merged.id()).isNotIn(one, two);
        assertThat(caller.get(CONTACTS + "/" + one).id()).isEqualTo(merged.id());
        assertThat(caller.get(CONTACTS + "/" + two).id()).isEqualTo(merged.id());
        assertThat(caller.patch(CONTACTS + "/" + two, "{'properties':{'zip':'3000'}}")
                        .id())
                .isEqualTo(merged.id());
        assertThat(fake.record("contacts", merged.id()).orElseThrow())
                .containsEntry("city", "Bern")
                .containsEntry("sync_id", "7")
                .containsEntry("hs_merged_object_ids", one + ";" + two)
                .containsEntry("hs_additional_emails", "c@b.co");
        assertThat(caller.get(CONTACTS).ids()).containsExactly(merged.id());
    }

    @Test
    void chainedMergesKeepAllOldIds() {
        String one = fake.create("companies", Map.of("name", "A"));
        String two = fake.create("companies", Map.of("name", "B"));
        String three = fake.create("companies", Map.of("name", "C"));

        String first = fake.merge("companies", one, two);
        String last = fake.merge("companies", three, first);

        assertThat(caller.get("/crm/v3/objects/companies/" + one).id()).isEqualTo(last);
        assertThat(fake.record("companies", last).orElseThrow().get("hs_merged_object_ids"))
                .isEqualTo(three + ";" + one + ";" + two + ";" + first);
    }

    @Test
    void tasksCannotBeMerged() {
        assertThat(caller.post("/crm/v3/objects/tasks/merge", "{}").status()).isIn(404, 405);
    }

    @Test
    void erasedContactIsGoneAndItsEmailBlocked() {
        String id = fake.create("contacts", Map.of("email", "a@b.co"));

        Answer erased = caller.post(CONTACTS + "/gdpr-delete", "{'objectId':'a@b.co','idProperty':'email'}");

        assertThat(erased.status()).isEqualTo(204);
        assertThat(caller.get(CONTACTS + "/" + id + "?archived=true").status()).isEqualTo(404);
        assertThat(caller.post(CONTACTS, "{'properties':{'email':'a@b.co'}}").message())
                .contains("GDPR_BLACKLISTED_EMAIL");
    }

    @Test
    void lifecycleStageDoesNotGoBackUnlessCleared() {
        String id = fake.create("contacts", Map.of("email", "a@b.co", "lifecyclestage", "customer"));

        Answer ignored = caller.patch(CONTACTS + "/" + id, "{'properties':{'lifecyclestage':'lead'}}");
        String kept = fake.record("contacts", id).orElseThrow().get("lifecyclestage");
        fake.edit("contacts", id, Map.of("lifecyclestage", ""));
        fake.edit("contacts", id, Map.of("lifecyclestage", "lead"));

        assertThat(ignored.status()).isEqualTo(200);
        assertThat(kept).isEqualTo("customer");
        assertThat(fake.record("contacts", id).orElseThrow()).containsEntry("lifecyclestage", "lead");
    }

    @Test
    void stageMustBelongToThePipeline() {
        Answer wrong = caller.post("/crm/v3/objects/deals", "{'properties':{'dealname':'D','dealstage':'nope'}}");
        Answer right = caller.post("/crm/v3/objects/deals", "{'properties':{'dealname':'D','dealstage':'closedwon'}}");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body().at("/errors/0/code").asText()).isEqualTo("INVALID_OPTION");
        assertThat(fake.record("deals", right.id()).orElseThrow())
                .containsEntry("pipeline", "default")
                .containsEntry("hs_is_closed", "true");
    }

    @Test
    void ownerMustBeAnActiveOwnersId() {
        String owner = fake.addOwner("o@b.co", "O", "W");
        Answer given = caller.post(CONTACTS, "{'properties':{'email':'a@b.co','hubspot_owner_id':'" + owner + "'}}");
        fake.archiveOwner(owner);

        Answer refused =
                caller.patch(CONTACTS + "/" + given.id(), "{'properties':{'hubspot_owner_id':'" + owner + "'}}");

        assertThat(given.status()).isEqualTo(201);
        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    void historyTellsWhoWroteWhat() {
        String id = fake.create("contacts", Map.of("email", "a@b.co", "city", "Bern"));
        caller.patch(CONTACTS + "/" + id, "{'properties':{'city':'Basel'}}");

        Answer read = caller.get(CONTACTS + "/" + id + "?propertiesWithHistory=city");

        assertThat(read.body().at("/propertiesWithHistory/city").findValuesAsText("value"))
                .containsExactly("Basel", "Bern");
        assertThat(read.body().at("/propertiesWithHistory/city").findValuesAsText("sourceType"))
                .containsExactly("INTEGRATION", "CRM_UI");
    }

    @Test
    void lineItemAmountIsCalculated() {
        String id = fake.create("line_items", Map.of("name", "Test", "price", "12.50", "quantity", "3"));

        assertThat(fake.record("line_items", id).orElseThrow())
                .containsEntry("amount", "37.50")
                .containsEntry("price", "12.5");
    }
}
