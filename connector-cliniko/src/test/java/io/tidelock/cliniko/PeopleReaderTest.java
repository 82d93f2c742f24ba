package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.record.Record;
import io.tidelock.record.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeopleReaderTest {

    private final Surgery surgery = Surgery.open();

    @AfterEach
    void close() {
        surgery.close();
    }

    @Test
    void readsAHundredIdsWithARequest() {
        List<String> ids = surgery.clinic.loadPatients(250);

        List<ReadOutcome> outcomes = read(ids);

        assertThat(outcomes).hasSize(250).allMatch(ReadOutcome.Present.class::isInstance);
        assertThat(surgery.clinic.calls()).hasSize(3);
    }

    @Test
    void followsAChainOfMerges() {
        List<String> ids = surgery.clinic.loadPatients(4);
        surgery.clinic.mergePatients(ids.get(0), ids.get(1));
        surgery.clinic.mergePatients(ids.get(1), ids.get(2));

        ReadOutcome outcome = read(List.of(ids.get(0))).get(0);

        assertThat(outcome).isInstanceOfSatisfying(ReadOutcome.MergedInto.class, merged -> {
            assertThat(merged.id()).isEqualTo(ids.get(0));
            assertThat(merged.survivor().ref().id()).isEqualTo(ids.get(2));
        });
    }

    @Test
    void mergeIntoAnArchivedPatientIsArchived() {
        List<String> ids = surgery.clinic.loadPatients(2);
        surgery.clinic.mergePatients(ids.get(0), ids.get(1));
        surgery.clinic.archivePatient(ids.get(1));

        assertThat(read(ids))
                .containsExactly(new ReadOutcome.Archived(ids.get(0)), new ReadOutcome.Archived(ids.get(1)));
    }

    @Test
    void archivedContactIsArchived() {
        String id = surgery.clinic.createContact(Map.of("first_name", "Jane", "last_name", "Doe"));
        surgery.clinic.archiveContact(id);

        assertThat(surgery.contacts().reader().orElseThrow().read(List.of(id), Set.of()))
                .containsExactly(new ReadOutcome.Archived(id));
    }

    @Test
    void whatCanBeNoIdIsMissingAndSpoilsNoRequest() {
        String id = surgery.clinic.loadPatients(1).get(0);
        List<String> ids = new ArrayList<>(List.of("abc", "1,2", "99999999999999999999", "-1"));
        ids.add(id);

        List<ReadOutcome> outcomes = read(ids);

        assertThat(outcomes.subList(0, 4)).allMatch(ReadOutcome.Missing.class::isInstance);
        assertThat(outcomes.get(4)).isInstanceOf(ReadOutcome.Present.class);
    }

    @Test
    void showsPhonesByKindAndEmptyTextAsNull() {
        String id = surgery.clinic.createPatient(Map.of(
                "first_name",
                "Pat",
                "last_name",
                "Sample",
                "date_of_birth",
                "2001-05-26",
                "city",
                "",
                "patient_phone_numbers",
                List.of(
                        Map.of("phone_type", "Mobile", "number", "0400 000 001"),
                        Map.of("phone_type", "Mobile", "number", "0400 000 002"),
                        Map.of("phone_type", "Fax", "number", "03 9000 0009"))));

        Record record = ((ReadOutcome.Present) read(List.of(id)).get(0)).record();

        assertThat(record.value(Patient.MOBILE_PHONE)).isEqualTo(Value.text("0400 000 001"));
        assertThat(record.value(Patient.HOME_PHONE)).isEqualTo(Value.empty());
        assertThat(record.value(Patient.CITY)).isEqualTo(Value.empty());
        assertThat(record.value(Patient.DATE_OF_BIRTH)).isEqualTo(Value.date(LocalDate.of(2001, 5, 26)));
        assertThat(record.createdAt()).contains(Instant.parse("2026-01-05T08:00:00Z"));
        assertThat(record.changedAt()).contains(Instant.parse("2026-01-05T08:00:00Z"));
    }

    private List<ReadOutcome> read(List<String> ids) {
        return surgery.patients().reader().orElseThrow().read(ids, Set.of());
    }
}
