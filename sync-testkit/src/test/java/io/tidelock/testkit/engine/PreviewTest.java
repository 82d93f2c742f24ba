package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.answers.PlannedChange;
import io.tidelock.answers.Preview;
import io.tidelock.answers.Values;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Contact;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.PassLimit;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Verb;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreviewTest {

    @Test
    void everyWriteIsShownAndNoneIsMade() {
        int[] commits = {0};
        WatchedStore store = new WatchedStore(new InMemoryStore(), () -> commits[0]++, commit -> {});
        Clinic clinic = Clinic.setup()
                .store(store.store())
                .mapping(mapping -> mapping.whenEmptied(EmptyPolicy.CLEAR))
                .flow(flow -> flow.whenSourceGone(GonePolicy.REMOVE))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);
        RecordRef gone = clinic.contactOf(bo);
        clinic.clinic.edit(ada, Clinic.CITY, null);
        clinic.clinic.archive(bo);
        RecordRef cy = clinic.patient("Cy", "Ng", "cy@example.com", null);
        RecordRef there = clinic.contact("Di", "Poe", "di@example.com", null);
        clinic.patient("Di", "Poe", "di@example.com", null);
        List<String> before = held(clinic);
        clinic.crm.resetCalls();
        clinic.clinic.resetCalls();
        commits[0] = 0;

        Preview preview = clinic.engine.preview();

        assertThat(commits[0]).as("nothing is stored").isZero();
        assertThat(clinic.crm.calls().writes() + clinic.clinic.calls().writes()).isZero();
        assertThat(held(clinic)).isEqualTo(before);
        assertThat(preview.obstacles()).isEmpty();
        assertThat(preview.flow("patients").counts())
                .containsOnly(
                        Map.entry(Verb.CREATE, 1),
                        Map.entry(Verb.UPDATE, 2),
                        Map.entry(Verb.CLEAR, 1),
                        Map.entry(Verb.REMOVE, 1));
        assertThat(preview.flow("patients").linked()).isEqualTo(1);
        assertThat(of(preview, ada)).satisfies(change -> {
            assertThat(change.record()).isEqualTo(contact);
            assertThat(change.system()).isEqualTo(Party.CRM);
            assertThat(change.fields()).containsExactly("city");
            assertThat(change.cleared()).containsExactly("city");
        });
        assertThat(of(preview, cy).fields()).contains("first_name", "email", "clinic_patient_id");
        assertThat(of(preview, cy).verb()).isEqualTo(Verb.CREATE);
        assertThat(of(preview, bo).record()).isEqualTo(gone);
        assertThat(preview.changes()).extracting(PlannedChange::record).contains(there);
    }

    private static List<String> held(Clinic clinic) {
        return clinic.everything().stream()
                .map(record -> record.ref() + " " + record.changedAt() + " "
                        + record.fields().stream()
                                .map(field -> record.value(field).plain())
                                .toList())
                .toList();
    }

    private static PlannedChange of(Preview preview, RecordRef origin) {
        return preview.changes().stream()
                .filter(change -> change.origin().equals(origin))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void passDoesWhatWasShown() {
        Clinic clinic = Clinic.setup()
                .back(ConflictPolicy.SOURCE_WINS)
                .flow(Flow.Builder::createsBothWays)
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.contact("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.crm.edit(clinic.contactOf(ada), Contact.CITY, "Oslo");
        clinic.crm.edit(clinic.contactOf(ada), Contact.FIRST_NAME, "Augusta");
        clinic.contact("Cy", "Ng", "cy@example.com", null);
        clinic.clock.advance(Duration.ofMinutes(1));

        List<String> shown = written(clinic.engine.preview());
        int writes = clinic.pass().writes();
        Preview after = clinic.engine.preview();

        assertThat(shown).hasSize(writes).hasSize(4);
        assertThat(after.changes()).isEmpty();
    }

    private static List<String> written(Preview preview) {
        return preview.changes().stream()
                .map(PlannedChange::toString)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    @Test
    void valuesAreShownToWhoeverAsksForThem() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);

        Preview hidden = clinic.engine.preview();
        Preview shown = clinic.engine.preview(Values.SHOWN);

        assertThat(hidden.toString()).doesNotContain("Byron", "example.com");
        assertThat(hidden.plan().text()).doesNotContain("Byron", "example.com");
        assertThat(of(shown, ada).values()).containsEntry("last_name", "Byron");
        assertThat(of(shown, ada).toString()).doesNotContain("Byron");
    }

    @Test
    void whatABrakeWouldHoldIsCounted() {
        Clinic clinic =
                Clinic.setup().flow(flow -> flow.brake(Verb.CREATE, 2, 0)).build();
        RemovalTest.patients(clinic, 5);

        Preview preview = clinic.engine.preview();

        assertThat(preview.flow("patients").count(Verb.CREATE)).isEqualTo(2);
        assertThat(preview.flow("patients").braked()).isEqualTo(Map.of(Verb.CREATE, 3));
        assertThat(clinic.engine.brakes("patients").get(0).withheld()).isZero();
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void previewGoesOnWhereAPassWouldGoOnRightAway() {
        Clinic clinic =
                Clinic.setup().flow(flow -> flow.limit(new PassLimit("all", 2))).build();
        RemovalTest.patients(clinic, 5);

        Preview preview = clinic.engine.preview();

        assertThat(preview.flow("patients").count(Verb.CREATE)).isEqualTo(5);
        assertThat(preview.more()).isFalse();
    }

    @Test
    void systemThatIsAwayIsAnObstacleAndNoFailure() {
        Clinic clinic = Clinic.oneWay();
        clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.failNext(
                Fault.throwing(new RetryLaterException("Busy", Duration.ofSeconds(1), null), Call.Kind.FEED));

        assertThat(clinic.engine.preview().obstacles())
                .singleElement()
                .asString()
                .contains("Busy");
        assertThat(clinic.pass().writes()).isEqualTo(1);
    }
}
