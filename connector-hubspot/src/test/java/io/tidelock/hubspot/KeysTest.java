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
import io.tidelock.record.Association;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import io.tidelock.testkit.fake.hubspot.FakeHubSpotBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Addresses, keys, lifecycle stages and large windows: what HubSpot does to those who trust their eyes. */
class KeysTest {

    private static final Field LIFECYCLE = Field.choice("lifecyclestage");

    private final FakePortal portal = new FakePortal("2026-03");
    private final RecordAccess contacts = portal.connector().access(Contact.TYPE);

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    @Tag("G9")
    void contactIsFoundByAnyOfItsAddressesAndKeepsItsPrimaryOne() {
        String id = portal.hubspot.create(
                "contacts", Map.of("email", "main@example.com", "hs_additional_emails", "second@example.com"));
        RecordRef ref = RecordRef.of(Contact.TYPE, id);

        List<List<Record>> found = contacts.finder()
                .orElseThrow()
                .by(List.of(Contact.EMAIL))
                .orElseThrow()
                .find(List.of(List.of("Second@Example.com")), Set.of("email"));
        assertThat(found.get(0)).extracting(Record::ref).containsExactly(ref);

        WriteOutcome.Written written = written(write(
                contacts,
                new WriteOperation.Update(
                        "u", ref, Map.of("email", Value.text("Second@example.com"), "last_name", Value.text("Lee")))));

        assertThat(portal.hubspot.record("contacts", id).orElseThrow())
                .containsEntry("email", "main@example.com")
                .containsEntry("lastname", "Lee");
        assertThat(written.receipt()).isPresent();
    }

    /** Nobody promises that a contact is read by an address that is not its main one. */
    @Test
    @Tag("G9")
    void contactsThatAreReadByTheirMainAddressOnlyAreSearchedByTheOthersIfAskedFor() {
        try (FakePortal strict = new FakePortal("2026-03", FakeHubSpotBuilder::batchReadByMainAddressOnly)) {
            String id = strict.hubspot.create(
                    "contacts", Map.of("email", "main@example.com", "hs_additional_emails", "second@example.com"));
            strict.hubspot.create("contacts", Map.of("email", "other@example.com"));
            List<List<String>> keys =
                    List.of(List.of("Second@Example.com"), List.of("other@example.com"), List.of("nobody@example.com"));

            assertThat(byEmail(strict.hubSpotConnector()).find(keys, Set.of()).get(0))
                    .isEmpty();
            strict.hubspot.clearCalls();
            RecordLookup searching =
                    byEmail(strict.settings().searchesOtherAddresses().build());
            List<List<Record>> found = searching.find(keys, Set.of());

            assertThat(found.get(0)).extracting(Record::ref).containsExactly(RecordRef.of(Contact.TYPE, id));
            assertThat(found.get(1)).hasSize(1);
            assertThat(found.get(2)).isEmpty();
            assertThat(strict.hubspot.calls("batch/read")).hasSize(1);
            assertThat(strict.hubspot.calls("search")).hasSize(1);

            searching.find(List.of(List.of("main@example.com")), Set.of());
            assertThat(strict.hubspot.calls("search"))
                    .as("whoever was read is not searched")
                    .hasSize(1);
        }
    }

    private static RecordLookup byEmail(HubSpotConnector connector) {
        return connector
                .access(Contact.TYPE)
                .finder()
                .orElseThrow()
                .by(List.of(Contact.EMAIL))
                .orElseThrow();
    }

    @Test
    @Tag("G9")
    void addressAloneThatTheContactHasAlreadyIsNotWrittenAndTheReceiptShowsTheOther() {
        String id = portal.hubspot.create(
                "contacts", Map.of("email", "main@example.com", "hs_additional_emails", "second@example.com"));
        contacts.finder()
                .orElseThrow()
                .by(List.of(Contact.EMAIL))
                .orElseThrow()
                .find(List.of(List.of("second@example.com")), Set.of());

        WriteOutcome.Written written = written(write(
                contacts,
                new WriteOperation.Update(
                        "u", RecordRef.of(Contact.TYPE, id), Map.of("email", Value.text("second@example.com")))));

        assertThat(written.receipt().orElseThrow().value(Contact.EMAIL)).isEqualTo(Value.text("main@example.com"));
        assertThat(portal.hubspot.calls("batch/update")).isEmpty();
    }

    @Test
    @Tag("G9")
    @Tag("G8")
    void addressThatAnotherContactHasBesidesItsOwnLeadsToThatContact() {
        String id = portal.hubspot.create(
                "contacts", Map.of("email", "main@example.com", "hs_additional_emails", "second@example.com"));

        WriteOutcome outcome = write(
                contacts, new WriteOperation.Create("c", null, Map.of("email", Value.text("second@example.com"))));

        assertThat(outcome).isEqualTo(new WriteOutcome.AlreadyExists(RecordRef.of(Contact.TYPE, id)));
    }

    @Test
    @Tag("G22")
    void companiesOfOneDomainAreTwoUnlessTheirKeySaysOtherwise() {
        portal.hubspot.defineUniqueProperty("companies", FakePortal.KEY.name());
        RecordAccess companies = portal.connector().access(Company.TYPE);
        Map<String, Value> values = Map.of(
                "domain",
                Value.text("acme.example.com"),
                "name",
                Value.text("Acme"),
                FakePortal.KEY.name(),
                Value.text("c-1"));

        RecordRef byKey = written(write(companies, new WriteOperation.Create("1", FakePortal.KEY, values)))
                .ref();
        RecordRef again = written(write(companies, new WriteOperation.Create("2", FakePortal.KEY, values)))
                .ref();
        RecordRef other = written(write(
                        companies,
                        new WriteOperation.Create("3", null, Map.of("domain", Value.text("acme.example.com")))))
                .ref();

        assertThat(again).isEqualTo(byKey);
        assertThat(other).isNotEqualTo(byKey);
        assertThat(companies
                        .finder()
                        .orElseThrow()
                        .by(List.of(Company.DOMAIN))
                        .orElseThrow()
                        .authoritative())
                .isFalse();
    }

    @Test
    @Tag("G23")
    void laterLifecycleStageStaysAndTheReceiptSaysSo() {
        RecordRef ref = customer();

        WriteOutcome.Written written = written(write(contacts, lead(ref)));

        assertThat(written.receipt().orElseThrow().value(LIFECYCLE)).isEqualTo(Value.text("customer"));
        assertThat(portal.hubspot.calls("batch/update")).hasSize(1);
    }

    @Test
    @Tag("G23")
    void lifecycleStageIsEmptiedAndSetWhereItMayMoveBack() {
        RecordRef ref = customer();
        RecordAccess moving = portal.settings().lifecycleMovesBack().build().access(Contact.TYPE);

        WriteOutcome.Written written = written(write(moving, lead(ref)));

        assertThat(written.receipt().orElseThrow().value(LIFECYCLE).plain()).isEqualTo("lead");
        assertThat(written.receipt().orElseThrow().value(Contact.LAST_NAME)).isEqualTo(Value.text("Lee"));
        assertThat(portal.hubspot.record("contacts", ref.id()).orElseThrow()).containsEntry("lifecyclestage", "lead");
        assertThat(portal.hubspot.calls("batch/update")).hasSize(3);
        portal.hubspot.clearCalls();
        written(write(moving, lead(ref)));
        assertThat(portal.hubspot.calls("batch/update")).hasSize(1);
    }

    @Test
    @Tag("G24")
    void erasedContactIsMissingAndIsNotCreatedAnew() {
        RecordRef ref = portal.create(portal.sample(1));
        portal.hubspot.erase(ref.id());

        assertThat(contacts.reader().orElseThrow().read(List.of(ref.id()), Set.of("email")))
                .containsExactly(new ReadOutcome.Missing(ref.id()));
        WriteOutcome outcome = write(
                contacts, new WriteOperation.Create("c", null, Map.of("email", Value.text("person1@example.com"))));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        WriteOutcome.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo("GDPR_BLACKLISTED_EMAIL"));
        assertThat(portal.records()).isEmpty();
    }

    @Test
    @Tag("G5")
    void archivedRecordIsToldByAReadAndShownAgainWhenItIsRestored() {
        RecordRef ref = portal.create(portal.sample(1));
        ChangeFeed feed = contacts.feed().orElseThrow();
        Cursor cursor = walk(feed, feed.since(Instant.EPOCH), new ArrayList<>());
        portal.clock.advance(Duration.ofMinutes(10));
        portal.hubspot.archive("contacts", ref.id());

        List<RecordRef> seen = new ArrayList<>();
        cursor = walk(feed, cursor, seen);
        assertThat(seen).isEmpty();
        assertThat(contacts.reader().orElseThrow().read(List.of(ref.id()), Set.of()))
                .containsExactly(new ReadOutcome.Archived(ref.id()));

        portal.hubspot.restore("contacts", ref.id());
        portal.clock.advance(Duration.ofMinutes(1));
        walk(feed, cursor, seen);
        assertThat(seen).containsExactly(ref);
    }

    @Test
    @Tag("G6")
    void associationMovesNoStampAndIsSeenWhenTheRecordIsRead() {
        RecordRef ref = portal.create(portal.sample(1));
        RecordRef deal = portal.deal(1);
        ChangeFeed feed = contacts.feed().orElseThrow();
        Cursor cursor = walk(feed, feed.since(Instant.EPOCH), new ArrayList<>());
        portal.clock.advance(Duration.ofMinutes(10));
        cursor = walk(feed, cursor, new ArrayList<>());
        portal.clock.advance(Duration.ofMinutes(10));
        portal.hubspot.associate("contacts", ref.id(), "deals", deal.id());

        List<RecordRef> seen = new ArrayList<>();
        walk(feed, cursor, seen);

        assertThat(seen).isEmpty();
        Field deals = Association.to(deal.type()).field();
        ReadOutcome read = contacts.reader()
                .orElseThrow()
                .read(List.of(ref.id()), Set.of(deals.name()))
                .get(0);
        assertThat(((ReadOutcome.Present) read).record().value(deals)).isEqualTo(Value.items(List.of(deal.id())));
    }

    @Test
    @Tag("G11")
    void survivorOfAMergeIsShownWithWhatItAbsorbedOldOnesToo() {
        RecordRef one = portal.create(portal.sample(1));
        RecordRef two = portal.create(portal.sample(2));
        RecordRef three = portal.create(portal.sample(3));
        RecordRef merged = portal.merge(portal.merge(one, two), three);
        ChangeFeed feed = contacts.feed().orElseThrow();

        List<Change> changes = new ArrayList<>();
        Cursor cursor = feed.since(Instant.EPOCH);
        ChangePage page;
        do {
            page = feed.changesAfter(cursor, Set.of("email"));
            changes.addAll(page.changes());
            cursor = page.next();
        } while (page.more());

        assertThat(changes)
                .anySatisfy(change -> assertThat(change).isInstanceOfSatisfying(Change.Merge.class, merge -> {
                    assertThat(merge.ref()).isEqualTo(merged);
                    assertThat(merge.absorbed()).contains(one, two, three);
                }));
    }

    @Test
    @Tag("G4")
    @Tag("G27")
    void twentyFiveThousandWithTwelveThousandAtOneInstantAreEachReadOnce() {
        for (int i = 0; i < 6_500; i++) {
            create(i);
            portal.clock.advance(Duration.ofMillis(7));
        }
        for (int i = 6_500; i < 18_500; i++) {
            create(i);
        }
        for (int i = 18_500; i < 25_000; i++) {
            portal.clock.advance(Duration.ofMillis(7));
            create(i);
        }
        portal.clock.advance(Duration.ofHours(3));
        portal.hubspot.clearCalls();
        ChangeFeed feed = portal.settings()
                .pageSize(200)
                .build()
                .access(Contact.TYPE)
                .feed()
                .orElseThrow();

        List<RecordRef> seen = new ArrayList<>();
        walk(feed, feed.since(Instant.EPOCH), seen);

        Map<RecordRef, Integer> times = new HashMap<>();
        seen.forEach(ref -> times.merge(ref, 1, Integer::sum));
        assertThat(times).hasSize(25_000);
        assertThat(times.values()).containsOnly(1);
        assertThat(portal.hubspot.calls()).hasSizeLessThanOrEqualTo(126);
    }

    private void create(int number) {
        portal.hubspot.create("contacts", Map.of("lastname", "Somebody" + number));
    }

    private RecordRef customer() {
        RecordRef ref = portal.create(portal.sample(1));
        portal.hubspot.edit("contacts", ref.id(), Map.of("lifecyclestage", "customer"));
        return ref;
    }

    private static WriteOperation lead(RecordRef ref) {
        return new WriteOperation.Update(
                "lead", ref, Map.of(LIFECYCLE.name(), Value.text("lead"), "last_name", Value.text("Lee")));
    }

    private static WriteOutcome write(RecordAccess access, WriteOperation operation) {
        return access.writer().orElseThrow().write(List.of(operation)).get(0);
    }

    private static WriteOutcome.Written written(WriteOutcome outcome) {
        assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
        return (WriteOutcome.Written) outcome;
    }

    private static Cursor walk(ChangeFeed feed, Cursor start, List<RecordRef> seen) {
        Cursor cursor = start;
        ChangePage page;
        do {
            page = feed.changesAfter(cursor, Set.of("email"));
            page.changes().forEach(change -> seen.add(change.ref()));
            cursor = page.next();
        } while (page.more());
        return cursor;
    }
}
