package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.answers.Applied;
import io.tidelock.answers.Applied.Why;
import io.tidelock.answers.Ceilings;
import io.tidelock.answers.SavedPlan;
import io.tidelock.crm.Contact;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SavedPlanTest {

    private static final Ceilings PLENTY = Ceilings.of(Verb.CREATE, 100).and(Verb.UPDATE, 100);

    @Test
    void savedPlanIsAppliedAndNothingElse() {
        Clinic clinic = Clinic.oneWay();
        List<RecordRef> patients = RemovalTest.patients(clinic, 3);
        String saved = clinic.engine.preview().plan().text();
        RecordRef late = clinic.patient("Late", "Comer", "late@example.com", null);

        Applied applied = clinic.engine.apply(SavedPlan.parse(saved), PLENTY);

        assertThat(applied.written()).isEqualTo(3);
        assertThat(applied.skipped()).isEmpty();
        patients.forEach(clinic::contactOf);
        assertThat(clinic.contacts()).as("without " + late).hasSize(3);
        assertThat(clinic.pass().writes()).isEqualTo(1);
    }

    @Test
    void recordThatMovedSinceIsSkippedAndLeftForAPass() {
        Clinic clinic = Clinic.oneWay();
        List<RecordRef> patients = RemovalTest.patients(clinic, 3);
        clinic.pass();
        patients.forEach(patient -> clinic.clinic.edit(patient, Clinic.CITY, "Rome"));
        SavedPlan plan = clinic.engine.preview().plan();
        clinic.clinic.edit(patients.get(1), Clinic.CITY, "Oslo");
        clinic.clinic.edit(patients.get(2), Clinic.CITY, null);

        Applied applied = clinic.engine.apply(plan, PLENTY);

        assertThat(applied.written()).isEqualTo(1);
        assertThat(applied.skipped()).extracting(Applied.Skipped::why).containsExactly(Why.MOVED, Why.NOT_DUE);
        assertThat(applied.skipped().get(0).item().ref()).isEqualTo(patients.get(1));
        assertThat(city(clinic, patients.get(1))).isNull();
        clinic.pass();
        assertThat(city(clinic, patients.get(1))).isEqualTo("Oslo");
    }

    private static @Nullable String city(Clinic clinic, RecordRef patient) {
        return clinic.crm.value(clinic.contactOf(patient), Contact.CITY);
    }

    @Test
    void pairThatMovedSinceIsSkipped() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        SavedPlan plan = clinic.engine.preview().plan();
        RecordRef there = clinic.contact("Ada", "Byron", "ada@example.com", null);

        Applied applied = clinic.engine.apply(plan, PLENTY);

        assertThat(applied.skipped()).extracting(Applied.Skipped::why).containsExactly(Why.MOVED);
        clinic.pass();
        assertThat(clinic.contactOf(ada)).isEqualTo(there);
    }

    @Test
    void ceilingsBoundWhatIsAppliedByVerb() {
        Clinic clinic = Clinic.oneWay();
        RemovalTest.patients(clinic, 4);
        SavedPlan plan = clinic.engine.preview().plan();

        Applied applied = clinic.engine.apply(plan, Ceilings.of(Verb.CREATE, 3));

        assertThat(applied.written()).isEqualTo(3);
        assertThat(applied.skipped()).extracting(Applied.Skipped::why).containsExactly(Why.CEILING);
        assertThat(clinic.engine.apply(plan, Ceilings.of(Verb.UPDATE, 9)).written())
                .isZero();
        assertThat(clinic.contacts()).hasSize(3);
    }

    @Test
    void brakeHoldsAnAppliedPlanToo() {
        Clinic clinic =
                Clinic.setup().flow(flow -> flow.brake(Verb.UPDATE, 1, 0)).build();
        List<RecordRef> patients = RemovalTest.patients(clinic, 2);
        clinic.pass();
        patients.forEach(patient -> clinic.clinic.edit(patient, Clinic.CITY, "Rome"));
        SavedPlan plan = clinic.engine.preview().plan();

        Applied applied = clinic.engine.apply(plan, PLENTY);

        assertThat(applied.written()).isEqualTo(1);
        assertThat(applied.skipped()).extracting(Applied.Skipped::why).containsExactly(Why.KEPT_BACK);
        assertThat(clinic.parked()).containsExactly("BRAKE_UPDATE");
    }

    @Test
    void textSurvivesOddIdsAndSaysWhichLineIsWrong() {
        RecordRef odd = RecordRef.of(Clinic.PATIENT, "a b\n#ü").part("x y");
        SavedPlan plan = new SavedPlan(List.of(new SavedPlan.Item("my flow", Side.TARGET, odd, Verb.CLEAR, "m")));

        assertThat(SavedPlan.parse(plan.text())).isEqualTo(plan);
        assertThatThrownBy(() -> SavedPlan.parse("something")).hasMessageContaining("Line 1");
        assertThatThrownBy(() -> SavedPlan.parse(plan.text().replace("CLEAR", "BURN")))
                .hasMessageContaining("Line 2")
                .hasMessageNotContaining("BURN");
        assertThatThrownBy(() -> SavedPlan.parse(plan.text() + "a b"))
                .hasMessageContaining("Line 3: it has 2 words, not 7");
    }
}
