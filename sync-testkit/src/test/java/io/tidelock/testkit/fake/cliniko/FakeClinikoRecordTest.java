package io.tidelock.testkit.fake.cliniko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FakeClinikoRecordTest {

    private static final String PATH = "/v1/patients";

    private final ManualClock clock = new ManualClock();
    private final FakeCliniko clinic =
            FakeCliniko.builder().clock(clock).apiKey(Caller.KEY).build();
    private final Caller caller = new Caller(clinic);

    private static JsonNode fixture(String name) throws IOException {
        try (InputStream in = FakeClinikoRecordTest.class.getResourceAsStream("/fixtures/cliniko/" + name)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
    }

    private String ann() {
        return clinic.createPatient(Map.of("first_name", "Ann", "last_name", "Sample"));
    }

    private static JsonNode errors(FakeResponse response) {
        assertThat(response.status()).isEqualTo(422);
        assertThat(Caller.json(response).path("message").asText()).isEqualTo("Validation Failed");
        return Caller.json(response).path("errors");
    }

    @Test
    void recordedPatientComesBackAsItWas() throws IOException {
        JsonNode recorded = fixture("patient.json");

        FakeResponse created = caller.post(PATH, recorded.toString());

        assertThat(created.status()).isEqualTo(201);
        JsonNode ours = Caller.json(created);
        for (String name : List.of("accepted_sms_marketing", "created_at", "updated_at", "id")) {
            assertThat(ours.has(name)).as(name).isTrue();
        }
        recorded.properties().forEach(entry -> {
            if (!entry.getValue().isObject()
                    && !List.of("accepted_sms_marketing", "created_at", "updated_at", "id")
                            .contains(entry.getKey())) {
                assertThat(ours.get(entry.getKey())).as(entry.getKey()).isEqualTo(entry.getValue());
            }
        });
        assertThat(ours.path("id").asText()).matches("[0-9]{19}");
    }

    @Test
    void freshPatientHasTheKeysOfARecordedOne() throws IOException {
        JsonNode recorded = fixture("patient.json");

        Map<String, Object> ours = clinic.patient(ann());

        for (var entry : recorded.properties()) {
            if (!List.of("latest_booking", "referring_doctor").contains(entry.getKey())) {
                assertThat(ours).containsKey(entry.getKey());
            }
        }
        assertThat(ours)
                .hasSize(recorded.size() - 2)
                .containsEntry("address_2", "")
                .containsEntry("email", null)
                .doesNotContainKeys("referring_doctor", "merged_with_patient");
    }

    @Test
    void freshContactHasTheKeysOfARecordedOne() throws IOException {
        JsonNode recorded = fixture("contact.json");

        String id = clinic.createContact(Json.map(recorded));

        JsonNode ours = Caller.json(caller.get("/v1/contacts/" + id));
        assertThat(ours.size()).isEqualTo(recorded.size());
        assertThat(ours.path("type").asText()).isEqualTo("Doctor");
        assertThat(ours.path("phone_numbers")).isEqualTo(recorded.path("phone_numbers"));
    }

    @Test
    void userHasTheKeysOfARecordedOne() throws IOException {
        JsonNode ours = Caller.json(caller.get("/v1/user"));

        fixture("user.json")
                .properties()
                .forEach(entry ->
                        assertThat(ours.has(entry.getKey())).as(entry.getKey()).isTrue());
    }

    @Test
    void patientWithoutNamesIsInvalid() {
        JsonNode errors = errors(caller.post(PATH, "{\"first_name\":\" \"}"));

        assertThat(errors.path("first_name").asText()).isEqualTo("can't be blank");
        assertThat(errors.path("last_name").asText()).isEqualTo("can't be blank");
        assertThat(clinic.records("patients")).isZero();
    }

    @Test
    void invalidFieldsAreNamedTogether() {
        String id = ann();
        String body = """
                {"first_name":null,"city":"%s","email":"nobody","country_code":"XX","country":"Narnia",
                 "date_of_birth":"31.12.1999","reminder_type":"Pigeon","accepted_privacy_policy":"maybe",
                 "patient_phone_numbers":[{"number":"1","phone_type":"Tin"}],"pronouns":{"nominative":"she"},
                 "referring_doctor_id":"12","time_zone":"Mars/Base","dva_card_number":"1","title":["Dr"]}""";

        JsonNode errors = errors(caller.patch(PATH + "/" + id, body.formatted("x".repeat(256))));

        assertThat(errors.path("city").asText()).isEqualTo("is too long (maximum is 255 characters)");
        assertThat(errors.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "first_name",
                        "city",
                        "email",
                        "country_code",
                        "country",
                        "date_of_birth",
                        "reminder_type",
                        "accepted_privacy_policy",
                        "patient_phone_numbers",
                        "pronouns",
                        "referring_doctor_id",
                        "time_zone",
                        "dva_card_number",
                        "title");
        assertThat(clinic.patient(id)).containsEntry("first_name", "Ann");
    }

    @Test
    void patchLeavesOmittedFieldsAndReplacesArrays() {
        String id = clinic.createPatient(Map.of(
                "first_name",
                "Ann",
                "last_name",
                "Sample",
                "city",
                "Perth",
                "patient_phone_numbers",
                List.of(
                        Map.of("number", "0400 000 001", "phone_type", "Mobile"),
                        Map.of("number", "1", "phone_type", "Home"))));

        FakeResponse patched = caller.patch(
                PATH + "/" + id,
                "{\"last_name\":\"Other\",\"patient_phone_numbers\":[{\"number\":\"2\",\"phone_type\":\"Work\"}]}");

        assertThat(patched.status()).isEqualTo(200);
        JsonNode now = Caller.json(patched);
        assertThat(now.path("city").asText()).isEqualTo("Perth");
        assertThat(now.path("label").asText()).isEqualTo("Ann Other");
        assertThat(now.path("patient_phone_numbers")).hasSize(1);
    }

    @Test
    void readOnlyAndUnknownKeysAreIgnored() {
        String id = ann();

        caller.patch(
                PATH + "/" + id, "{\"id\":\"1\",\"archived_at\":\"2020-01-01T00:00:00Z\",\"label\":\"x\",\"y\":1}");

        assertThat(clinic.patient(id)).containsEntry("id", id).containsEntry("archived_at", null);
    }

    @Test
    void numbersAndIdsAreTakenAsStrings() {
        String doctor = clinic.createContact(Map.of("last_name", "Doe", "type_code", "1"));
        assertThat(clinic.contact(doctor)).containsEntry("type_code", 1L).containsEntry("type", "Doctor");

        String id = ann();
        caller.patch(PATH + "/" + id, "{\"referring_doctor_id\":\"" + doctor + "\",\"post_code\":3000}");
        JsonNode patient = Caller.json(caller.get(PATH + "/" + id));
        assertThat(patient.path("post_code").asText()).isEqualTo("3000");
        assertThat(patient.at("/referring_doctor/links/self").asText())
                .isEqualTo("https://api.au4.cliniko.com/v1/contacts/" + doctor);
    }

    @Test
    void writeOnlyFieldsShowUnderTheirReadNames() {
        String id = ann();

        caller.patch(PATH + "/" + id, "{\"unsubscribe_sms_marketing\":true,\"country\":\"New Zealand\"}");

        assertThat(clinic.patient(id))
                .containsEntry("accepted_sms_marketing", false)
                .containsEntry("country_code", "NZ")
                .doesNotContainKey("unsubscribe_sms_marketing");
    }

    @Test
    void phonesAreNormalizedForTheCountryOfTheAddress() {
        String body = """
                {"first_name":"A","last_name":"B","country_code":"%s","patient_phone_numbers":[
                 {"number":"0400 000 001","phone_type":"Mobile"},{"number":"+49 30 1234","phone_type":"Home"},
                 {"number":"61400000001","phone_type":"Work"}]}""";

        assertThat(Caller.json(caller.post(PATH, body.formatted("AU"))).findValuesAsText("normalized_number"))
                .containsExactly("61400000001", "49301234", "61400000001");
        assertThat(Caller.json(caller.post(PATH, body.formatted("NZ"))).findValuesAsText("normalized_number"))
                .startsWith("64400000001", "49301234");
    }

    @Test
    void changeMovesTheStampAndAnEmptyChangeDoesNot() {
        String id = ann();
        Object before = clinic.patient(id).get("updated_at");
        clock.advance(Duration.ofMinutes(1));

        caller.patch(PATH + "/" + id, "{\"first_name\":\"Ann\"}");
        assertThat(clinic.patient(id)).containsEntry("updated_at", before);

        caller.patch(PATH + "/" + id, "{\"first_name\":\"Anna\"}");
        assertThat(clinic.patient(id)).containsEntry("updated_at", "2026-01-05T08:01:00Z");
    }

    @Test
    void archivedPatientAnswersOnlyToTheFilterUntilUnarchived() {
        String id = ann();
        String target = PATH + "/" + id;

        assertThat(caller.post(target + "/archive", "").status()).isEqualTo(204);
        assertThat(caller.get(target).status()).isEqualTo(404);
        assertThat(caller.patch(target, "{}").status()).isEqualTo(404);
        assertThat(caller.list(target, "archived_at:*").status()).isEqualTo(200);
        assertThat(caller.list(target, "email:?").status()).isEqualTo(400);

        assertThat(caller.post(target + "/unarchive", "").status()).isEqualTo(200);
        assertThat(caller.get(target).status()).isEqualTo(200);
        assertThat(caller.call("DELETE", target, "").status()).isEqualTo(204);
        assertThat(caller.post("/v1/contacts/1/unarchive", "").status()).isEqualTo(404);
    }

    @Test
    void archivedPatientAnswersByIdWhenSoSet() {
        FakeCliniko lenient = FakeCliniko.builder()
                .apiKey(Caller.KEY)
                .archivedReadableById(true)
                .build();
        String id = lenient.createPatient(Map.of("first_name", "A", "last_name", "B"));
        lenient.archivePatient(id);

        assertThat(new Caller(lenient).get(PATH + "/" + id).status()).isEqualTo(200);
    }

    @Test
    void mergedPatientIsArchivedAndPointsToTheWinner() throws IOException {
        String loser = ann();
        String winner = ann();
        clock.advance(Duration.ofHours(1));

        clinic.mergePatients(loser, winner);

        JsonNode merged = Caller.json(caller.list(PATH + "/" + loser, "archived_at:*"));
        assertThat(merged.path("merged_at").asText()).isEqualTo("2026-01-05T09:00:00Z");
        assertThat(merged.path("archived_at")).isEqualTo(merged.path("merged_at"));
        assertThat(merged.at("/merged_with_patient/links/self").asText()).endsWith("/v1/patients/" + winner);
        assertThat(fixture("patient.merged-archived.json").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(clinic.patient(loser).keySet());
        assertThat(clinic.patient(winner)).doesNotContainKey("merged_with_patient");
    }

    @Test
    void staffEntryIsValidatedToo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clinic.createPatient(Map.of("first_name", "A")))
                .withMessageContaining("last_name");
    }

    @Test
    void sameSeedInventsTheSamePatients() {
        FakeCliniko one = FakeCliniko.builder().clock(clock).seed(7).build();
        FakeCliniko two = FakeCliniko.builder().clock(clock).seed(7).build();
        one.loadPatients(5);
        two.loadPatients(5);

        assertThat(one.patients()).isEqualTo(two.patients());
    }
}
