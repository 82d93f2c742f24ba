package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.RecordLookup;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeopleFinderTest {

    private final Surgery surgery = Surgery.open();

    @AfterEach
    void close() {
        surgery.close();
    }

    @Test
    void findsByNameInTheLowerCaseOfMatchRules() {
        String id = patient("Mary-Anne", "O'Brien", "1990-02-03");

        assertThat(find(List.of(Patient.LAST_NAME), "o'brien")).containsExactly(id);
        assertThat(find(List.of(Patient.LAST_NAME, Patient.FIRST_NAME), "o'brien", "mary-anne"))
                .containsExactly(id);
    }

    @Test
    void allFieldsOfAKeyMustMatch() {
        String id = patient("Pat", "Sample", "1990-02-03");
        patient("Pat", "Sample", "1990-02-04");
        List<Field> key = List.of(Patient.FIRST_NAME, Patient.LAST_NAME, Patient.DATE_OF_BIRTH);

        assertThat(find(key, "Pat", "Sample", "1990-02-03")).containsExactly(id);
    }

    @Test
    void keyThatNoPatientCanHoldSpoilsNoOther() {
        String id = patient("Pat", "Sample", "1990-02-03");
        List<List<String>> dates = List.of(List.of("no date"), List.of("1990-02-03"));
        List<List<String>> names = List.of(List.of("x".repeat(100_000)), List.of("Sample"));

        assertThat(lookup(List.of(Patient.DATE_OF_BIRTH)).find(dates, Set.of()))
                .extracting(List::size)
                .containsExactly(0, 1);
        assertThat(lookup(List.of(Patient.LAST_NAME)).find(names, Set.of()).get(1))
                .extracting(hit -> hit.ref().id())
                .containsExactly(id);
    }

    @Test
    void findsByTheReferenceOfAnotherSystem() {
        String id = surgery.clinic.createPatient(
                Map.of("first_name", "Pat", "last_name", "Sample", "old_reference_id", "crm-7"));

        assertThat(find(List.of(Patient.OLD_REFERENCE_ID), "crm-7")).containsExactly(id);
    }

    @Test
    void commonNameGoesOverPages() {
        List<String> ids = IntStream.range(0, 130)
                .mapToObj(i -> patient("P" + i, "Smith", "1990-02-03"))
                .toList();

        assertThat(find(List.of(Patient.LAST_NAME), "Smith")).containsExactlyElementsOf(ids);
        assertThat(surgery.clinic.calls()).hasSize(2);
    }

    @Test
    void moreKeysThanCallsInAMinuteAreFoundOverTheMinutes() {
        String id = patient("Pat", "Last349", "1990-02-03");
        RecordLookup lookup = lookup(List.of(Patient.LAST_NAME));
        List<List<String>> keys =
                IntStream.range(0, 350).mapToObj(i -> List.of("Last" + i)).toList();
        List<List<Record>> found = List.of();

        for (int turn = 0; turn < 3 && found.isEmpty(); turn++) {
            try {
                found = lookup.find(keys, Set.of());
            } catch (QuotaExhaustedException full) {
                surgery.clock.advance(Duration.between(surgery.clock.instant(), full.until()));
            }
        }

        assertThat(found).hasSize(350);
        assertThat(found.get(349)).extracting(hit -> hit.ref().id()).containsExactly(id);
        assertThat(surgery.clinic.calls()).hasSize(350);
    }

    @Test
    void neverClaimsThatAKeyIsUnique() {
        assertThat(lookup(List.of(Patient.EMAIL)).authoritative()).isFalse();
    }

    @Test
    void cannotLookUpByWhatListsAreNotFilteredBy() {
        assertThat(surgery.patients().finder().orElseThrow().by(List.of(Patient.MOBILE_PHONE)))
                .isEmpty();
        assertThat(surgery.patients().finder().orElseThrow().by(List.of(Patient.EMAIL, Patient.CITY)))
                .isEmpty();
        assertThat(surgery.contacts().finder().orElseThrow().by(List.of(Patient.DATE_OF_BIRTH)))
                .isEmpty();
    }

    private String patient(String first, String last, String born) {
        return surgery.clinic.createPatient(Map.of("first_name", first, "last_name", last, "date_of_birth", born));
    }

    private RecordLookup lookup(List<Field> key) {
        return surgery.patients().finder().orElseThrow().by(key).orElseThrow();
    }

    private List<String> find(List<Field> key, String... values) {
        List<Record> hits = lookup(key).find(List.of(List.of(values)), Set.of()).get(0);
        return hits.stream().map(record -> record.ref().id()).toList();
    }
}
