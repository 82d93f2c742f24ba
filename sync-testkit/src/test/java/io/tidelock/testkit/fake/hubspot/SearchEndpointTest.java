package io.tidelock.testkit.fake.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.hubspot.Caller.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchEndpointTest {

    private static final String SEARCH = "/crm/v3/objects/contacts/search";

    private final ManualClock clock = new ManualClock();
    private final FakeHubSpot fake = FakeHubSpot.builder().clock(clock).build();
    private final Caller caller = new Caller(fake);

    private Answer search(String filter) {
        return caller.post(SEARCH, "{'filterGroups':[{'filters':[" + filter + "]}]}");
    }

    private static String filter(String property, String operator, String value) {
        return "{'propertyName':'" + property + "','operator':'" + operator + "','value':'" + value + "'}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "firstname; EQ; ANN; 1",
                "firstname; NEQ; ann; 1",
                "lifecyclestage; EQ; lead; 1",
                "lifecyclestage; EQ; Lead; 0",
                "email; CONTAINS_TOKEN; *@b.co; 2",
                "email; CONTAINS_TOKEN; ann; 1",
                "email; NOT_CONTAINS_TOKEN; ann; 2",
                "city; HAS_PROPERTY; x; 1",
                "city; NOT_HAS_PROPERTY; x; 2",
                "hs_additional_emails; EQ; second@b.co; 1",
                "email; EQ; second@b.co; 0",
                "lastmodifieddate; GTE; 1767600000000; 3",
                "lastmodifieddate; GT; 1767600000000; 0",
                "lastmodifieddate; LT; 1767600000000; 0"
            })
    void operatorsCompareByType(String property, String operator, String value, int hits) {
        fake.create("contacts", Map.of("email", "ann@b.co", "firstname", "Ann", "lifecyclestage", "lead"));
        fake.create("contacts", Map.of("email", "bob@b.co", "firstname", "Bob", "city", "Bern"));
        fake.create("contacts", Map.of("email", "c@d.co", "hs_additional_emails", "second@b.co"));

        assertThat(search(filter(property, operator, value))
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(hits);
    }

    @Test
    void listsMatchInLowerCaseOnly() {
        fake.create("contacts", Map.of("firstname", "Ann"));

        String filter = "{'propertyName':'firstname','operator':'IN','values':['%s']}";

        assertThat(search(filter.replace("%s", "ann")).ids()).hasSize(1);
        assertThat(search(filter.replace("%s", "Ann")).ids()).isEmpty();
    }

    @Test
    void numbersCompareBySize() {
        fake.create("companies", Map.of("name", "A", "numberofemployees", "9"));
        fake.create("companies", Map.of("name", "B", "numberofemployees", "10"));

        Answer hits = caller.post(
                "/crm/v3/objects/companies/search",
                "{'filterGroups':[{'filters':[" + filter("numberofemployees", "GT", "9.0") + "]}]}");

        assertThat(hits.body().at("/results/0/properties/name").asText()).isEqualTo("B");
    }

    @Test
    void betweenIncludesBothEnds() {
        fake.create("contacts", Map.of("firstname", "Ann"));
        long now = clock.instant().toEpochMilli();

        Answer hits = search("{'propertyName':'lastmodifieddate','operator':'BETWEEN','value':'" + now
                + "','highValue':'" + now + "'}");

        assertThat(hits.ids()).hasSize(1);
    }

    @Test
    void groupsAreAlternatives() {
        fake.create("contacts", Map.of("firstname", "Ann"));
        fake.create("contacts", Map.of("firstname", "Bob"));
        fake.create("contacts", Map.of("firstname", "Cid"));

        Answer hits = caller.post(
                SEARCH,
                "{'filterGroups':[{'filters':[" + filter("firstname", "EQ", "Ann") + "]},{'filters':["
                        + filter("firstname", "EQ", "Bob") + "]}]}");

        assertThat(hits.body().path("total").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'limit':201}",
                "{'after':'10000'}",
                "{'after':'x'}",
                "{'sorts':[{'propertyName':'email'},{'propertyName':'city'}]}",
                "{'sorts':[{'propertyName':'nonsense'}]}",
                "{'filterGroups':[{'filters':[{'propertyName':'nonsense','operator':'EQ','value':'1'}]}]}",
                "{'filterGroups':[{'filters':[{'propertyName':'email','operator':'LIKE','value':'1'}]}]}",
                "{'filterGroups':[{'filters':[{'propertyName':'email','operator':'IN','value':'1'}]}]}",
                "{'filterGroups':[{'filters':[{'propertyName':'createdate','operator':'GT','value':'2026-01-01'}]}]}",
                "{'filterGroups':[{},{},{},{},{},{}]}",
                "{'filterGroups':[{'filters':[{},{},{},{},{},{},{}]}]}",
                "[]",
                "{"
            })
    void whatSearchCannotDoIsRefused(String body) {
        assertThat(caller.post(SEARCH, body).status()).isEqualTo(400);
    }

    @Test
    void longBodiesAreRefused() {
        assertThat(caller.post(SEARCH, "{'query':'" + "x".repeat(3000) + "'}").status())
                .isEqualTo(400);
    }

    @Test
    void writesAppearAfterTheLagAndOldValuesStayUntilThen() {
        fake.searchLag(Duration.ofSeconds(30));
        String id = fake.create("contacts", Map.of("firstname", "Ann"));
        Answer atOnce = search(filter("firstname", "EQ", "ann"));
        clock.advance(Duration.ofSeconds(30));
        fake.edit("contacts", id, Map.of("firstname", "Bob"));

        assertThat(atOnce.ids()).isEmpty();
        assertThat(search(filter("firstname", "EQ", "ann")).ids()).containsExactly(id);
        clock.advance(Duration.ofSeconds(30));
        assertThat(search(filter("firstname", "EQ", "ann")).ids()).isEmpty();
        assertThat(search(filter("firstname", "EQ", "bob")).ids()).containsExactly(id);
    }

    @Test
    void archivedAndMergedRecordsVanishAtOnce() {
        fake.searchLag(Duration.ofSeconds(30));
        String one = fake.create("contacts", Map.of("firstname", "Ann"));
        String two = fake.create("contacts", Map.of("firstname", "Ann"));
        String three = fake.create("contacts", Map.of("firstname", "Ann"));
        clock.advance(Duration.ofMinutes(1));

        fake.archive("contacts", three);
        String merged = fake.merge("contacts", one, two);

        assertThat(search(filter("firstname", "EQ", "ann")).ids()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(search(filter("firstname", "EQ", "ann")).ids()).containsExactly(merged);
        assertThat(search(filter("hs_merged_object_ids", "HAS_PROPERTY", "")).ids())
                .containsExactly(merged);
    }

    @Test
    void sortOrdersByOnePropertyWithEmptyLast() {
        fake.create("contacts", Map.of("firstname", "bob"));
        fake.create("contacts", Map.of("firstname", "Ann"));
        fake.create("contacts", Map.of("lastname", "none"));

        Answer hits = caller.post(
                SEARCH, "{'sorts':[{'propertyName':'firstname','direction':'DESCENDING'}],'properties':['firstname']}");

        assertThat(hits.body().path("results").findValues("firstname").toString())
                .isEqualTo("[\"bob\", \"Ann\", null]");
    }

    @Test
    void sortedStampsMayBeOutOfOrder() {
        FakeHubSpot loose = FakeHubSpot.builder()
                .clock(clock)
                .searchDisorder(Duration.ofMinutes(5))
                .build();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(loose.create("contacts", Map.of("firstname", "A" + i)));
            clock.advance(Duration.ofSeconds(10));
        }

        Answer hits = new Caller(loose).post(SEARCH, "{'limit':200,'sorts':[{'propertyName':'lastmodifieddate'}]}");

        assertThat(hits.ids()).containsExactlyInAnyOrderElementsOf(ids).isNotEqualTo(ids);
    }

    @Test
    void associationsCanBeSearched() {
        String company = fake.create("companies", Map.of("name", "A"));
        String contact = fake.create("contacts", Map.of("firstname", "Ann"));
        fake.create("contacts", Map.of("firstname", "Bob"));
        fake.associate("contacts", contact, "companies", company);

        assertThat(search(filter("associations.company", "EQ", company)).ids()).containsExactly(contact);
    }

    @Test
    void tenThousandIsTheEndWhateverTheTotal() {
        for (int i = 0; i < 10_100; i++) {
            fake.create("contacts", Map.of("firstname", "A" + i));
        }

        Answer last = caller.post(SEARCH, "{'limit':200,'after':'9800'}");

        assertThat(last.body().path("total").asInt()).isEqualTo(10_100);
        assertThat(last.ids()).hasSize(200);
        assertThat(last.after()).isEqualTo("10000");
        assertThat(caller.post(SEARCH, "{'limit':200,'after':'10000'}").status())
                .isEqualTo(400);
    }

    @Test
    void tenThousandContactsAreReadByWindowsQuickly() {
        Instant start = clock.instant();
        for (int i = 0; i < 10_000; i++) {
            fake.create("contacts", Map.of("email", i + "@b.co"));
            clock.advance(Duration.ofMillis(100));
        }
        Set<String> seen = new HashSet<>();
        for (long from = start.toEpochMilli(); from < clock.instant().toEpochMilli(); from += 10_000) {
            Answer page = caller.post(
                    SEARCH,
                    "{'limit':200,'sorts':[{'propertyName':'hs_object_id'}],'filterGroups':[{'filters':["
                            + filter("lastmodifieddate", "GTE", Long.toString(from)) + ","
                            + filter("lastmodifieddate", "LT", Long.toString(from + 10_000)) + "]}]}");
            seen.addAll(page.ids());
        }
        for (int i = 0; i < 2_000; i++) {
            seen.addAll(search(filter("email", "EQ", i + "@b.co")).ids());
        }

        assertThat(seen).hasSize(10_000);
    }

    @Test
    void sortMayBeTextWithAMinusForDescending() {
        String first = fake.create("contacts", Map.of("email", "a@b.co"));
        String second = fake.create("contacts", Map.of("email", "b@b.co"));

        assertThat(caller.post(SEARCH, "{'sorts':['email']}").ids()).containsExactly(first, second);
        assertThat(caller.post(SEARCH, "{'sorts':['-email'],'after':0}").ids()).containsExactly(second, first);
    }
}
