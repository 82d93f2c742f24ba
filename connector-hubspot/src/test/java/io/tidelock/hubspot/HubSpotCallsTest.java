package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.record.Cursor;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What HubSpot is asked and how often, over each family of paths. */
@ParameterizedClass
@ValueSource(strings = {"v3", "2026-03", "2026-09"})
class HubSpotCallsTest {

    private static final int CONTACTS = 10_000;
    private static final Set<String> FIELDS = Set.of("email", "first_name", "street");

    private final FakePortal portal;
    private final RecordAccess contacts;
    private final String objects;

    HubSpotCallsTest(String version) {
        this.portal = new FakePortal(version);
        this.contacts = portal.connector().access(Contact.TYPE);
        this.objects = Paths.of(version).objects();
    }

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    @Tag("G4")
    void tenThousandContactsAreAHundredPagesAndAQuietFeedIsOne() {
        IntStream.range(0, CONTACTS).forEach(i -> portal.create(portal.sample(i)));
        portal.clock.advance(Duration.ofMinutes(10));
        portal.hubspot.clearCalls();

        ChangeFeed feed = contacts.feed().orElseThrow();
        List<RecordRef> seen = new ArrayList<>();
        Cursor cursor = walk(feed, feed.since(Instant.EPOCH), seen);

        assertThat(new HashSet<>(seen)).hasSize(CONTACTS).hasSameSizeAs(seen);
        assertThat(portal.hubspot.calls()).hasSize(CONTACTS / 100);
        assertThat(portal.hubspot.calls("POST /" + objects + "/contacts/search"))
                .hasSize(CONTACTS / 100);

        portal.clock.advance(Duration.ofMinutes(10));
        portal.hubspot.clearCalls();
        walk(feed, cursor, new ArrayList<>());
        assertThat(portal.hubspot.calls()).hasSize(1);
    }

    @Test
    void tenThousandCreationsAreAHundredCallsAndAsManyLookUps() {
        for (int from = 0; from < CONTACTS; from += 100) {
            List<WriteOperation> batch = IntStream.range(from, from + 100)
                    .mapToObj(i -> create(i, i >= CONTACTS / 2))
                    .toList();
            assertThat(contacts.writer().orElseThrow().write(batch)).allMatch(WriteOutcome.Written.class::isInstance);
        }

        assertThat(portal.records()).hasSize(CONTACTS);
        assertThat(portal.hubspot.calls("POST /" + objects + "/contacts/batch/create$"))
                .hasSize(CONTACTS / 200);
        assertThat(portal.hubspot.calls("POST /" + objects + "/contacts/batch/upsert$"))
                .hasSize(CONTACTS / 200);
        assertThat(portal.hubspot.calls()).hasSize(CONTACTS / 100);

        portal.clock.advance(Duration.ofMinutes(10));
        portal.hubspot.clearCalls();
        List<List<Record>> found = contacts.finder()
                .orElseThrow()
                .by(List.of(Contact.EMAIL))
                .orElseThrow()
                .find(
                        IntStream.range(0, CONTACTS)
                                .mapToObj(i -> List.of("Person" + i + "@example.com"))
                                .toList(),
                        FIELDS);
        assertThat(found).hasSize(CONTACTS).allMatch(hits -> hits.size() == 1);
        assertThat(portal.hubspot.calls()).hasSize(CONTACTS / 100);
    }

    @Test
    void hundredMixedOperationsAreThreeCalls() {
        List<WriteOperation> batch = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            RecordRef there = portal.create(portal.sample(i));
            batch.add(new WriteOperation.Update("u" + i, there, Map.of("first_name", Value.text("Changed" + i))));
            batch.add(create(100 + i, true));
            batch.add(create(200 + i, false));
        }
        portal.hubspot.clearCalls();

        List<WriteOutcome> outcomes = contacts.writer().orElseThrow().write(batch);

        assertThat(outcomes).allMatch(WriteOutcome.Written.class::isInstance);
        assertThat(portal.hubspot.calls()).hasSize(3);
        for (int i = 0; i < batch.size(); i++) {
            assertWrote(batch.get(i), (WriteOutcome.Written) outcomes.get(i));
        }
    }

    @Test
    @Tag("G1")
    @Tag("G9")
    void knownAddressesAreLookedUpInThePrimaryStoreHundredAtATime() {
        portal.hubspot.searchLag(Duration.ofHours(1));
        RecordRef there = portal.create(portal.sample(7));
        RecordLookup lookup =
                contacts.finder().orElseThrow().by(List.of(Contact.EMAIL)).orElseThrow();

        List<List<Record>> found = lookup.find(
                IntStream.range(0, 250)
                        .mapToObj(i -> List.of("Person" + i + "@example.com"))
                        .toList(),
                FIELDS);

        assertThat(lookup.authoritative()).isTrue();
        assertThat(found.get(7)).extracting(Record::ref).containsExactly(there);
        assertThat(found.stream().filter(hits -> !hits.isEmpty())).hasSize(1);
        assertThat(portal.hubspot.calls()).hasSize(3);
    }

    @Test
    void lookUpByAUniquePropertyAsksForTheDefinitionsOnce() {
        contacts.writer().orElseThrow().write(List.of(create(1, true)));
        portal.hubspot.clearCalls();
        RecordLookup lookup =
                contacts.finder().orElseThrow().by(List.of(FakePortal.KEY)).orElseThrow();

        lookup.find(List.of(List.of("key-1")), FIELDS);
        List<List<Record>> found = lookup.find(List.of(List.of("key-1"), List.of("key-2")), FIELDS);

        assertThat(lookup.authoritative()).isTrue();
        assertThat(found.get(0)).hasSize(1);
        assertThat(found.get(1)).isEmpty();
        assertThat(portal.hubspot.calls("GET .*properties")).hasSize(1);
        assertThat(portal.hubspot.calls("batch/read")).hasSize(2);
    }

    @Test
    void severalFieldsAreSearchedByTheFirstAndTheOthersFiltered() {
        RecordRef one = portal.create(portal.sample(1));
        RecordRef twin = portal.create(Map.of(Contact.LAST_NAME, "Last1", Contact.FIRST_NAME, "Other"));
        RecordLookup lookup = contacts.finder()
                .orElseThrow()
                .by(List.of(Contact.LAST_NAME, Contact.FIRST_NAME))
                .orElseThrow();

        List<List<Record>> found =
                lookup.find(List.of(List.of("LAST1", "First1"), List.of("Last1", "other"), List.of("x", "y")), FIELDS);

        assertThat(found.get(0)).extracting(Record::ref).containsExactly(one);
        assertThat(found.get(1)).extracting(Record::ref).containsExactly(twin);
        assertThat(found.get(2)).isEmpty();
        assertThat(lookup.authoritative()).isFalse();
    }

    @Test
    @Tag("G16")
    void moreFieldsThanAQueryHoldsAreReadInASecondCall() {
        Set<String> many = new TreeSet<>(FIELDS);
        IntStream.range(0, 120).forEach(i -> {
            portal.hubspot.defineProperty("contacts", "a_rather_long_property_name_" + i, "string", "text");
            many.add("a_rather_long_property_name_" + i);
        });
        IntStream.range(0, 3).forEach(i -> portal.create(portal.sample(i)));
        ChangeFeed feed = contacts.feed().orElseThrow();

        ChangePage page = feed.changesAfter(feed.since(Instant.EPOCH), many);

        assertThat(page.changes()).hasSize(3);
        assertThat(portal.hubspot.calls("search|batch/read")).hasSize(2);
    }

    @Test
    @Tag("G11")
    void readingTellsMergedArchivedAndMissingApart() {
        List<RecordRef> there = IntStream.range(0, 4)
                .mapToObj(i -> portal.create(portal.sample(i)))
                .toList();
        RecordRef survivor = portal.merge(there.get(0), there.get(1));
        portal.remove(there.get(2));
        portal.hubspot.clearCalls();

        List<ReadOutcome> outcomes = contacts.reader()
                .orElseThrow()
                .read(List.of(there.get(1).id(), there.get(2).id(), there.get(3).id(), "999999"), FIELDS);

        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(
                        ReadOutcome.MergedInto.class,
                        merged -> assertThat(merged.survivor().ref()).isEqualTo(survivor));
        assertThat(outcomes.get(1))
                .isEqualTo(new ReadOutcome.Archived(there.get(2).id()));
        assertThat(outcomes.get(2)).isInstanceOf(ReadOutcome.Present.class);
        assertThat(outcomes.get(3)).isEqualTo(new ReadOutcome.Missing("999999"));
        assertThat(portal.hubspot.calls("POST .*batch/read")).hasSize(3);
        assertThat(portal.hubspot.calls("GET ")).hasSize(3);
    }

    @Test
    void dealsAndCompaniesSpeakTheVocabulary() {
        RecordAccess deals = portal.connector().access(Deal.TYPE);
        RecordAccess companies = portal.connector().access(Company.TYPE);
        Map<String, Value> deal = new LinkedHashMap<>();
        deal.put("name", Value.text("Big deal"));
        deal.put("stage", Value.text("contractsent"));
        deal.put("pipeline", Value.text("default"));
        deal.put("amount", Value.decimal(new BigDecimal("1500.50")));
        deal.put("close_date", Value.moment(Instant.parse("2026-02-01T10:00:00Z")));

        WriteOutcome.Written sold = (WriteOutcome.Written) deals.writer()
                .orElseThrow()
                .write(List.of(new WriteOperation.Create("d", null, deal)))
                .get(0);
        companies
                .writer()
                .orElseThrow()
                .write(List.of(new WriteOperation.Create(
                        "c", null, Map.of("name", Value.text("Acme"), "postal_code", Value.text("6000")))));

        assertThat(portal.hubspot.record("deals", sold.ref().id()).orElseThrow())
                .containsEntry("dealname", "Big deal")
                .containsEntry("closedate", "2026-02-01T10:00:00.000Z");
        Record read = ((ReadOutcome.Present) deals.reader()
                        .orElseThrow()
                        .read(List.of(sold.ref().id()), deal.keySet())
                        .get(0))
                .record();
        assertThat(read.value(Deal.STAGE)).isEqualTo(Value.text("contractsent"));
        assertThat(read.value(Deal.AMOUNT).plain()).isEqualTo("1500.5");
        assertThat(portal.hubspot.records("companies").values())
                .anySatisfy(company ->
                        assertThat(company).containsEntry("name", "Acme").containsEntry("zip", "6000"));
    }

    private static Cursor walk(ChangeFeed feed, Cursor start, List<RecordRef> seen) {
        Cursor cursor = start;
        ChangePage page;
        do {
            page = feed.changesAfter(cursor, FIELDS);
            page.changes().forEach(change -> seen.add(change.ref()));
            cursor = page.next();
        } while (page.more());
        return cursor;
    }

    private WriteOperation create(int number, boolean keyed) {
        Map<String, Value> values = new LinkedHashMap<>();
        portal.sample(number).forEach((field, text) -> values.put(field.name(), Value.text(text)));
        if (keyed) {
            values.put(FakePortal.KEY.name(), Value.text("key-" + number));
        }
        return new WriteOperation.Create("intent-" + number, keyed ? FakePortal.KEY : null, values);
    }

    private void assertWrote(WriteOperation operation, WriteOutcome.Written written) {
        Map<String, Value> values = operation instanceof WriteOperation.Update update
                ? update.values()
                : ((WriteOperation.Create) operation).values();
        String firstName = values.getOrDefault("first_name", Value.absent()).plain();
        assertThat(portal.hubspot.record("contacts", written.ref().id()).orElseThrow())
                .containsEntry("firstname", firstName);
    }
}
