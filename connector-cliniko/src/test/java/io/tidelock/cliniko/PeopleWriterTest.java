package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.RequestPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PeopleWriterTest {

    private static final String CREATE = "POST /v1/patients";
    private static final String UPDATE = "PATCH /v1/patients/*";

    private final Surgery surgery = Surgery.open();

    @AfterEach
    void close() {
        surgery.close();
    }

    @Test
    @Tag("CL-10")
    void everyFieldThatCanBeAskedForIsWritten() {
        Map<Field, String> asked = new LinkedHashMap<>();
        asked.put(Patient.FIRST_NAME, "Pat");
        asked.put(Patient.LAST_NAME, "Sample");
        asked.put(Patient.HOME_PHONE, "03 9000 0001");
        asked.put(Patient.MOBILE_PHONE, "0400 000 001");
        asked.put(Patient.ADDRESS_1, "1 Example Street");
        asked.put(Patient.CITY, "Melbourne");
        asked.put(Patient.STATE, "VIC");
        asked.put(Patient.POST_CODE, "3000");
        asked.put(Patient.COUNTRY_CODE, "AU");
        asked.put(Patient.EMAIL, "pat@example.com");
        asked.put(Patient.GENDER_IDENTITY, "Woman");
        asked.put(Patient.DATE_OF_BIRTH, "2001-05-26");
        asked.put(Patient.REFERRAL_SOURCE, "Google");

        WriteOutcome outcome = write(create(asked)).get(0);

        Record receipt = written(outcome).receipt().orElseThrow();
        assertThat(written(outcome).created()).isTrue();
        asked.forEach((field, text) ->
                assertThat(receipt.value(field).plain()).as(field.name()).isEqualTo(text));
        assertThat(surgery.clinic.calls()).hasSize(1);
    }

    @Test
    void updateOfAPhoneKeepsForeignNumbers() {
        String id = surgery.clinic.createPatient(Map.of(
                "first_name",
                "Pat",
                "last_name",
                "Sample",
                "patient_phone_numbers",
                List.of(
                        phone("Fax", "03 9000 0009"),
                        phone("Mobile", "0400 000 001"),
                        phone("Mobile", "0400 000 002"),
                        phone("Work", "03 9000 0003"))));

        written(write(update(id, Patient.MOBILE_PHONE, Value.text("0400 000 007")))
                .get(0));
        written(write(update(id, Patient.HOME_PHONE, Value.text("03 9000 0001")))
                .get(0));
        written(write(update(id, Patient.WORK_PHONE, Value.empty())).get(0));

        assertThat(phones(id))
                .containsExactly("Fax 03 9000 0009", "Mobile 0400 000 007", "Mobile 0400 000 002", "Home 03 9000 0001");
    }

    @Test
    void sameNumberInAnotherFormIsLeftAsItStands() {
        String id = surgery.clinic.createPatient(Map.of(
                "first_name",
                "Pat",
                "last_name",
                "Sample",
                "patient_phone_numbers",
                List.of(phone("Mobile", "0400 000 001"))));

        written(write(update(id, Patient.MOBILE_PHONE, Value.text("0400000001")))
                .get(0));

        assertThat(phones(id)).containsExactly("Mobile 0400 000 001");
    }

    @Test
    void onlyPhonesAreReadBeforeTheyAreWritten() {
        String id = surgery.clinic.loadPatients(1).get(0);

        write(update(id, Patient.CITY, Value.text("Perth")));
        assertThat(surgery.clinic.calls()).hasSize(1);
        write(update(id, Patient.HOME_PHONE, Value.text("03 9000 0001")));
        assertThat(surgery.clinic.calls()).hasSize(3);
    }

    @Test
    void refusalNamesTheFieldAndTheRestIsWritten() {
        List<WriteOutcome> outcomes = write(
                create(Map.of(Patient.LAST_NAME, "Sample")),
                create(Map.of(Patient.FIRST_NAME, "Ann", Patient.LAST_NAME, "Lee")));

        assertThat(outcomes.get(0))
                .asInstanceOf(type(WriteOutcome.Rejected.class))
                .satisfies(rejected -> {
                    assertThat(rejected.code()).isEqualTo("VALIDATION_FAILED");
                    assertThat(rejected.fields()).containsOnlyKeys("first_name");
                });
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Written.class);
    }

    @Test
    void reasonThatQuotesTheValueIsNotPassedOn() {
        String body = "{\"message\":\"Validation Failed\",\"errors\":{\"email\":[\"'canary@x' is no address\"],"
                + "\"patient_phone_numbers.number\":\"is invalid\"}}";
        surgery.clinic.failNext(RequestPattern.of(CREATE), FakeResponse.json(422, body), false, 1);

        WriteOutcome outcome = write(create(Map.of(Patient.EMAIL, "canary@x", Patient.HOME_PHONE, "12")))
                .get(0);

        assertThat(((WriteOutcome.Rejected) outcome).fields())
                .containsEntry("email", "is not accepted")
                .containsEntry("home_phone", "is invalid")
                .hasSize(2);
        assertThat(outcome.toString()).doesNotContain("canary");
    }

    @Test
    void reasonThatQuotesAPartOfTheValueInAnotherCaseIsNotPassedOnEither() {
        String body = "{\"message\":\"Validation Failed\",\"errors\":{\"address_1\":\"CANARY is no street\","
                + "\"city\":\"is too long (maximum is 255 characters)\",\"canary lane 7\":\"is invalid\"}}";
        surgery.clinic.failNext(RequestPattern.of(CREATE), FakeResponse.json(422, body), false, 1);

        WriteOutcome outcome = write(create(Map.of(Patient.ADDRESS_1, "Canary Lane 7", Patient.CITY, "Perth")))
                .get(0);

        assertThat(((WriteOutcome.Rejected) outcome).fields())
                .containsOnly(
                        Map.entry("address_1", "is not accepted"),
                        Map.entry("city", "is too long (maximum is 255 characters)"));
    }

    @Test
    void reasonIsAFewSentencesAndNeverNone() {
        String body =
                "{\"errors\":{\"email\":[\"is invalid\",\"is invalid\",\"can't be blank\",\"is reserved\",\"is required\"],"
                        + "\"city\":[]}}";
        surgery.clinic.failNext(RequestPattern.of(CREATE), FakeResponse.json(422, body), false, 1);

        WriteOutcome outcome = write(create(Map.of(Patient.EMAIL, "ann", Patient.CITY, "Perth")))
                .get(0);

        assertThat(((WriteOutcome.Rejected) outcome).fields())
                .containsOnly(
                        Map.entry("email", "is invalid; can't be blank; is reserved"),
                        Map.entry("city", "is not accepted"));
    }

    @Test
    void refusalThatNamesNoFieldIsOneAllTheSame() {
        surgery.clinic.failNext(
                RequestPattern.of(CREATE), FakeResponse.json(422, "{\"errors\":[\"canary\"]}"), false, 1);

        WriteOutcome outcome = write(create(Map.of(Patient.LAST_NAME, "Lee"))).get(0);

        assertThat(((WriteOutcome.Rejected) outcome).fields()).isEmpty();
    }

    @Test
    void phonesThatAreNotShownAreNotReplaced() {
        String id = surgery.clinic.createPatient(
                Map.of("first_name", "Ann", "last_name", "Lee", "patient_phone_numbers", List.of(phone("Fax", "99"))));
        FakeResponse without = FakeResponse.json(200, "{\"patients\":[{\"id\":\"" + id + "\"}],\"links\":{}}");
        surgery.clinic.failNext(RequestPattern.of("GET /v1/patients"), without, false, 1);

        WriteOutcome outcome = write(update(id, Patient.HOME_PHONE, Value.text("03 9000 0001")))
                .get(0);

        assertThat(((WriteOutcome.Rejected) outcome).fields()).containsOnlyKeys("home_phone");
        assertThat(phones(id)).containsExactly("Fax 99");
    }

    @Test
    void fieldThatCannotBeWrittenIsSaidSoWithoutACall() {
        WriteOutcome unknown =
                write(create(Map.of(Field.text("shoe_size"), "43"))).get(0);
        WriteOutcome readOnly = surgery.contacts()
                .writer()
                .orElseThrow()
                .write(List.of(create(Map.of(ClinikoContact.KIND, "Doctor"))))
                .get(0);

        assertThat(unknown).isInstanceOf(WriteOutcome.Rejected.class);
        assertThat(readOnly).isInstanceOf(WriteOutcome.Rejected.class);
        assertThat(surgery.clinic.calls()).isEmpty();
    }

    @Test
    void mergedPatientLeadsToTheWinner() {
        List<String> ids = surgery.clinic.loadPatients(2);
        surgery.clinic.mergePatients(ids.get(0), ids.get(1));
        WriteOutcome expected = new WriteOutcome.MergedInto(RecordRef.of(Patient.TYPE, ids.get(1)));

        assertThat(write(update(ids.get(0), Patient.CITY, Value.text("Perth")))).containsExactly(expected);
        assertThat(write(update(ids.get(0), Patient.HOME_PHONE, Value.text("03 9000 0001"))))
                .containsExactly(expected);
    }

    @Test
    void lostAnswerIsUnknownAndNotSentAgain() {
        surgery.http.breakNext(RequestPattern.of(CREATE), FakeHttp.SocketFault.ANSWER_LOST, 1);

        List<WriteOutcome> outcomes = write(
                create(Map.of(Patient.FIRST_NAME, "Ann", Patient.LAST_NAME, "Lee")),
                create(Map.of(Patient.FIRST_NAME, "Bob", Patient.LAST_NAME, "Lee")));

        assertThat(outcomes.get(0)).isEqualTo(new WriteOutcome.Unknown());
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(surgery.clinic.records("patients")).isEqualTo(2);
    }

    @Test
    void twoLostAnswersEndTheBatch() {
        surgery.clinic.failNext(RequestPattern.of(CREATE), FakeResponse.empty(502), false, 2);
        WriteOperation[] batch = new WriteOperation[4];
        Arrays.setAll(batch, i -> create(Map.of(Patient.FIRST_NAME, "P" + i, Patient.LAST_NAME, "Lee")));

        List<WriteOutcome> outcomes = write(batch);

        assertThat(outcomes.subList(0, 2)).containsOnly(new WriteOutcome.Unknown());
        assertThat(outcomes.subList(2, 4)).allMatch(WriteOutcome.Retryable.class::isInstance);
        assertThat(surgery.clinic.calls()).hasSize(2);
    }

    @Test
    void accessLostAtFirstIsThrownAndLaterIsRetryable() {
        FakeResponse denied = FakeResponse.empty(401);
        surgery.clinic.failNext(RequestPattern.of(CREATE), denied, false, 1);
        WriteOperation create = create(Map.of(Patient.FIRST_NAME, "Ann", Patient.LAST_NAME, "Lee"));

        assertThatThrownBy(() -> write(create)).isInstanceOf(AccessDeniedException.class);

        String id = surgery.clinic.loadPatients(1).get(0);
        surgery.clinic.failNext(RequestPattern.of(UPDATE), denied, false, 1);
        assertThat(write(create, update(id, Patient.CITY, Value.text("Perth"))))
                .extracting(Object::getClass)
                .containsExactly(WriteOutcome.Written.class, WriteOutcome.Retryable.class);
    }

    @Test
    void lostCreationIsLookedForByAKeyThatCanBeLookedUp() {
        CreateIdentity identity = surgery.patients().writer().orElseThrow().createIdentity(null);

        List<Field> key = ((CreateIdentity.Probe) identity).fields();

        assertThat(surgery.patients().finder().orElseThrow().by(key)).isPresent();
        assertThat(surgery.contacts().finder().orElseThrow().by(key)).isPresent();
    }

    @Test
    @Tag("CL-10")
    void contactsAreWrittenUnderTheirOwnNames() {
        WriteOutcome outcome = surgery.contacts()
                .writer()
                .orElseThrow()
                .write(List.of(create(Map.of(
                        ClinikoContact.FIRST_NAME,
                        "Jane",
                        ClinikoContact.LAST_NAME,
                        "Doe",
                        ClinikoContact.MOBILE_PHONE,
                        "0400 000 002"))))
                .get(0);

        String id = written(outcome).ref().id();
        assertThat(surgery.clinic.contact(id)).containsEntry("first_name", "Jane");
        assertThat(written(outcome).receipt().orElseThrow().value(ClinikoContact.MOBILE_PHONE))
                .isEqualTo(Value.text("0400 000 002"));
    }

    private List<WriteOutcome> write(WriteOperation... batch) {
        return surgery.patients().writer().orElseThrow().write(List.of(batch));
    }

    private static WriteOperation create(Map<Field, String> texts) {
        Map<String, Value> values = new LinkedHashMap<>();
        texts.forEach((field, text) -> values.put(field.name(), field.type().read(Value.text(text))));
        return new WriteOperation.Create("intent-1", null, values);
    }

    private static WriteOperation update(String id, Field field, Value value) {
        return new WriteOperation.Update("intent-2", RecordRef.of(Patient.TYPE, id), Map.of(field.name(), value));
    }

    private static WriteOutcome.Written written(WriteOutcome outcome) {
        assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
        return (WriteOutcome.Written) outcome;
    }

    private static Map<String, String> phone(String kind, String number) {
        return Map.of("phone_type", kind, "number", number);
    }

    private List<String> phones(String id) {
        List<String> shown = new ArrayList<>();
        for (Object entry :
                (List<?>) Objects.requireNonNull(surgery.clinic.patient(id).get("patient_phone_numbers"))) {
            Map<?, ?> phone = (Map<?, ?>) entry;
            shown.add(phone.get("phone_type") + " " + phone.get("number"));
        }
        return shown;
    }
}
