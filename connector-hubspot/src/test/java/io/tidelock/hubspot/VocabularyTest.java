package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.crm.Call;
import io.tidelock.crm.Deal;
import io.tidelock.crm.LineItem;
import io.tidelock.crm.Meeting;
import io.tidelock.crm.Note;
import io.tidelock.crm.Product;
import io.tidelock.crm.Task;
import io.tidelock.crm.Ticket;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Schema.Property;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field of the CRM vocabulary, as HubSpot says it. */
@ParameterizedClass
@ValueSource(strings = {"v3", "2026-03", "2026-09"})
class VocabularyTest {

    private static final String AT = "2026-03-01T10:00:00.000Z";

    private final FakePortal portal;
    private final String owner;

    VocabularyTest(String version) {
        this.portal = new FakePortal(version);
        this.owner = portal.hubspot.addOwner("owner@example.com", "Own", "Er");
    }

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    void taskIsSaidInHubSpotsWords() {
        assertSaid(
                Task.TYPE,
                values(
                        Task.TITLE, "Call back",
                        Task.BODY, "About the invoice",
                        Task.DUE, AT,
                        Task.STATUS, "IN_PROGRESS",
                        Task.PRIORITY, "HIGH",
                        Task.OWNER, owner),
                Map.of(
                        "hs_task_subject", "Call back",
                        "hs_task_body", "About the invoice",
                        "hs_timestamp", AT,
                        "hs_task_status", "IN_PROGRESS",
                        "hs_task_priority", "HIGH",
                        "hubspot_owner_id", owner));
    }

    @Test
    void callCountsMillisecondsAndItsStatusIsHowItEnded() {
        assertSaid(
                Call.TYPE,
                values(
                        Call.TITLE, "Incoming",
                        Call.BODY, "Asked for a date",
                        Call.AT, AT,
                        Call.DIRECTION, "INBOUND",
                        Call.STATUS, "NO_ANSWER",
                        Call.SECONDS, "12.5",
                        Call.FROM, "+41 44 000 00 01",
                        Call.TO, "+41 44 000 00 02",
                        Call.RECORDING, "https://recordings.example.com/1.mp3",
                        Call.OWNER, owner),
                Map.of(
                        "hs_call_duration", "12500",
                        "hs_call_status", "NO_ANSWER",
                        "hs_call_direction", "INBOUND",
                        "hs_call_from_number", "+41 44 000 00 01",
                        "hs_call_recording_url", "https://recordings.example.com/1.mp3"));
    }

    @Test
    void missedCallWasNotAnswered() {
        String id = portal.hubspot.create("calls", Map.of("hs_timestamp", AT, "hs_call_status", "MISSED"));

        assertThat(read(RecordRef.of(Call.TYPE, id), Set.of("status")).value(Call.STATUS))
                .isEqualTo(Value.text("NO_ANSWER"));
    }

    @Test
    void noteSaysWhatAndWhen() {
        assertSaid(
                Note.TYPE,
                values(Note.BODY, "A note", Note.AT, AT, Note.OWNER, owner),
                Map.of("hs_note_body", "A note", "hs_timestamp", AT));
    }

    @Test
    void meetingBeginsWhenItsTimestampSays() {
        assertSaid(
                Meeting.TYPE,
                values(
                        Meeting.TITLE, "First visit",
                        Meeting.BODY, "Bring papers",
                        Meeting.AT, AT,
                        Meeting.UNTIL, "2026-03-01T10:30:00.000Z",
                        Meeting.LOCATION, "Room 2",
                        Meeting.OUTCOME, "NO_SHOW",
                        Meeting.OWNER, owner),
                Map.of(
                        "hs_timestamp", AT,
                        "hs_meeting_start_time", AT,
                        "hs_meeting_end_time", "2026-03-01T10:30:00.000Z",
                        "hs_meeting_outcome", "NO_SHOW",
                        "hs_meeting_location", "Room 2"));
    }

    @Test
    void lineItemNamesItsProductAndShowsWhatHubSpotCalculates() {
        String product = portal.hubspot.create("products", Map.of("name", "Check", "price", "80"));

        RecordRef item = assertSaid(
                LineItem.TYPE,
                values(
                        LineItem.NAME, "Check-up",
                        LineItem.PRICE, "79.9",
                        LineItem.QUANTITY, "2",
                        LineItem.SKU, "CHK",
                        LineItem.PRODUCT, product,
                        LineItem.DESCRIPTION, "Yearly"),
                Map.of("hs_sku", "CHK", "hs_product_id", product, "amount", "159.80"));

        assertThat(read(item, Set.of("amount")).value(LineItem.AMOUNT).plain()).isEqualTo("159.80");
    }

    @Test
    @Tag("G15")
    void calculatedAmountIsRefusedAndNamed() {
        WriteOutcome outcome = write(LineItem.TYPE, values(LineItem.NAME, "Check-up", LineItem.AMOUNT, "5"));

        assertThat(outcome)
                .isEqualTo(new WriteOutcome.Rejected("READ_ONLY_VALUE", Map.of("amount", "is read-only in HubSpot")));
    }

    @Test
    void productAndTicketAreSaidInHubSpotsWords() {
        assertSaid(
                Product.TYPE,
                values(Product.NAME, "Check", Product.PRICE, "80", Product.SKU, "CHK", Product.DESCRIPTION, "Yearly"),
                Map.of("name", "Check", "price", "80", "hs_sku", "CHK", "description", "Yearly"));
        assertSaid(
                Ticket.TYPE,
                values(
                        Ticket.SUBJECT, "Help",
                        Ticket.BODY, "It is stuck",
                        Ticket.PIPELINE, "0",
                        Ticket.STAGE, "2",
                        Ticket.PRIORITY, "HIGH",
                        Ticket.OWNER, owner),
                Map.of(
                        "subject", "Help",
                        "content", "It is stuck",
                        "hs_pipeline", "0",
                        "hs_pipeline_stage", "2",
                        "hs_ticket_priority", "HIGH"));
    }

    @Test
    void dealSaysWhetherItIsClosedAndIsNotToldSo() {
        RecordRef deal = assertSaid(
                Deal.TYPE,
                values(Deal.NAME, "Sale", Deal.STAGE, "closedwon"),
                Map.of("dealname", "Sale", "dealstage", "closedwon"));

        assertThat(read(deal, Set.of("closed")).value(Deal.CLOSED)).isEqualTo(Value.bool(true));
        assertThat(write(Deal.TYPE, values(Deal.NAME, "Sale", Deal.STAGE, "closedwon", Deal.CLOSED, "false")))
                .isInstanceOfSatisfying(
                        WriteOutcome.Rejected.class,
                        rejected -> assertThat(rejected.fields()).containsOnlyKeys("closed"));
    }

    @Test
    void whatHubSpotDemandsOfEngagementsIsNamed() {
        for (RecordType type : List.of(Task.TYPE, Call.TYPE, Note.TYPE, Meeting.TYPE)) {
            String when = ObjectKind.of(type).orElseThrow().field("hs_timestamp");

            assertThat(write(type, Map.of("body", Value.text("without a time"))))
                    .as(type.name())
                    .isEqualTo(new WriteOutcome.Rejected("REQUIRED_FIELD", Map.of(when, "is required by HubSpot")));
        }
    }

    @Test
    void noPriorityIsNone() {
        String id = portal.hubspot.create("tasks", Map.of("hs_timestamp", AT, "hs_task_priority", "NONE"));

        assertThat(read(RecordRef.of(Task.TYPE, id), Set.of("priority")).value(Task.PRIORITY))
                .isEqualTo(Value.empty());
    }

    @Test
    void allOfTheVocabularyIsDefinedInHubSpot() {
        List<Property> all = new ArrayList<>();
        fields().forEach((type, fields) -> fields.forEach(field -> all.add(Property.of(type, field, field.name()))));

        assertThat(portal.connector().schema().orElseThrow().check(new Schema(all)))
                .isEmpty();
    }

    private static Map<RecordType, List<Field>> fields() {
        Map<RecordType, List<Field>> fields = new LinkedHashMap<>();
        fields.put(Deal.TYPE, Deal.FIELDS);
        fields.put(Ticket.TYPE, Ticket.FIELDS);
        fields.put(Product.TYPE, Product.FIELDS);
        fields.put(
                LineItem.TYPE,
                List.of(LineItem.NAME, LineItem.PRICE, LineItem.QUANTITY, LineItem.AMOUNT, LineItem.SKU));
        fields.put(Task.TYPE, Task.FIELDS);
        fields.put(Call.TYPE, Call.FIELDS);
        fields.put(Note.TYPE, Note.FIELDS);
        fields.put(Meeting.TYPE, Meeting.FIELDS);
        return fields;
    }

    /** Asserts that HubSpot holds the properties, and shows what was written in the receipt and when it is read. */
    private RecordRef assertSaid(RecordType type, Map<String, Value> values, Map<String, String> properties) {
        WriteOutcome outcome = write(type, values);

        assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
        WriteOutcome.Written written = (WriteOutcome.Written) outcome;
        String path = ObjectKind.of(type).orElseThrow().path();
        assertThat(portal.hubspot.record(path, written.ref().id()).orElseThrow())
                .containsAllEntriesOf(properties);
        assertShown(written.receipt().orElseThrow(), values);
        assertShown(read(written.ref(), values.keySet()), values);
        assertThat(read(written.ref(), values.keySet()).createdAt()).isPresent();
        return written.ref();
    }

    private static void assertShown(Record shown, Map<String, Value> values) {
        values.forEach((field, value) ->
                assertThat(shown.value(field).plain()).as(field).isEqualTo(value.plain()));
    }

    private WriteOutcome write(RecordType type, Map<String, Value> values) {
        return access(type)
                .writer()
                .orElseThrow()
                .write(List.of(new WriteOperation.Create("intent", null, values)))
                .get(0);
    }

    private Record read(RecordRef ref, Set<String> fields) {
        ReadOutcome outcome = access(ref.type())
                .reader()
                .orElseThrow()
                .read(List.of(ref.id()), fields)
                .get(0);
        return ((ReadOutcome.Present) outcome).record();
    }

    private RecordAccess access(RecordType type) {
        return portal.connector().access(type);
    }

    private static Map<String, Value> values(Object... pairs) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(((Field) pairs[i]).name(), Value.text((String) pairs[i + 1]));
        }
        return values;
    }
}
