package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.crm.Contact;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HubSpotWriterTest {

    private static final String CANARY = "canary-value-77";

    private final FakePortal portal = new FakePortal("2026-09");
    private final RecordWriter writer =
            portal.connector().access(Contact.TYPE).writer().orElseThrow();

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    @Tag("G8")
    void takenAddressLeadsToItsHolderAndTheRestIsWritten() {
        RecordRef there = portal.create(portal.sample(2));

        List<WriteOutcome> outcomes = writer.write(List.of(create(1, true), create(2, true), create(3, false)));

        assertThat(outcomes.get(0)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(outcomes.get(1)).isEqualTo(new WriteOutcome.AlreadyExists(there));
        assertThat(outcomes.get(2)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(portal.records()).hasSize(3);
    }

    @Test
    @Tag("G15")
    void rulesOfThePortalAreRefusalsOfTheirRecords() {
        portal.hubspot.requireOnCreate("contacts", "jobtitle");

        WriteOutcome outcome = writer.write(List.of(create(1, false))).get(0);

        assertThat(outcome).isInstanceOf(WriteOutcome.Rejected.class);
        assertThat(portal.records()).isEmpty();
    }

    @Test
    @Tag("G15")
    void propertyThatDoesNotExistCostsNoBisectionOfAHundred() {
        List<WriteOperation> batch = IntStream.range(0, 100)
                .mapToObj(i -> (WriteOperation) new WriteOperation.Create(
                        "i" + i,
                        null,
                        Map.of("email", Value.text("p" + i + "@example.com"), "no_such", Value.text(CANARY))))
                .toList();

        List<WriteOutcome> outcomes = writer.write(batch);

        assertThat(outcomes).allMatch(WriteOutcome.Rejected.class::isInstance);
        assertThat(outcomes.toString())
                .contains("PROPERTY_DOESNT_EXIST", "no_such")
                .doesNotContain(CANARY);
        assertThat(portal.hubspot.calls()).hasSize(1);
    }

    @Test
    void keyThatIsNotUniqueIsSaidOnceForAll() {
        List<WriteOperation> batch = IntStream.range(0, 100)
                .mapToObj(i -> (WriteOperation)
                        new WriteOperation.Create("i" + i, Contact.JOB_TITLE, Map.of("job_title", Value.text("t" + i))))
                .toList();

        List<WriteOutcome> outcomes = writer.write(batch);

        assertThat(outcomes).allMatch(WriteOutcome.Rejected.class::isInstance);
        assertThat(portal.hubspot.calls().size()).isLessThan(3);
    }

    @Test
    @Tag("G14")
    void answerWithoutResultsIsUnknownAndNothingIsSentAgain() {
        portal.hubspot.loseAnswer(
                1,
                FakeHubSpot.on("POST", "/batch/create"),
                FakeResponse.json(201, "{\"status\":\"COMPLETE\",\"results\":[]}"));

        assertThat(writer.write(List.of(create(1, false), create(2, false)))).containsOnly(new WriteOutcome.Unknown());
        assertThat(portal.records()).hasSize(2);
    }

    @Test
    @Tag("G19")
    void failuresShowNeitherTokenNorValues() {
        portal.hubspot.token("another");

        assertThatThrownBy(() -> writer.write(List.of(
                        new WriteOperation.Create("i", null, Map.of("email", Value.text(CANARY + "@example.com"))))))
                .isInstanceOf(ConnectorException.class)
                .hasMessageNotContaining(CANARY)
                .hasMessageNotContaining(FakePortal.TOKEN)
                .hasMessageContaining("batch/create");
    }

    @Test
    void nullClearsAndTheReceiptSaysSo() {
        RecordRef there = portal.create(portal.sample(1));
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("street", Value.empty());
        values.put("first_name", Value.text("Ann"));

        WriteOutcome.Written written =
                (WriteOutcome.Written) writer.write(List.of(new WriteOperation.Update("u", there, values)))
                        .get(0);

        assertThat(portal.hubspot.record("contacts", there.id()).orElseThrow()).doesNotContainKey("address");
        assertThat(written.receipt().orElseThrow().value(Contact.STREET).isNull())
                .isTrue();
        assertThat(written.receipt().orElseThrow().value(Contact.FIRST_NAME)).isEqualTo(Value.text("Ann"));
        assertThat(written.receipt().orElseThrow().changedAt()).contains(portal.clock.instant());
    }

    private WriteOperation create(int number, boolean keyed) {
        Map<String, Value> values = new LinkedHashMap<>();
        portal.sample(number).forEach((field, text) -> values.put(field.name(), Value.text(text)));
        if (keyed) {
            values.put(FakePortal.KEY.name(), Value.text("key-" + number));
        }
        return new WriteOperation.Create("intent-" + number, keyed ? FakePortal.KEY : null, values);
    }
}
