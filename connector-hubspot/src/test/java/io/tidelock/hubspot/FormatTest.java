package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.crm.Contact;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values take the form that the portal's own definition of a property asks for, before they are sent. */
class FormatTest {

    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 2, 3);

    private final FakePortal portal = new FakePortal("2026-09");
    private final RecordWriter writer =
            portal.connector().access(Contact.TYPE).writer().orElseThrow();

    @BeforeEach
    void defineOneOfEachKind() {
        portal.hubspot.defineProperty("contacts", "a_day", "date", "date");
        portal.hubspot.defineProperty("contacts", "a_moment", "datetime", "date");
        portal.hubspot.defineProperty("contacts", "a_number", "number", "number");
        portal.hubspot.defineEnumeration("contacts", "an_option", "Yes", "No");
    }

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    @Tag("G20")
    void theDefinitionDecidesBetweenDayAndMomentNotTheNameNorTheValue() {
        WriteOutcome outcome = write(Map.of("a_day", Value.date(DAY), "a_moment", Value.date(DAY)));

        assertThat(stored(outcome))
                .containsEntry("a_day", "2026-02-03")
                .containsEntry("a_moment", "2026-02-03T00:00:00.000Z");
        assertThat(stored(write(Map.of("a_day", Value.moment(Instant.parse("2026-02-03T00:00:00Z"))))))
                .containsEntry("a_day", "2026-02-03");
        assertThat(stored(write(Map.of("a_moment", Value.moment(NOON)))))
                .containsEntry("a_moment", "2026-02-03T12:00:00.000Z");
    }

    @Test
    @Tag("G20")
    void momentThatIsNotMidnightFitsNoDayAndIsNotSent() {
        WriteOutcome outcome = write(Map.of("a_day", Value.moment(NOON)));

        assertThat(outcome)
                .isEqualTo(
                        new WriteOutcome.Rejected("INVALID_DATE", Map.of("a_day", "is no date that HubSpot accepts")));
        assertThat(portal.hubspot.calls("batch/")).isEmpty();
    }

    @Test
    @Tag("G15")
    void whatTheDefinitionsRefuseIsNamedFieldByFieldAndTheRestIsWritten() {
        write(Map.of("a_day", Value.date(DAY)));
        portal.hubspot.clearCalls();
        Map<String, Value> bad = new LinkedHashMap<>();
        bad.put("a_number", Value.text("twelve"));
        bad.put("an_option", Value.text("yes"));
        bad.put("hs_object_id", Value.text("1"));
        bad.put("a_moment", Value.text("soon"));

        List<WriteOutcome> outcomes = writer.write(List.of(
                new WriteOperation.Create("bad", null, bad),
                new WriteOperation.Create("good", null, Map.of("last_name", Value.text("Good")))));

        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(
                        WriteOutcome.Rejected.class,
                        rejected -> assertThat(rejected.fields())
                                .containsOnlyKeys("a_number", "an_option", "hs_object_id", "a_moment"));
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(portal.hubspot.calls("batch/create")).hasSize(1);
    }

    @Test
    @Tag("G13")
    void whiteSpaceAroundAnythingButTextIsTakenAway() {
        write(Map.of("a_day", Value.date(DAY)));

        assertThat(stored(write(Map.of("a_number", Value.text(" 12.50 "), "an_option", Value.text(" Yes ")))))
                .containsEntry("a_number", "12.5")
                .containsEntry("an_option", "Yes");
        assertThat(stored(write(Map.of("a_number", Value.decimal(new BigDecimal("1E+3"))))))
                .containsEntry("a_number", "1000");
    }

    @Test
    void optionThatSomebodyJustAddedIsTaken() {
        write(Map.of("a_day", Value.date(DAY)));
        portal.hubspot.archiveProperty("contacts", "an_option");
        portal.hubspot.defineEnumeration("contacts", "an_option", "Yes", "No", "Maybe");
        portal.clock.advance(Duration.ofMinutes(2));

        assertThat(write(Map.of("an_option", Value.text("Maybe")))).isInstanceOf(WriteOutcome.Written.class);
    }

    @Test
    void textsAndChoicesCostNoCallForTheDefinitions() {
        RecordRef ref = ((WriteOutcome.Written) write(Map.of("an_option", Value.text("No")))).ref();

        assertThat(stored(write(ref, Map.of("an_option", Value.empty())))).doesNotContainKey("an_option");
        assertThat(portal.hubspot.calls("properties")).isEmpty();
    }

    private WriteOutcome write(Map<String, Value> values) {
        Map<String, Value> all = new LinkedHashMap<>(values);
        all.put("last_name", Value.text("Somebody"));
        return writer.write(List.of(new WriteOperation.Create("c", null, all))).get(0);
    }

    private WriteOutcome write(RecordRef ref, Map<String, Value> values) {
        return writer.write(List.of(new WriteOperation.Update("u", ref, values)))
                .get(0);
    }

    private Map<String, String> stored(WriteOutcome outcome) {
        assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
        return portal.hubspot
                .record("contacts", ((WriteOutcome.Written) outcome).ref().id())
                .orElseThrow();
    }
}
