package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.Connector;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.crm.Call;
import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.LineItem;
import io.tidelock.crm.Meeting;
import io.tidelock.crm.Note;
import io.tidelock.crm.Product;
import io.tidelock.crm.Task;
import io.tidelock.crm.Ticket;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import io.tidelock.testkit.fake.FakeResponse;
import java.util.ArrayList;
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

/** What is HubSpot's own about associations: the primary company, labels of others, batches, pages, and what they cost. */
@ParameterizedClass
@ValueSource(strings = {"v3", "2026-03", "2026-09"})
class AssociationFieldsTest {

    private static final Association COMPANIES = Association.to(Company.TYPE);
    private static final Field PRIMARY = COMPANIES.labelled("Primary").field();
    private static final Field PATIENTS =
            Association.to(Contact.TYPE).labelled("Patient").field();
    private static final Field CONTACTS = Association.to(Contact.TYPE).field();
    private static final String AT = "2026-03-01T10:00:00Z";

    private final FakePortal portal;
    private final Connector connector;
    private final RecordRef contact;
    private final RecordRef acme;
    private final RecordRef deal;

    AssociationFieldsTest(String version) {
        portal = new FakePortal(version);
        connector = portal.connector();
        contact = portal.create(portal.sample(1));
        acme = company("Acme");
        deal = portal.deal(1);
        portal.hubspot.clearCalls();
    }

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    @Tag("G21")
    void plainCompanyIsNotMadeThePrimaryOneAndAPrimaryOneIsAssociated() {
        written(set(contact, COMPANIES.field(), acme));
        assertThat(ids(contact, PRIMARY)).isEmpty();

        RecordRef other = company("Other");
        portal.hubspot.administrator().associate("contacts", contact.id(), "companies", other.id(), "Primary");

        assertThat(ids(contact, COMPANIES.field())).containsExactlyInAnyOrder(acme.id(), other.id());
        assertThat(ids(contact, PRIMARY)).containsExactly(other.id());
    }

    @Test
    void primaryCompanyMovesAndTheOldOneStaysAssociated() {
        RecordRef other = company("Other");
        written(set(contact, PRIMARY, other));

        written(set(contact, PRIMARY, acme));

        assertThat(ids(contact, PRIMARY)).containsExactly(acme.id());
        assertThat(ids(contact, COMPANIES.field())).containsExactlyInAnyOrder(acme.id(), other.id());
        assertThat(ids(acme, Association.to(Contact.TYPE).labelled("Primary").field()))
                .containsExactly(contact.id());
    }

    @Test
    void labelsOfOthersStayAndHoldTheAssociation() {
        portal.hubspot.administrator().addLabel("deals", "contacts", "Referrer");
        portal.hubspot.administrator().associate("deals", deal.id(), "contacts", contact.id(), "Referrer");

        written(set(deal, PATIENTS, contact));
        assertThat(labels()).containsExactly("Patient", "Referrer");

        written(set(deal, PATIENTS));
        assertThat(labels()).containsExactly("Referrer");

        WriteOutcome.Written kept = written(set(deal, CONTACTS));
        assertThat(labels()).containsExactly("Referrer");
        assertThat(kept.receipt().orElseThrow().value(CONTACTS)).isEqualTo(Value.items(List.of(contact.id())));
    }

    @Test
    void labelIsMadeOnceAndOneThatIsThereIsUsed() {
        portal.hubspot.administrator().addLabel("contacts", "deals", "Referrer");

        written(set(deal, PATIENTS, contact));
        written(set(deal, Association.to(Contact.TYPE).labelled("Referrer").field(), contact));
        portal.hubspot.clearCalls();
        written(set(portal.deal(2), PATIENTS, contact));

        assertThat(portal.hubspot.administrator().labels("deals", "contacts")).containsExactly("Referrer", "Patient");
        assertThat(portal.hubspot.calls("labels")).isEmpty();
    }

    @Test
    void bothFieldsOfOneRecordAreSetInOneGo() {
        RecordRef two = portal.create(portal.sample(2));
        Map<String, Value> values = new LinkedHashMap<>();
        values.put(CONTACTS.name(), Value.items(List.of(contact.id(), two.id())));
        values.put(PATIENTS.name(), Value.items(List.of(two.id())));

        written(write(Deal.TYPE, new WriteOperation.Update("both", deal, values)));

        assertThat(ids(deal, CONTACTS)).containsExactlyInAnyOrder(contact.id(), two.id());
        assertThat(ids(deal, PATIENTS)).containsExactly(two.id());
        assertThat(portal.hubspot.calls("batch/create")).hasSize(1);
    }

    @Test
    void keyedCreationIsAssociatedAfterItAndFoundAgainByItsKey() {
        portal.hubspot.defineUniqueProperty("deals", FakePortal.KEY.name());
        Map<String, Value> values = new LinkedHashMap<>();
        values.put(FakePortal.KEY.name(), Value.text("d-1"));
        values.put("name", Value.text("Deal"));
        values.put("stage", Value.text("contractsent"));
        values.put(PATIENTS.name(), Value.items(List.of(contact.id())));
        WriteOperation create = new WriteOperation.Create("keyed", FakePortal.KEY, values);

        WriteOutcome.Written made = written(write(Deal.TYPE, create));
        assertThat(made.created()).isTrue();
        assertThat(made.receipt().orElseThrow().value(PATIENTS)).isEqualTo(Value.items(List.of(contact.id())));

        WriteOutcome.Written again = written(write(Deal.TYPE, create));
        assertThat(again.created()).isFalse();
        assertThat(again.ref()).isEqualTo(made.ref());
        assertThat(ids(made.ref(), PATIENTS)).containsExactly(contact.id());
    }

    @Test
    void associationsThatCouldNotBeSentAreSentAgain() {
        portal.hubspot.answerInstead(
                9,
                request -> request.path().contains("/associations/")
                        && request.path().endsWith("/batch/create"),
                FakeResponse.json(403, "{\"category\":\"MISSING_SCOPES\",\"message\":\"no\"}"));

        assertThat(set(deal, PATIENTS, contact)).isInstanceOf(WriteOutcome.Retryable.class);

        portal.hubspot.clearFaults();
        written(set(deal, PATIENTS, contact));
    }

    @Test
    void lostAnswerToAssociationsIsUnknown() {
        portal.hubspot.loseAnswer(
                1,
                request -> request.path().contains("/associations/")
                        && request.path().endsWith("/batch/create"),
                FakeResponse.json(502, "<html>bad gateway</html>"));

        assertThat(set(deal, PATIENTS, contact)).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(ids(deal, PATIENTS)).containsExactly(contact.id());
    }

    @Test
    void engagementsAreCreatedWithWhatTheyAreAbout() {
        Map<RecordType, Map<String, Value>> engagements = new LinkedHashMap<>();
        engagements.put(Task.TYPE, Map.of("due", Value.text(AT)));
        engagements.put(Call.TYPE, Map.of("at", Value.text(AT)));
        engagements.put(Note.TYPE, Map.of("at", Value.text(AT)));
        engagements.put(Meeting.TYPE, Map.of("at", Value.text(AT)));
        RecordRef ticket = RecordRef.of(
                Ticket.TYPE,
                portal.hubspot.create(
                        "tickets", Map.of("subject", "Help", "hs_pipeline", "0", "hs_pipeline_stage", "1")));

        engagements.forEach((type, required) -> {
            Map<String, Value> values = new LinkedHashMap<>(required);
            for (RecordRef end : List.of(contact, acme, deal, ticket)) {
                values.put(Association.to(end.type()).field().name(), Value.items(List.of(end.id())));
            }
            portal.hubspot.clearCalls();

            RecordRef made = written(write(type, new WriteOperation.Create("e", null, values)))
                    .ref();

            assertThat(portal.hubspot.calls("POST"))
                    .as("one call for a " + type)
                    .hasSize(1);
            for (RecordRef end : List.of(contact, acme, deal, ticket)) {
                assertThat(ids(made, Association.to(end.type()).field())).containsExactly(end.id());
                assertThat(ids(end, Association.to(type).field())).contains(made.id());
            }
        });
    }

    @Test
    void lineItemBelongsToOneDealAndProductsToNone() {
        Field deals = Association.to(Deal.TYPE).field();
        Map<String, Value> values =
                Map.of("name", Value.text("Check-up"), deals.name(), Value.items(List.of(deal.id())));
        RecordRef item = written(write(LineItem.TYPE, new WriteOperation.Create("i", null, values)))
                .ref();
        assertThat(ids(deal, Association.to(LineItem.TYPE).field())).containsExactly(item.id());

        WriteOutcome second = set(item, deals, deal, portal.deal(2));

        assertThat(second)
                .isInstanceOfSatisfying(
                        WriteOutcome.Rejected.class,
                        rejected -> assertThat(rejected.fields()).containsOnlyKeys(deals.name()));
        assertThat(connector.access(Product.TYPE).associations()).isEmpty();
        assertThat(set(contact, Association.to(Product.TYPE).field(), item)).isInstanceOf(WriteOutcome.Rejected.class);
    }

    @Test
    @Tag("G7")
    void moreThanFiveHundredAreAllReadAndWritten() {
        List<String> all = IntStream.range(0, 1_200)
                .mapToObj(i -> portal.create(portal.sample(100 + i)).id())
                .toList();

        written(write(Company.TYPE, update(acme, CONTACTS, Value.items(all))));
        portal.hubspot.clearCalls();

        assertThat(ids(acme, CONTACTS)).isEqualTo(new TreeSet<>(all));
        assertThat(portal.hubspot.calls("associations/.*batch/read")).hasSize(3);
        written(write(Company.TYPE, update(acme, CONTACTS, Value.items(all.subList(0, 700)))));
        assertThat(ids(acme, CONTACTS)).isEqualTo(new TreeSet<>(all.subList(0, 700)));
    }

    @Test
    void hundredRecordsCostACallMoreToReadAndOneToWriteTheirAssociations() {
        List<WriteOperation> creations = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            RecordRef person = portal.create(portal.sample(200 + i));
            creations.add(new WriteOperation.Create(
                    "n-" + i,
                    null,
                    Map.of(
                            "name",
                            Value.text("Deal " + i),
                            "stage",
                            Value.text("contractsent"),
                            CONTACTS.name(),
                            Value.items(List.of(person.id())))));
        }
        portal.hubspot.clearCalls();
        List<WriteOutcome> outcomes = writer(Deal.TYPE).write(creations);
        assertThat(portal.hubspot.calls()).as("they ride along").hasSize(1);

        List<WriteOperation> changes = new ArrayList<>();
        outcomes.forEach(
                outcome -> changes.add(update(written(outcome).ref(), CONTACTS, Value.items(List.of(contact.id())))));
        portal.hubspot.clearCalls();
        writer(Deal.TYPE).write(changes).forEach(AssociationFieldsTest::written);

        assertThat(portal.hubspot.calls("objects/.*batch/read")).hasSize(1);
        assertThat(portal.hubspot.calls("associations/.*batch/read")).hasSize(1);
        assertThat(portal.hubspot.calls("associations/.*batch/archive")).hasSize(1);
        assertThat(portal.hubspot.calls("associations/.*batch/create")).hasSize(1);
        assertThat(portal.hubspot.calls()).hasSize(4);
    }

    @Test
    void nothingIsAskedAboutAssociationsThatNobodyMaps() {
        reader(Contact.TYPE).read(List.of(contact.id()), Set.of("email"));

        assertThat(portal.hubspot.calls("associations")).isEmpty();
    }

    private Set<String> labels() {
        return portal.hubspot.administrator().labels("deals", deal.id(), "contacts", contact.id());
    }

    private RecordRef company(String name) {
        return RecordRef.of(Company.TYPE, portal.hubspot.create("companies", Map.of("name", name)));
    }

    private WriteOutcome set(RecordRef record, Field field, RecordRef... others) {
        return write(
                record.type(),
                update(
                        record,
                        field,
                        Value.items(List.of(others).stream().map(RecordRef::id).toList())));
    }

    private static WriteOperation update(RecordRef record, Field field, Value value) {
        return new WriteOperation.Update("set-" + record.id(), record, Map.of(field.name(), value));
    }

    private WriteOutcome write(RecordType type, WriteOperation operation) {
        return writer(type).write(List.of(operation)).get(0);
    }

    private RecordWriter writer(RecordType type) {
        return connector.access(type).writer().orElseThrow();
    }

    private RecordReader reader(RecordType type) {
        return connector.access(type).reader().orElseThrow();
    }

    private static WriteOutcome.Written written(WriteOutcome outcome) {
        assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
        return (WriteOutcome.Written) outcome;
    }

    private Set<String> ids(RecordRef record, Field field) {
        ReadOutcome outcome = reader(record.type())
                .read(List.of(record.id()), Set.of(field.name()))
                .get(0);
        return ((ReadOutcome.Present) outcome).record().value(field) instanceof Value.Items items
                ? items.items()
                : Set.of();
    }
}
