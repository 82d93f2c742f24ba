package io.tidelock.testkit.engine;

import static io.tidelock.answers.UndoPlan.Why.AS_BEFORE;
import static io.tidelock.answers.UndoPlan.Why.CREATED;
import static io.tidelock.answers.UndoPlan.Why.NOT_LINKED;
import static io.tidelock.answers.UndoPlan.Why.REMOVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.answers.UndoPlan;
import io.tidelock.answers.UndoPlan.Left;
import io.tidelock.answers.UndoScope;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Verb;
import io.tidelock.store.StoredWrite;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Removals of ours are in the journal, and an undo says that it brings nothing back. */
interface UndoOfRemovals {

    /** Returns an empty store. */
    SyncStore store();

    private Clinic clinic() {
        return Clinic.setup()
                .store(store())
                .flow(flow -> flow.whenSourceGone(GonePolicy.REMOVE).unbraked(Verb.REMOVE))
                .engine(engine -> engine.journal(UndoContract.journal()))
                .build();
    }

    private static RecordRef patient(Clinic clinic, String name) {
        RecordRef patient = clinic.patient(name, "Lee", name + "@example.com", null);
        clinic.pass();
        return patient;
    }

    private static List<StoredWrite> removals(Clinic clinic) {
        return UndoContract.entries(clinic.store).stream()
                .filter(StoredWrite::removes)
                .toList();
    }

    private static Left removed(RecordRef contact) {
        return new Left(UndoContract.FLOW, contact, "", REMOVED);
    }

    @Test
    default void removalIsListedAndTheRestIsUndone() {
        Clinic clinic = clinic();
        RecordRef ada = patient(clinic, "Ada");
        RecordRef bo = patient(clinic, "Bo");
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.archive(ada);
        clinic.clinic.edit(bo, Clinic.CITY, "Rome");

        SyncReport wrong = clinic.pass();
        UndoPlan plan = clinic.engine.undo(UndoScope.pass(wrong.startedAt()));

        assertThat(plan.left()).containsExactly(removed(contact));
        assertThat(plan.items()).extracting(UndoPlan.Item::record).containsExactly(clinic.contactOf(bo));
        assertThat(clinic.engine
                        .undo(UndoScope.record(contact).from(wrong.startedAt()))
                        .left())
                .containsExactly(removed(contact));
        assertThat(UndoContract.whys(clinic.engine.undo(UndoScope.record(ada)).left()))
                .as("it was not there before we created it")
                .containsExactly(AS_BEFORE);
        assertThat(removals(clinic)).singleElement().satisfies(entry -> {
            assertThat(entry.settled()).isTrue();
            assertThat(entry.record()).isEqualTo(contact);
            assertThat(entry.values().bytes()).isEmpty();
        });
    }

    @Test
    default void removalIsListedAlsoIfTheRecordHasAnotherCounterpartSince() {
        Clinic clinic = clinic();
        RecordRef ada = patient(clinic, "Ada");
        RecordRef first = clinic.contactOf(ada);
        clinic.clinic.archive(ada);
        SyncReport wrong = clinic.pass();
        clinic.clinic.restore(ada);
        clinic.pass();

        UndoPlan plan = clinic.engine.undo(UndoScope.flow(UndoContract.FLOW).from(wrong.startedAt()));

        assertThat(plan.items()).isEmpty();
        assertThat(plan.left())
                .containsExactly(removed(first), new Left(UndoContract.FLOW, clinic.contactOf(ada), "", CREATED));
    }

    @Test
    default void writesToAFormerCounterpartAreListed() {
        Clinic clinic = clinic();
        RecordRef ada = patient(clinic, "Ada");
        RecordRef former = clinic.contactOf(ada);
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        SyncReport wrong = clinic.pass();
        RecordRef right = clinic.contact("Ada", "Byron", null, null);
        clinic.engine.pairs().apply(clinic.engine.pairs().relink(UndoContract.FLOW, ada, right));
        clinic.pass();

        UndoPlan plan = clinic.engine.undo(UndoScope.flow(UndoContract.FLOW).from(wrong.startedAt()));

        assertThat(plan.left()).contains(new Left(UndoContract.FLOW, former, "", NOT_LINKED));
        assertThat(plan.items()).extracting(UndoPlan.Item::record).containsExactly(right);
    }

    @Test
    default void recordThatSomebodyRestoredIsAsBefore() {
        Clinic clinic = clinic();
        RecordRef ada = patient(clinic, "Ada");
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.archive(ada);
        SyncReport wrong = clinic.pass();

        clinic.crm.restore(contact);

        assertThat(clinic.engine.undo(UndoScope.pass(wrong.startedAt())).left())
                .containsExactly(new Left(UndoContract.FLOW, contact, "", AS_BEFORE));
    }

    @Test
    default void removalWhoseAnswerWasLostIsInTheJournalOnceItIsFoundOut() {
        Clinic clinic = clinic();
        RecordRef ada = patient(clinic, "Ada");
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.archive(ada);
        clinic.crm.failNext(Fault.answerLost());
        SyncReport lost = clinic.pass();
        assertThat(removals(clinic)).extracting(StoredWrite::settled).containsExactly(false);
        clinic.pass();
        clinic.pass();

        assertThat(clinic.crm.holds(contact)).isFalse();
        assertThat(removals(clinic)).extracting(StoredWrite::settled).containsExactly(true);
        assertThat(clinic.engine
                        .undo(UndoScope.flow(UndoContract.FLOW).from(lost.startedAt()))
                        .left())
                .containsExactly(removed(contact));
    }

    @Test
    default void refusedRemovalLeavesNothingInTheJournal() {
        Clinic clinic = clinic();
        RecordRef ada = patient(clinic, "Ada");
        clinic.crm.lock(clinic.contactOf(ada));
        clinic.clinic.archive(ada);

        clinic.pass();

        assertThat(clinic.parked()).containsExactly("LOCKED");
        assertThat(removals(clinic)).isEmpty();
    }

    @Test
    default void whatAnUndoRemovedIsListed() {
        Clinic clinic = clinic();
        RecordRef contact = clinic.contactOf(patient(clinic, "Ada"));
        UndoScope all = UndoScope.flow(UndoContract.FLOW).removingCreated();
        UndoPlan plan = clinic.engine.undo(all);
        clinic.clock.advance(Duration.ofMinutes(1));
        Instant undone = clinic.clock.instant();

        assertThat(clinic.engine.apply(plan, UndoContract.PLENTY).written()).hasSize(1);

        clinic.pass();
        assertThat(clinic.engine.undo(UndoScope.pass(undone)).left()).containsExactly(removed(contact));
        assertThat(UndoContract.whys(clinic.engine.undo(all).left())).containsExactly(AS_BEFORE);
    }

    @Test
    default void removalByAnUndoWhoseAnswerWasLostIsFoundOut() {
        Clinic clinic = clinic();
        RecordRef ada = patient(clinic, "Ada");
        UndoScope scope = UndoScope.flow(UndoContract.FLOW).removingCreated();
        UndoPlan plan = clinic.engine.undo(scope);
        clinic.crm.failNext(Fault.answerLost());
        clinic.engine.apply(plan, UndoContract.PLENTY);
        clinic.pass();
        clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();

        assertThat(clinic.crm.records(Contact.TYPE))
                .as("and it is not created again")
                .isEmpty();
        assertThat(removals(clinic)).extracting(StoredWrite::settled).containsExactly(true);
        assertThat(clinic.store.openIntents(WatchedStore.INTEGRATION, UndoContract.FLOW))
                .isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }
}
