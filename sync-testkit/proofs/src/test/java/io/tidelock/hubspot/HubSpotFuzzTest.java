package io.tidelock.hubspot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tidelock.connector.StartOverException;
import io.tidelock.connector.WebhookDecoder;
import io.tidelock.connector.WebhookOutcome;
import io.tidelock.connector.WebhookRequest;
import io.tidelock.fuzz.Fuzzed;
import io.tidelock.http.Answer;
import io.tidelock.http.Answers;
import io.tidelock.record.Cursor;
import io.tidelock.record.FieldType;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;
import io.tidelock.testkit.fake.hubspot.FakeWebhook;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;

/** What HubSpot, or somebody who says to be HubSpot, sends. */
@Timeout(600)
class HubSpotFuzzTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String SECRET = "a secret";
    private static final int[] STATUSES = {400, 401, 403, 404, 409, 413, 414, 422, 423, 429, 477, 500, 502, 207};
    private static final WebhookDecoder WEBHOOKS =
            HubSpotWebhooks.builder().clientSecret(() -> SECRET).build();

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void eventsAreHintsOrRefused(byte[] input) {
        WebhookOutcome outcome = Fuzzed.soon(() -> Events.read(input));

        if (outcome instanceof WebhookOutcome.Accepted accepted) {
            assertThat(accepted.hints())
                    .allMatch(hint -> Texts.isId(hint.ref().id())
                            && ObjectKind.of(hint.ref().type()).isPresent()
                            && hint.account().system().equals("hubspot"));
        } else {
            assertThat(outcome).isEqualTo(new WebhookOutcome.Refused(400, "BODY_UNREADABLE"));
        }
    }

    /** The input is, line by line: URL, signature, time stamp, body. */
    @FuzzTest(maxDuration = Fuzzed.TIME)
    void onlyWhatIsSignedIsBelieved(byte[] input) {
        String[] lines = (Fuzzed.text(input) + "\n\n\n").split("\n", 4);
        byte[] body = lines[3].getBytes(UTF_8);
        for (String version : List.of("X-HubSpot-Signature-v3", "X-HubSpot-Signature")) {
            Map<String, List<String>> headers = Map.of(
                    version,
                    List.of(lines[1]),
                    "X-HubSpot-Request-Timestamp",
                    List.of(lines[2]),
                    "X-HubSpot-Signature-Version",
                    List.of(lines[1]));
            assertThat(WEBHOOKS.decode(WebhookRequest.of("POST", lines[0], headers, body, NOW)))
                    .isInstanceOfSatisfying(
                            WebhookOutcome.Refused.class,
                            refused -> assertThat(refused.status()).isIn(401, 413, 500));
        }

        String url = "https://hooks.example.com/" + lines[0];
        FakeWebhook signed = FakeWebhook.ofBody(SECRET, url, NOW, lines[3]);
        WebhookOutcome outcome = WEBHOOKS.decode(
                WebhookRequest.of(signed.method(), url, signed.headers(), lines[3].getBytes(UTF_8), NOW));
        if (!url.contains("\r") && !url.contains("\u2028") && !url.contains("\u2029") && !url.contains("\u0085")) {
            assertThat(outcome).isEqualTo(Events.read(lines[3].getBytes(UTF_8)));
        }
    }

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void complaintsSayNothingButNamesAndIds(byte[] input) {
        int status = input.length == 0 ? 400 : STATUSES[(input[0] & 0xFF) % STATUSES.length];
        byte[] body = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        Answer answer = Answers.of(status, body.length == 0 ? "" : Byte.toString(body[0]), body);

        assertThat(Fuzzed.soon(() -> new Failures().read(answer))).isNotNull();
        Complaint complaint = Complaint.of(answer);
        assertThat(complaint.holder().stream()).allMatch(Texts::isId);
        assertThat(complaint.code()).matches("[A-Z][A-Z0-9_.]{1,79}");
        assertThat(complaint.faults().keySet()).allMatch(name -> name.matches("[A-Za-z0-9_]{1,100}"));
        assertThat(complaint.hopeless()).isSubsetOf(complaint.faults().keySet());
        assertThat(complaint.traces()).doesNotContainNull();
        assertThat(complaint.ids()).doesNotContainNull();
        complaint.keyIsNotUnique();
        complaint.internal();
    }

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void rowsAreReadOrSkipped(byte[] input) {
        for (Class<?> shape : List.of(
                Wire.Found.class,
                Wire.Batch.class,
                Wire.Owners.class,
                Wire.Properties.class,
                LinkWire.Associated.class)) {
            try {
                Object read = Answers.JSON.readValue(input, shape);
                if (read instanceof Wire.Found found) {
                    found.results().forEach(HubSpotFuzzTest::use);
                } else if (read instanceof Wire.Batch batch) {
                    batch.results().forEach(HubSpotFuzzTest::use);
                    batch.errors().forEach(problem -> Complaint.of(problem).faults());
                }
            } catch (IOException documented) {
                assertThat(documented).isNotNull();
            }
        }
    }

    private static void use(Wire.Stored stored) {
        stored.properties().forEach((name, text) -> {
            Texts.value(text);
            Texts.stamp(text);
        });
        assertThat(Records.absorbed(stored)).allMatch(Texts::isId);
    }

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void textsComeBackAsTheyWere(byte[] input) {
        String text = Fuzzed.text(input);

        assertThat(Texts.of(Texts.value(text))).isEqualTo(text);
        assertThat(Texts.alike(text, text)).isTrue();
        assertThat(Texts.alike(text, " " + text + " ")).isTrue();
        assertThat(String.join(";", Texts.parts(text))).isEqualTo(text.isBlank() ? "" : text);
        Instant stamp = Texts.stamp(text);
        if (stamp != null && stamp.getNano() % 1_000_000 == 0 && Math.abs(stamp.getEpochSecond()) < 200_000_000_000L) {
            assertThat(Texts.stamp(Texts.of(Value.moment(stamp)))).isEqualTo(stamp);
        }
        try {
            assertThat(Texts.of(FieldType.INSTANT.read(Value.text(text)))).isNotNull();
        } catch (UnreadableValueException documented) {
            assertThat(documented).isNotNull();
        }
        Fuzzed.soon(() -> Texts.alike(Fuzzed.long64(text), text) && Texts.isId(Fuzzed.long64(text)));
    }

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void cursorsGoOnOrStartOver(byte[] input) {
        FeedPlace place;
        try {
            place = FeedPlace.of(Cursor.of(Fuzzed.text(input)));
        } catch (StartOverException documented) {
            return;
        }
        isReadAsWritten(place);
        isReadAsWritten(
                place.window(place.window().completed(NOW, NOW, Duration.ofSeconds(30), Duration.ofMinutes(2))));
        RemovalPosition removals = place.removals().afterWindow(NOW, Duration.ofHours(1));
        isReadAsWritten(place.removals(removals));
        if (removals.looking()) {
            isReadAsWritten(place.removals(removals.page("next")));
            isReadAsWritten(place.removals(removals.done(Duration.ofHours(1))));
        }
    }

    private static void isReadAsWritten(FeedPlace place) {
        assertThat(FeedPlace.of(place.cursor())).isEqualTo(place);
    }
}
