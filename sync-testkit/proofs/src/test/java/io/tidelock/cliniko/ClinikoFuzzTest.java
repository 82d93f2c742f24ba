package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tidelock.connector.StartOverException;
import io.tidelock.fuzz.Fuzzed;
import io.tidelock.http.Answers;
import io.tidelock.http.Reaction;
import io.tidelock.record.Cursor;
import io.tidelock.record.Value;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Timeout;

/** What Cliniko sends. */
@Timeout(600)
class ClinikoFuzzTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @SuppressWarnings("NullAway") // nothing is called
    private static final Resource PATIENTS = new Resource(
            Patient.TYPE,
            "patients",
            "patient_phone_numbers",
            Patient.FIELDS,
            List.of(),
            Set.of(),
            Set.of(),
            false,
            Reading.withPhones("patient_phone_numbers"),
            (filters, sort, page, size) -> null);

    private static final int[] STATUSES = {422, 429, 400, 401, 403, 404, 409, 500, 503};

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void rowsAreReadOrSkipped(byte[] input) {
        try {
            JsonNode json = Answers.JSON.readTree(input);
            Row.of(PATIENTS, json).ifPresent(row -> {
                assertThat(row.change()).isNotNull();
                assertThat(row.record().ref()).isEqualTo(row.ref());
                PhoneKind.merged(row.phones(), Map.of(PhoneKind.HOME, Value.text("1")));
            });
        } catch (IOException documented) {
            assertThat(documented).isNotNull();
        }
    }

    /** The input is the link to the survivor of a merge. */
    @FuzzTest(maxDuration = Fuzzed.TIME)
    void linksOfAnyLengthAreReadSoon(byte[] input) {
        String text = Fuzzed.text(input);
        for (String link : List.of(text, Fuzzed.long64(text) + "x", "?" + Fuzzed.long64(text) + "\nx")) {
            JsonNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("id", "1")
                    .set(
                            "merged_with_patient",
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .set(
                                            "links",
                                            JsonNodeFactory.instance
                                                    .objectNode()
                                                    .put("self", link)));
            Fuzzed.soon(() -> Row.of(PATIENTS, json).orElseThrow().change());
        }
    }

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void errorsBecomeReactions(byte[] input) {
        int status = input.length == 0 ? 422 : STATUSES[(input[0] & 0xFF) % STATUSES.length];
        byte[] body = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);

        Reaction reaction = Fuzzed.soon(
                () -> ClinikoFailures.read(Answers.of(status, Fuzzed.text(body).split("\n", 2)[0], body)));

        if (reaction instanceof Reaction.Refused refused) {
            assertThat(refused.fields()).hasSizeLessThanOrEqualTo(50);
            assertThat(refused.fields().values()).allMatch(reason -> reason.length() <= 200);
        } else if (reaction instanceof Reaction.Throttled throttled) {
            assertThat(throttled.after()).get().matches(wait -> !wait.isNegative());
        }
    }

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void cursorsGoOnOrStartOver(byte[] input) {
        ScanPosition position;
        try {
            position = ScanPosition.of(Cursor.of(Fuzzed.text(input)));
        } catch (StartOverException documented) {
            return;
        }
        assertThat(ScanPosition.of(position.cursor())).isEqualTo(position);
        assertThat(position.page()).isPositive();
        if (position.page() == Integer.MAX_VALUE) {
            return;
        }
        for (ScanPosition next : List.of(
                position.nextPage(NOW), position.archivedScan(NOW), position.finished(NOW, Duration.ofMinutes(1)))) {
            assertThat(ScanPosition.of(next.cursor())).isEqualTo(next);
        }
        position.owesArchivedScan(NOW, Duration.ofHours(1));
    }
}
