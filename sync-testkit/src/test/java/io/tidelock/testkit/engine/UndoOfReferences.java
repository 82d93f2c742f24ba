package io.tidelock.testkit.engine;

import static io.tidelock.answers.UndoPlan.Why.AS_BEFORE;
import static io.tidelock.answers.UndoPlan.Why.CHANGED_SINCE;
import static io.tidelock.answers.UndoPlan.Why.REFUSED;
import static io.tidelock.testkit.engine.ReferenceTest.CONTACTS;
import static io.tidelock.testkit.engine.ReferenceTest.NAME;
import static io.tidelock.testkit.engine.ReferenceTest.PATIENT_ID;
import static io.tidelock.testkit.engine.ReferenceTest.PATIENT_IDS;
import static io.tidelock.testkit.engine.ReferenceTest.VISIT;
import static io.tidelock.testkit.engine.ReferenceTest.deal;
import static io.tidelock.testkit.engine.ReferenceTest.patient;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.answers.UndoPlan;
import io.tidelock.answers.UndoScope;
import io.tidelock.answers.Undone;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.crm.Deal;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Strength;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** References get back what they held, and what was undone rests although links come and go without an edit. */
interface UndoOfReferences {

    /** Returns an empty store. */
    SyncStore store();

    private Clinic clinic(Field patients, UnaryOperator<FieldMapping.Builder> change) {
        return ReferenceTest.setup(patients, change)
                .store(store())
                .engine(engine -> engine.journal(UndoContract.journal()))
                .build();
    }

    private Clinic several(UnaryOperator<FieldMapping.Builder> change) {
        return clinic(PATIENT_IDS, change);
    }

    private static RecordRef visit(Clinic clinic, RecordRef... patients) {
        return patients.length == 0
                ? ReferenceTest.visits(clinic, null)
                : ReferenceTest.visits(clinic, ids(List.of(patients)));
    }

    private static String ids(List<RecordRef> refs) {
        return refs.stream().map(RecordRef::id).collect(Collectors.joining(";"));
    }

    private static void edit(Clinic clinic, RecordRef visit, RecordRef... patients) {
        clinic.clinic.edit(visit, PATIENT_IDS, patients.length == 0 ? null : ids(List.of(patients)));
    }

    /** Has people make these the contacts of the deal. */
    private static void people(Clinic clinic, RecordRef... patients) {
        List<RecordRef> contacts =
                Arrays.stream(patients).map(clinic::contactOf).toList();
        clinic.crm.edit(deal(clinic), CONTACTS, ids(contacts));
    }

    /** Returns which patients the visit names. */
    private static List<String> atVisit(Clinic clinic, RecordRef visit) {
        String shown = clinic.clinic.value(visit, PATIENT_IDS);
        return shown == null ? List.of() : List.of(shown.split(";", -1));
    }

    private static List<String> ids(RecordRef... patients) {
        return Arrays.stream(patients).map(RecordRef::id).toList();
    }

    /** Returns whose contacts the deal is associated with. */
    private static List<String> atDeal(Clinic clinic) {
        String shown = clinic.crm.value(deal(clinic), CONTACTS);
        List<String> patients = new ArrayList<>();
        if (shown != null) {
            for (String id : shown.split(";", -1)) {
                patients.add(clinic.contacts().stream()
                        .filter(contact -> contact.ref().id().equals(id))
                        .map(contact -> contact.value(Clinic.PATIENT_ID).plain())
                        .findFirst()
                        .orElse("?"));
            }
        }
        return patients;
    }

    private static Undone undo(Clinic clinic, SyncReport wrong) {
        return clinic.engine.apply(
                clinic.engine.undo(UndoScope.pass(wrong.startedAt()).in("visits")), UndoContract.PLENTY);
    }

    /** Whatever looks at the pair again writes nothing. */
    private static void rests(Clinic clinic, RecordRef visit) {
        assertThat(clinic.pass().writes()).isZero();
        clinic.engine.reconcile("visits");
        clinic.clinic.touch(visit);
        clinic.crm.touch(deal(clinic));
        assertThat(clinic.pass().writes()).as("it rests").isZero();
        clinic.clinic.edit(visit, NAME, "another name");
        assertThat(clinic.pass().writes()).as("the name alone").isEqualTo(1);
        assertThat(clinic.crm.value(deal(clinic), Deal.NAME)).isEqualTo("another name");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    default void singleReferenceIsUndoneAndRestsUntilItIsEdited() {
        Clinic clinic = clinic(PATIENT_ID, UnaryOperator.identity());
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef cy = patient(clinic, "Cy");
        RecordRef visit = clinic.clinic.create(VISIT, Map.of(NAME, "visit", PATIENT_ID, ada.id()));
        clinic.pass();
        clinic.clinic.edit(visit, PATIENT_ID, bo.id());
        SyncReport wrong = clinic.pass();
        assertThat(atDeal(clinic)).isEqualTo(ids(bo));

        UndoPlan plan = clinic.engine.undo(UndoScope.pass(wrong.startedAt()));
        assertThat(plan.items()).extracting(UndoPlan.Item::fields).containsExactly(List.of(CONTACTS.name()));
        Undone undone = undo(clinic, wrong);

        assertThat(undone.left()).isEmpty();
        assertThat(atDeal(clinic)).isEqualTo(ids(ada));
        rests(clinic, visit);
        assertThat(atDeal(clinic)).isEqualTo(ids(ada));
        assertThat(UndoContract.whys(
                        clinic.engine.undo(UndoScope.pass(wrong.startedAt())).left()))
                .containsExactly(AS_BEFORE);
        clinic.clinic.edit(visit, PATIENT_ID, cy.id());
        clinic.pass();
        assertThat(atDeal(clinic)).as("decided as ever").isEqualTo(ids(cy));
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    default void referenceThatWasAddedGoesAndComesWhenItIsAddedAnew() {
        Clinic clinic = several(UnaryOperator.identity());
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef cy = patient(clinic, "Cy");
        RecordRef visit = visit(clinic, ada);
        clinic.pass();
        edit(clinic, visit, ada, bo);
        SyncReport wrong = clinic.pass();

        undo(clinic, wrong);

        assertThat(atDeal(clinic)).isEqualTo(ids(ada));
        rests(clinic, visit);
        edit(clinic, visit, ada, bo, cy);
        clinic.pass();
        assertThat(atDeal(clinic)).as("the others go on").containsExactlyInAnyOrder(ada.id(), cy.id());
        edit(clinic, visit, ada, cy);
        clinic.pass();
        edit(clinic, visit, ada, bo, cy);
        clinic.pass();
        assertThat(atDeal(clinic)).containsExactlyInAnyOrder(ada.id(), bo.id(), cy.id());
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    default void referenceThatWasDroppedComesBackAndForeignOnesStay() {
        Clinic clinic = several(UnaryOperator.identity());
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef visit = visit(clinic, ada, bo);
        clinic.pass();
        RecordRef stranger = clinic.contact("Str", "Anger", null, null);
        clinic.crm.edit(deal(clinic), CONTACTS, clinic.crm.value(deal(clinic), CONTACTS) + ";" + stranger.id());
        clinic.pass();
        edit(clinic, visit, ada);
        SyncReport wrong = clinic.pass();
        assertThat(atDeal(clinic)).hasSize(2);

        undo(clinic, wrong);

        assertThat(atDeal(clinic)).hasSize(3).contains(ada.id(), bo.id());
        rests(clinic, visit);
        assertThat(atDeal(clinic)).hasSize(3);
        edit(clinic, visit, ada, bo);
        clinic.pass();
        edit(clinic, visit, ada);
        clinic.pass();
        assertThat(atDeal(clinic)).as("dropped anew").hasSize(2).doesNotContain(bo.id());
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    default void referenceThatAlwaysHoldsRestsToo() {
        Clinic clinic = several(mapping -> mapping.strength(Strength.ALWAYS));
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef visit = visit(clinic, ada);
        clinic.pass();
        edit(clinic, visit, bo);
        SyncReport wrong = clinic.pass();

        undo(clinic, wrong);

        assertThat(atDeal(clinic)).isEqualTo(ids(ada));
        rests(clinic, visit);
        assertThat(atDeal(clinic)).isEqualTo(ids(ada));
    }

    @Test
    default void whatIsUndoneAtTheTargetDoesNotReachTheSource() {
        Clinic clinic = several(mapping -> mapping.twoWay().whenEmptied(EmptyPolicy.CLEAR));
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef cy = patient(clinic, "Cy");
        RecordRef visit = visit(clinic, ada);
        clinic.pass();
        edit(clinic, visit, bo);
        SyncReport wrong = clinic.pass();

        undo(clinic, wrong);

        assertThat(atDeal(clinic)).isEqualTo(ids(ada));
        rests(clinic, visit);
        people(clinic, ada, cy);
        clinic.pass();
        assertThat(atVisit(clinic, visit)).as("theirs alone").isEqualTo(ids(bo, cy));
        assertThat(atDeal(clinic)).containsExactlyInAnyOrder(ada.id(), cy.id());
        people(clinic, ada, bo, cy);
        clinic.pass();
        people(clinic, ada, cy);
        clinic.pass();
        assertThat(atVisit(clinic, visit)).as("added and dropped by people").isEqualTo(ids(cy));
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    default void whatIsUndoneAtTheSourceDoesNotReachTheTarget() {
        Clinic clinic = several(mapping -> mapping.twoWay().whenEmptied(EmptyPolicy.CLEAR));
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef visit = visit(clinic, ada);
        clinic.pass();
        people(clinic, bo);
        SyncReport wrong = clinic.pass();
        assertThat(atVisit(clinic, visit)).isEqualTo(ids(bo));

        undo(clinic, wrong);

        assertThat(atVisit(clinic, visit)).isEqualTo(ids(ada));
        rests(clinic, visit);
        assertThat(atDeal(clinic)).isEqualTo(ids(bo));
        assertThat(atVisit(clinic, visit)).isEqualTo(ids(ada));
        edit(clinic, visit, ada, bo);
        clinic.pass();
        edit(clinic, visit, ada);
        clinic.pass();
        assertThat(atDeal(clinic)).as("added and dropped by people").isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    default void singleReferenceOfTheSourceIsUndoneAndTakesTheNextEdit() {
        Clinic clinic = clinic(PATIENT_ID, FieldMapping.Builder::twoWay);
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef cy = patient(clinic, "Cy");
        RecordRef visit = clinic.clinic.create(VISIT, Map.of(NAME, "visit", PATIENT_ID, ada.id()));
        clinic.pass();
        people(clinic, bo);
        SyncReport wrong = clinic.pass();
        assertThat(clinic.clinic.value(visit, PATIENT_ID)).isEqualTo(bo.id());

        undo(clinic, wrong);

        assertThat(clinic.clinic.value(visit, PATIENT_ID)).isEqualTo(ada.id());
        rests(clinic, visit);
        assertThat(clinic.clinic.value(visit, PATIENT_ID)).isEqualTo(ada.id());
        people(clinic, cy);
        clinic.pass();
        assertThat(clinic.clinic.value(visit, PATIENT_ID)).as("replaced").isEqualTo(cy.id());
        assertThat(atDeal(clinic)).isEqualTo(ids(cy));
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    default void textThatHoldsAnIdIsUndoneLikeAnyOther() {
        Flow visits = Flow.toCrm("visits", VISIT, Deal.TYPE)
                .map(
                        FieldMapping.from(NAME).to(Deal.NAME),
                        FieldMapping.from(PATIENT_ID).to(Deal.DESCRIPTION).linkedBy("patients"))
                .build();
        Clinic clinic = Clinic.setup()
                .clinic(system -> system.type(VISIT, List.of(NAME, PATIENT_ID)))
                .plan(plan -> plan.flow(visits))
                .store(store())
                .engine(engine -> engine.journal(UndoContract.journal()))
                .build();
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef visit = clinic.clinic.create(VISIT, Map.of(NAME, "visit", PATIENT_ID, ada.id()));
        clinic.pass();
        clinic.clinic.edit(visit, PATIENT_ID, bo.id());
        SyncReport wrong = clinic.pass();

        undo(clinic, wrong);

        assertThat(clinic.crm.value(deal(clinic), Deal.DESCRIPTION))
                .isEqualTo(clinic.contactOf(ada).id());
        rests(clinic, visit);
        assertThat(clinic.crm.value(deal(clinic), Deal.DESCRIPTION))
                .isEqualTo(clinic.contactOf(ada).id());
    }

    @Test
    default void referenceWhoseRecordIsLinkedLaterStillArrives() {
        Clinic clinic = several(FieldMapping.Builder::optional);
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef visit = visit(clinic, ada);
        clinic.pass();
        RecordRef later = RecordRef.of(Clinic.PATIENT, String.valueOf(Long.parseLong(visit.id()) + 1));
        edit(clinic, visit, ada, bo, later);
        SyncReport wrong = clinic.pass();
        undo(clinic, wrong);
        assertThat(atDeal(clinic)).isEqualTo(ids(ada));

        assertThat(patient(clinic, "Cy")).isEqualTo(later);
        clinic.pass();
        clinic.pass();

        assertThat(atDeal(clinic)).containsExactlyInAnyOrder(ada.id(), later.id());
    }

    @Test
    default void undoIsUndoneAndTheNextEditIsSeen() {
        Clinic clinic = several(UnaryOperator.identity());
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef visit = visit(clinic, ada);
        clinic.pass();
        edit(clinic, visit, bo);
        SyncReport wrong = clinic.pass();
        clinic.clock.advance(Duration.ofMinutes(1));
        Instant undoing = clinic.clock.instant();
        undo(clinic, wrong);
        clinic.clock.advance(Duration.ofMinutes(1));

        clinic.engine.apply(clinic.engine.undo(UndoScope.pass(undoing)), UndoContract.PLENTY);

        assertThat(atDeal(clinic)).isEqualTo(ids(bo));
        edit(clinic, visit, ada);
        clinic.pass();
        assertThat(atDeal(clinic)).as("common once more").isEqualTo(ids(ada));
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    default void changeOfKeyForgetsNothingThatWasUndone() {
        Clinic clinic = several(FieldMapping.Builder::twoWay);
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef visit = visit(clinic, ada);
        clinic.pass();
        edit(clinic, visit, ada, bo);
        SyncReport wrong = clinic.pass();
        undo(clinic, wrong);

        clinic.formerKeys = List.of(clinic.key);
        clinic.key = "another sixteen bytes";
        clinic.restart();
        clinic.pass();
        clinic.pass();
        rests(clinic, visit);

        assertThat(atDeal(clinic)).isEqualTo(ids(ada));
        assertThat(atVisit(clinic, visit)).isEqualTo(ids(ada, bo));
    }

    @Test
    default void lostAnswerIsMadeUpForAndItRestsAllTheSame() {
        Clinic clinic = several(FieldMapping.Builder::twoWay);
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef visit = visit(clinic, ada);
        clinic.pass();
        edit(clinic, visit, ada, bo);
        SyncReport wrong = clinic.pass();
        UndoPlan plan = clinic.engine.undo(UndoScope.pass(wrong.startedAt()));
        clinic.crm.failNext(Fault.answerLost());

        clinic.engine.apply(plan, UndoContract.PLENTY);
        clinic.pass();
        clinic.pass();
        undo(clinic, wrong);

        rests(clinic, visit);
        assertThat(atDeal(clinic)).isEqualTo(ids(ada));
        assertThat(atVisit(clinic, visit)).isEqualTo(ids(ada, bo));
    }

    @Test
    default void pairWhoseOtherRecordCannotBeReadIsLeft() {
        Clinic clinic = several(UnaryOperator.identity());
        RecordRef ada = patient(clinic, "Ada");
        RecordRef visit = visit(clinic, ada, patient(clinic, "Bo"));
        clinic.pass();
        edit(clinic, visit, ada);
        SyncReport wrong = clinic.pass();
        UndoPlan plan = clinic.engine.undo(UndoScope.pass(wrong.startedAt()));
        clinic.clinic.failNext(Fault.throwing(
                new RequestRejectedException("It is spoiled", 400, "SPOILED", Map.of()), Call.Kind.READ));

        Undone undone = clinic.engine.apply(plan, UndoContract.PLENTY);

        assertThat(UndoContract.whys(undone.left())).containsExactly(REFUSED);
        assertThat(atDeal(clinic)).isEqualTo(ids(ada));
    }

    @Test
    default void associationThatPeopleChangedSinceIsLeft() {
        Clinic clinic = several(UnaryOperator.identity());
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef visit = visit(clinic, ada);
        clinic.pass();
        edit(clinic, visit, bo);
        SyncReport wrong = clinic.pass();
        people(clinic, ada, bo);

        assertThat(UndoContract.whys(
                        clinic.engine.undo(UndoScope.pass(wrong.startedAt())).left()))
                .containsExactly(CHANGED_SINCE);
    }

    @Test
    default void otherRecordsAreReadOnceInBulk() {
        Clinic clinic = several(UnaryOperator.identity());
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        List<RecordRef> visits = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            visits.add(visit(clinic, ada));
        }
        clinic.pass();
        visits.forEach(visit -> edit(clinic, visit, bo));
        SyncReport wrong = clinic.pass();
        clinic.clinic.resetCalls();

        assertThat(undo(clinic, wrong).written()).hasSize(30);

        assertThat(clinic.clinic.calls().total()).isEqualTo(1);
    }
}
