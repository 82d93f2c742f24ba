package io.tidelock.testkit.fake.cliniko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClinicStateTest {

    private static final List<String> QUESTIONS = List.of(
            "/v1/patients?per_page=100&q%5B%5D=archived_at:*",
            "/v1/patients?per_page=100&sort=updated_at",
            "/v1/contacts?q%5B%5D=archived_at:*",
            "/v1/user",
            "/v1/settings/public");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private Path file = Path.of("");

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("cliniko.json");
    }

    private FakeCliniko start() {
        return FakeCliniko.builder().clock(clock).apiKey(Caller.KEY).state(file).build();
    }

    private static FakeCliniko lived(FakeCliniko clinic) {
        List<String> patients = clinic.loadPatients(5);
        clinic.editPatient(
                patients.get(0),
                Map.of(
                        "city",
                        "Geelong",
                        "date_of_birth",
                        "1980-12-31",
                        "accepted_privacy_policy",
                        true,
                        "custom_fields",
                        Map.of("a", List.of(1, "b")),
                        "patient_phone_numbers",
                        List.of(Map.of("phone_type", "Home", "number", "03 9000 0000"))));
        clinic.archivePatient(patients.get(1));
        clinic.mergePatients(patients.get(2), patients.get(3));
        clinic.archiveContact(clinic.createContact(Map.of("first_name", "Doc", "last_name", "Tor")));
        return clinic;
    }

    @Test
    void nextProcessAnswersEveryQuestionAsTheLastOne() {
        Caller before = new Caller(lived(start()));
        List<String> answers =
                QUESTIONS.stream().map(before::get).map(FakeResponse::text).toList();

        clock.advance(Duration.ofHours(1));
        Caller after = new Caller(start());

        assertThat(answers.get(0)).contains("\"total_entries\":5", "Geelong");
        assertThat(QUESTIONS.stream().map(after::get).map(FakeResponse::text)).containsExactlyElementsOf(answers);
    }

    @Test
    void idsStampsAndInventedPatientsGoOn() {
        FakeCliniko first = lived(start());
        new Caller(first).get(QUESTIONS.get(0));
        String lastId = String.valueOf(first.patients().get(4).get("id"));

        FakeCliniko next = start();
        String newId = next.loadPatients(1).get(0);

        assertThat(Long.parseLong(newId)).isGreaterThan(Long.parseLong(lastId));
        assertThat(next.patients()).extracting(patient -> patient.get("email")).doesNotHaveDuplicates();
    }

    @Test
    void createdRecordIsInTheFileBeforeItIsAnswered() {
        new Caller(start()).post("/v1/patients", "{\"first_name\":\"Ann\",\"last_name\":\"Lee\"}");

        assertThat(start().patients()).hasSize(1);
    }

    @Test
    void whatPeopleDidIsInTheFileBeforeAnybodySeesIt() {
        FakeCliniko clinic = start();
        clinic.loadPatients(1);

        assertThat(start().patients()).isEmpty();

        new Caller(clinic).get("/v1/patients");
        assertThat(start().patients()).hasSize(1);
    }

    @Test
    void anotherFileIsRefusedAndLeftAsItIs() throws IOException {
        for (String other : List.of("", "no json", "[]", "{\"fake\":\"hubspot 1\"}")) {
            Files.writeString(file, other);

            assertThatThrownBy(this::start)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(file + " does not hold the state of a fake Cliniko");
            assertThat(Files.readString(file)).isEqualTo(other);
        }
    }

    @Test
    void placeThatCannotBeWrittenIsToldAtOnce() throws IOException {
        Files.writeString(file, "a file, no folder");

        assertThatThrownBy(() -> FakeCliniko.builder()
                        .state(file.resolve("cliniko.json"))
                        .build())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Cannot write " + file.resolve("cliniko.json"));
    }
}
