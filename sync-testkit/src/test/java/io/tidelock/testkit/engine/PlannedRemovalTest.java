package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.answers.Applied;
import io.tidelock.answers.Applied.Why;
import io.tidelock.answers.Ceilings;
import io.tidelock.answers.SavedPlan;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.PassLimit;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Verb;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Removals of a saved plan. */
class PlannedRemovalTest {

    private static final Ceilings PLENTY = Ceilings.of(Verb.UPDATE, 100).and(Verb.REMOVE, 100);

    @Test
    void savedRemovalsAreAppliedAndNothingElse() {
        Clinic clinic = removing(flow -> flow);
        List<RecordRef> patients = linked(clinic, 4);
        clinic.clinic.archive(patients.get(0));
        clinic.clinic.archive(patients.get(1));
        String saved = clinic.engine.preview().plan().text();
        clinic.clinic.archive(patients.get(2));

        Applied applied = clinic.engine.apply(SavedPlan.parse(saved), PLENTY);

        assertThat(applied.written()).isEqualTo(2);
        assertThat(applied.skipped()).isEmpty();
        assertThat(applied.obstacles()).isEmpty();
        assertThat(clinic.contacts()).as("without the two").hasSize(2);
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().writes()).as("the third is a pass's").isEqualTo(1);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void batchesAndReadsAreAsFewAsInAPass() {
        Clinic clinic = removing(flow -> flow.unbraked(Verb.REMOVE));
        List<RecordRef> patients = linked(clinic, 250);
        patients.forEach(clinic.clinic::archive);
        SavedPlan plan = clinic.engine.preview().plan();
        clinic.crm.resetCalls();
        clinic.clinic.resetCalls();

        Applied applied = clinic.engine.apply(plan, Ceilings.of(Verb.REMOVE, 250));

        assertThat(applied.written()).isEqualTo(250);
        assertThat(clinic.crm.calls().writes()).isEqualTo(3);
        assertThat(clinic.crm.calls().reads()).isEqualTo(3);
        assertThat(clinic.clinic.calls().reads()).as("twice each").isEqualTo(6);
    }

    @Test
    void recordThatIsBackKeepsItsCounterpart() {
        Clinic clinic = removing(flow -> flow);
        List<RecordRef> patients = linked(clinic, 2);
        patients.forEach(clinic.clinic::archive);
        SavedPlan plan = clinic.engine.preview().plan();
        patients.forEach(clinic.clinic::restore);
        clinic.clinic.edit(patients.get(1), Clinic.CITY, "Rome");

        Applied applied = clinic.engine.apply(plan, PLENTY);

        assertThat(whys(applied)).containsExactly(Why.NOT_DUE, Why.MOVED);
        assertThat(clinic.contacts()).hasSize(2);
        clinic.pass();
        assertThat(clinic.contacts()).hasSize(2);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void pairThatSettledAnewSinceIsSkippedAndLeftForAPass() {
        Clinic clinic = removing(flow -> flow);
        RecordRef ada = linked(clinic, 1).get(0);
        clinic.clinic.archive(ada);
        SavedPlan plan = clinic.engine.preview().plan();
        clinic.clinic.restore(ada);
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();
        clinic.clinic.archive(ada);

        Applied applied = clinic.engine.apply(plan, PLENTY);

        assertThat(whys(applied)).containsExactly(Why.MOVED);
        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.pass().writes()).isEqualTo(1);
        assertThat(clinic.contacts()).isEmpty();
    }

    @Test
    void counterpartThatIsNoLongerTheSameIsLeft() {
        Clinic clinic = removing(flow -> flow);
        RecordRef ada = linked(clinic, 1).get(0);
        RecordRef other = clinic.contact("Other", "Ng", null, null);
        clinic.clinic.archive(ada);
        SavedPlan plan = clinic.engine.preview().plan();
        clinic.crm.merge(other, clinic.contactOf(ada));

        Applied applied = clinic.engine.apply(plan, PLENTY);

        assertThat(whys(applied)).containsExactly(Why.NOT_DUE);
        assertThat(clinic.crm.holds(other)).isTrue();
    }

    @Test
    void counterpartThatSomebodyRemovedIsNotDue() {
        Clinic clinic = removing(flow -> flow);
        RecordRef ada = linked(clinic, 1).get(0);
        clinic.clinic.archive(ada);
        SavedPlan plan = clinic.engine.preview().plan();
        clinic.crm.archive(clinic.contactOf(ada));
        clinic.crm.resetCalls();

        Applied applied = clinic.engine.apply(plan, PLENTY);

        assertThat(whys(applied)).containsExactly(Why.NOT_DUE);
        assertThat(clinic.crm.calls().writes()).isZero();
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void ceilingBoundsRemovalsAndWithoutOneNothingIsTouched() {
        int[] changes = {0};
        WatchedStore store = new WatchedStore(new InMemoryStore(), () -> {}, commit -> changes[0] += commit.changes());
        Clinic clinic = Clinic.setup()
                .store(store.store())
                .flow(flow -> flow.whenSourceGone(GonePolicy.REMOVE))
                .build();
        linked(clinic, 3).forEach(clinic.clinic::archive);
        SavedPlan plan = clinic.engine.preview().plan();
        changes[0] = 0;

        assertThat(whys(clinic.engine.apply(plan, Ceilings.of(Verb.UPDATE, 9)))).containsOnly(Why.CEILING);
        assertThat(changes[0]).isZero();
        assertThat(clinic.contacts()).hasSize(3);

        Applied applied = clinic.engine.apply(plan, Ceilings.of(Verb.REMOVE, 2));
        assertThat(applied.written()).isEqualTo(2);
        assertThat(whys(applied)).containsExactly(Why.CEILING);
        assertThat(clinic.contacts()).hasSize(1);
    }

    @Test
    void brakeHoldsAllOfThemByTheirWholeNumber() {
        Clinic clinic = removing(flow -> flow.brake(Verb.REMOVE, 3, 0));
        List<RecordRef> patients = linked(clinic, 5);
        patients.subList(0, 3).forEach(clinic.clinic::archive);
        SavedPlan plan = clinic.engine.preview().plan();
        clinic.clinic.archive(patients.get(3));
        clinic.pass();

        Applied applied = clinic.engine.apply(plan, PLENTY);

        assertThat(whys(applied)).hasSize(3).containsOnly(Why.KEPT_BACK);
        assertThat(clinic.contacts()).as("four wait, and three may go").hasSize(5);
        assertThat(clinic.parked()).hasSize(4).containsOnly("BRAKE_REMOVE");
        clinic.engine.approve("patients", Verb.REMOVE, 4);
        assertThat(clinic.engine.apply(plan, PLENTY).written()).isEqualTo(3);
        assertThat(clinic.contacts()).hasSize(2);
    }

    @Test
    void limitKeepsWhatExceedsIt() {
        Clinic clinic = removing(flow -> flow.limit(new PassLimit("few", 2)));
        List<RecordRef> patients = RemovalTest.patients(clinic, 3);
        while (clinic.pass().more()) {}
        patients.forEach(clinic.clinic::archive);

        Applied applied = clinic.engine.apply(clinic.engine.preview().plan(), PLENTY);

        assertThat(applied.written()).isEqualTo(2);
        assertThat(whys(applied)).containsExactly(Why.KEPT_BACK);
        clinic.pass();
        assertThat(clinic.contacts()).isEmpty();
    }

    @Test
    void lockedCounterpartIsKeptBackAndParked() {
        Clinic clinic = removing(flow -> flow);
        List<RecordRef> patients = linked(clinic, 2);
        clinic.crm.lock(clinic.contactOf(patients.get(0)));
        patients.forEach(clinic.clinic::archive);

        Applied applied = clinic.engine.apply(clinic.engine.preview().plan(), PLENTY);

        assertThat(applied.written()).isEqualTo(1);
        assertThat(whys(applied)).containsExactly(Why.KEPT_BACK);
        assertThat(clinic.parked()).containsExactly("LOCKED");
    }

    @Test
    void lostAnswerIsKeptBackFoundOutAndNotShownAgain() {
        Clinic clinic = removing(flow -> flow);
        RecordRef ada = linked(clinic, 1).get(0);
        clinic.clinic.archive(ada);
        SavedPlan plan = clinic.engine.preview().plan();
        clinic.crm.failNext(Fault.answerLost());

        assertThat(whys(clinic.engine.apply(plan, PLENTY))).containsExactly(Why.KEPT_BACK);

        assertThat(clinic.contacts()).isEmpty();
        assertThat(clinic.engine.preview().changes()).as("it was removed").isEmpty();
        assertThat(whys(clinic.engine.apply(plan, PLENTY))).containsExactly(Why.NOT_DUE);
        clinic.clinic.restore(ada);
        clinic.pass();
        assertThat(clinic.contacts()).as("a real restore is created anew").hasSize(1);
    }

    @Test
    void whatAPassHadCollectedIsAppliedToo() {
        Clinic clinic = removing(flow -> flow);
        linked(clinic, 2).forEach(clinic.clinic::archive);
        clinic.crm.failNext(Fault.throwing(new RetryLaterException("Busy", Duration.ZERO, null), Call.Kind.READ));
        clinic.pass();
        assertThat(clinic.parked()).containsOnly("REMOVAL");

        Applied applied = clinic.engine.apply(clinic.engine.preview().plan(), PLENTY);

        assertThat(applied.written()).isEqualTo(2);
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void systemThatIsAwayIsAnObstacleAndTheNextPassRemoves() {
        Clinic clinic = removing(flow -> flow);
        linked(clinic, 2).forEach(clinic.clinic::archive);
        SavedPlan plan = clinic.engine.preview().plan();
        clinic.crm.failNext(Fault.throwing(new RetryLaterException("Busy", Duration.ZERO, null), Call.Kind.WRITE));

        Applied applied = clinic.engine.apply(plan, PLENTY);

        assertThat(applied.obstacles()).singleElement().asString().contains("Busy");
        assertThat(whys(applied)).containsExactly(Why.KEPT_BACK, Why.KEPT_BACK);
        clinic.pass();
        assertThat(clinic.contacts()).isEmpty();
    }

    @Test
    void partIsRemovedWithoutItsRecord() {
        Invoices books = Invoices.replacing(new InMemoryStore());
        RecordRef invoice = books.invoice("a=Massage;b=Tape");
        books.pass();
        books.clinic.edit(invoice, Invoices.LINES, "a=Massage");
        SavedPlan plan = SavedPlan.parse(books.engine.preview().plan().text());

        Applied applied = books.engine.apply(plan, PLENTY);

        assertThat(applied.written()).isEqualTo(plan.items().size());
        assertThat(books.items()).containsExactly("Massage");
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void planThatWasSavedWhenRemovalsWereOnlyShownLoadsAndSaysSo() {
        Clinic clinic = removing(flow -> flow);
        RecordRef ada = linked(clinic, 1).get(0);
        clinic.clinic.archive(ada);
        String old = "tidelock-plan-1\npatients SOURCE patient " + ada.id() + "  REMOVE -\n";

        Applied applied = clinic.engine.apply(SavedPlan.parse(old), PLENTY);

        assertThat(whys(applied)).containsExactly(Why.REMOVAL);
        assertThat(clinic.contacts()).hasSize(1);
    }

    @Test
    void killedAnywhereTheSameIsRemovedAndNothingElse() {
        CrashSweep.sweep(
                steps -> {
                    SyncStore store = steps.watch(new InMemoryStore());
                    return PlanStory.on(() -> store);
                },
                PlanStory::tell);
    }

    private static List<Why> whys(Applied applied) {
        return applied.skipped().stream().map(Applied.Skipped::why).toList();
    }

    private static List<RecordRef> linked(Clinic clinic, int count) {
        List<RecordRef> patients = RemovalTest.patients(clinic, count);
        clinic.pass();
        return patients;
    }

    private static Clinic removing(UnaryOperator<Flow.Builder> change) {
        return Clinic.setup()
                .flow(flow -> change.apply(flow.whenSourceGone(GonePolicy.REMOVE)))
                .build();
    }
}
