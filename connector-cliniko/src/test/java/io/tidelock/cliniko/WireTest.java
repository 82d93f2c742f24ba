package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.ChangePage;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Change;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The wire as the vendor's page has it, with its own examples: the fake has no say here. */
class WireTest {

    private static final String WINNER = "1764041171115451305";
    private static final String LOSER = "1764041171115451306";

    private final ManualClock clock = new ManualClock();
    private final List<FakeRequest> requests = new ArrayList<>();
    private final Deque<FakeResponse> answers = new ArrayDeque<>();
    private final FakeHttp http = FakeHttp.serving(request -> {
                requests.add(request);
                return answers.isEmpty() ? FakeResponse.empty(404) : answers.removeFirst();
            })
            .start();
    private final ClinikoConnector connector = ClinikoConnector.builder()
            .account("harbour")
            .apiKey(() -> Surgery.KEY)
            .userAgent("Tidelock tests (tests@example.com)")
            .baseUrl(URI.create(http.url() + "/v1/"))
            .clock(clock)
            .pause(clock)
            .build();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void requestIsWhatThePageDemands() {
        answers.add(FakeResponse.json(200, "{\"patients\":[],\"links\":{}}"));

        firstPage(Patient.TYPE, clock.instant());

        FakeRequest request = requests.get(0);
        String pair = Base64.getEncoder().encodeToString((Surgery.KEY + ":").getBytes(StandardCharsets.UTF_8));
        assertThat(request.header("User-Agent")).contains("Tidelock tests (tests@example.com)");
        assertThat(request.header("Authorization")).contains("Basic " + pair);
        assertThat(request.header("Accept")).contains("application/json");
        assertThat(request.path()).isEqualTo("/v1/patients");
        assertThat(request.target()).contains("q%5B%5D=").contains("%3A%3E%3D2026-01-05T08%3A00%3A00Z");
        assertThat(request.queryAll("q[]")).containsExactly("updated_at:>=2026-01-05T08:00:00Z", "archived_at:*");
        assertThat(request.query("page")).contains("1");
        assertThat(request.query("per_page")).contains("100");
        assertThat(request.query("sort")).isEmpty();
    }

    @Test
    void scanByTheStampOfArchivingAsksForNothingElse() {
        Instant now = clock.instant();
        answers.add(FakeResponse.json(200, "{\"patients\":[],\"links\":{}}"));
        ScanPosition archived = new ScanPosition(now, now.minusSeconds(7_200), ScanPosition.Stamp.ARCHIVED, 1, now);

        connector.access(Patient.TYPE).feed().orElseThrow().changesAfter(archived.cursor(), Set.of());

        assertThat(requests.get(0).queryAll("q[]")).containsExactly("archived_at:>=2026-01-05T06:00:00Z");
    }

    @Test
    void contactsAlsoShowWhatWasDeleted() {
        answers.add(fixture(200, "contacts.page1.json"));

        ChangePage page = firstPage(ClinikoContact.TYPE, Instant.EPOCH);

        assertThat(requests.get(0).queryAll("q[]"))
                .containsExactly("updated_at:>=1970-01-01T00:00:00Z", "archived_at:*", "deleted_at:*");
        assertThat(page.more()).isFalse();
        Record contact = ((Change.Upsert) page.changes().get(0)).record();
        assertThat(contact.value(ClinikoContact.WORK_PHONE)).isEqualTo(Value.text("03 9000 0002"));
        assertThat(contact.value(ClinikoContact.KIND)).isEqualTo(Value.text("Doctor"));
        assertThat(contact.value(ClinikoContact.CITY)).isEqualTo(Value.empty());
    }

    @Test
    void pagesAreReadUntilThereIsNoNextLink() {
        answers.add(fixture(200, "patients.page1.json"));
        answers.add(fixture(200, "patients.page2.json"));
        var feed = connector.access(Patient.TYPE).feed().orElseThrow();

        ChangePage first = feed.changesAfter(feed.since(Instant.EPOCH), Set.of());
        ChangePage second = feed.changesAfter(first.next(), Set.of());

        assertThat(first.more()).isTrue();
        assertThat(second.more()).isFalse();
        assertThat(requests.get(1).query("page")).contains("2");
        assertThat(second.changes()).containsExactly(Change.merge(patient(WINNER), List.of(patient(LOSER))));
        Record record = ((Change.Upsert) first.changes().get(0)).record();
        assertThat(record.changedAt()).contains(Instant.parse("2025-08-01T09:15:42Z"));
        assertThat(record.value(Patient.MOBILE_PHONE)).isEqualTo(Value.text("0400 000 001"));
        assertThat(record.value(Patient.COUNTRY_CODE)).isEqualTo(Value.text("AU"));
    }

    @Test
    void dateOfAFarFutureMakesTheFeedBlindForNothing() {
        FakeResponse empty = FakeResponse.json(200, "{\"patients\":[],\"links\":{}}");
        answers.add(empty.with("Date", "Tue, 05 Jan 2055 08:00:00 GMT"));
        answers.add(empty);
        var feed = connector.access(Patient.TYPE).feed().orElseThrow();

        ChangePage first = feed.changesAfter(feed.since(Instant.EPOCH), Set.of());
        feed.changesAfter(first.next(), Set.of());

        assertThat(requests.get(1).queryAll("q[]")).contains("updated_at:>=2026-01-05T07:59:00Z");
    }

    @Test
    void idsAreAskedForInOneList() {
        answers.add(onlyPage(fixture(200, "patient.json")));

        List<ReadOutcome> outcomes =
                connector.access(Patient.TYPE).reader().orElseThrow().read(List.of(WINNER, "7"), Set.of());

        assertThat(requests.get(0).queryAll("q[]")).containsExactly("id:=" + WINNER + ",7", "archived_at:*");
        assertThat(outcomes.get(1)).isEqualTo(new ReadOutcome.Missing("7"));
    }

    @Test
    void idMayBeANumberOfNineteenDigits() {
        answers.add(FakeResponse.json(200, "{\"patients\":[{\"id\":" + WINNER + ",\"first_name\":\"Pat\"}]}"));

        List<ReadOutcome> outcomes =
                connector.access(Patient.TYPE).reader().orElseThrow().read(List.of(WINNER), Set.of());

        Record record = ((ReadOutcome.Present) outcomes.get(0)).record();
        assertThat(record.value(Patient.FIRST_NAME)).isEqualTo(Value.text("Pat"));
        assertThat(record.value(Patient.HOME_PHONE).isAbsent()).isTrue();
        assertThat(record.value(Patient.CITY).isAbsent()).isTrue();
    }

    @Test
    void creationAndChangeSendOnlyWhatIsNamed() {
        answers.add(fixture(201, "patient.json"));
        answers.add(fixture(200, "patient.json"));

        write(new WriteOperation.Create("i-1", null, Map.of("city", Value.text("Perth"))));
        write(update(Patient.CITY, Value.empty()));

        assertThat(requests.get(0).method() + " " + requests.get(0).target()).isEqualTo("POST /v1/patients");
        assertThat(requests.get(0).text()).isEqualTo("{\"city\":\"Perth\"}");
        assertThat(requests.get(1).method() + " " + requests.get(1).target()).isEqualTo("PATCH /v1/patients/" + WINNER);
        assertThat(requests.get(1).text()).isEqualTo("{\"city\":null}");
        assertThat(requests.get(1).header("Content-Type").orElseThrow()).startsWith("application/json");
    }

    @Test
    void phonesGoOutAsTheWholeList() {
        answers.add(onlyPage(fixture(200, "patient.json")));
        answers.add(fixture(200, "patient.json"));

        write(update(Patient.HOME_PHONE, Value.text("03 9000 0008")));

        assertThat(requests.get(1).text())
                .isEqualTo("{\"patient_phone_numbers\":[{\"phone_type\":\"Mobile\",\"number\":\"0400 000 001\"},"
                        + "{\"phone_type\":\"Home\",\"number\":\"03 9000 0008\"}]}");
    }

    @Test
    void validationErrorNamesFieldAndReason() {
        answers.add(fixture(422, "error.422.json"));

        WriteOutcome outcome = write(update(Patient.FIRST_NAME, Value.empty()));

        assertThat(outcome)
                .isEqualTo(new WriteOutcome.Rejected("VALIDATION_FAILED", Map.of("first_name", "can't be blank")));
    }

    private ChangePage firstPage(RecordType type, Instant start) {
        var feed = connector.access(type).feed().orElseThrow();
        return feed.changesAfter(feed.since(start), Set.of());
    }

    private WriteOutcome write(WriteOperation operation) {
        return connector
                .access(Patient.TYPE)
                .writer()
                .orElseThrow()
                .write(List.of(operation))
                .get(0);
    }

    private static WriteOperation update(Field field, Value value) {
        return new WriteOperation.Update("i-2", patient(WINNER), Map.of(field.name(), value));
    }

    private static RecordRef patient(String id) {
        return RecordRef.of(Patient.TYPE, id);
    }

    private static FakeResponse onlyPage(FakeResponse row) {
        return FakeResponse.json(200, "{\"patients\":[" + row.text() + "],\"total_entries\":1,\"links\":{}}");
    }

    private static FakeResponse fixture(int status, String name) {
        try (InputStream in = WireTest.class.getResourceAsStream("/cliniko/" + name)) {
            return FakeResponse.json(
                    status, new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new AssertionError(name, unreadable);
        }
    }
}
