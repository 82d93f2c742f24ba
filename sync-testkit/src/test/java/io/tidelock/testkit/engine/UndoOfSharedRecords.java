package io.tidelock.testkit.engine;

import static io.tidelock.answers.UndoPlan.Why.AS_BEFORE;
import static io.tidelock.answers.UndoPlan.Why.CHANGED_SINCE;
import static io.tidelock.answers.UndoPlan.Why.CREATED;
import static io.tidelock.answers.UndoPlan.Why.NOT_LINKED;
import static io.tidelock.answers.UndoPlan.Why.REFERENCE;
import static io.tidelock.answers.UndoPlan.Why.SHARED;
import static io.tidelock.testkit.engine.CallCentre.CALLER;
import static io.tidelock.testkit.engine.CallCentre.EMPLOYEE;
import static io.tidelock.testkit.engine.CallCentre.NAME;
import static io.tidelock.testkit.engine.CallCentre.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.answers.UndoPlan;
import io.tidelock.answers.UndoPlan.Left;
import io.tidelock.answers.UndoScope;
import io.tidelock.answers.Undone;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Verb;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What several records of the other side share is undone as the one record that it is. */
interface UndoOfSharedRecords {

    /** Returns an empty store. */
    SyncStore store();

    private CallCentre centre() {
        return CallCentre.callers(store(), Duration.ZERO).journalled();
    }

    private static Undone undo(CallCentre centre, UndoScope scope) {
        return centre.engine.apply(centre.engine.undo(scope), UndoContract.PLENTY);
    }

    private static List<UndoPlan.Why> whys(CallCentre centre, UndoScope scope) {
        return UndoContract.whys(centre.engine.undo(scope).left());
    }

    private static UndoScope from(SyncReport first) {
        return UndoScope.flow("contacts").from(first.startedAt());
    }

    /** Whatever looks at the calls again writes nothing. */
    private static void rests(CallCentre centre, List<RecordRef> calls) {
        assertThat(centre.pass().writes()).isZero();
        calls.forEach(centre.calls::touch);
        centre.engine.reconcile("contacts");
        assertThat(centre.pass().writes()).isZero();
        centre.pass();
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    default void fieldGetsBackWhatItHeldBeforeTheFirstOfThoseThatWroteIt() {
        CallCentre centre = centre();
        RecordRef ada = centre.contact("+380500000001", "Ada");
        RecordRef one = centre.call("0500000001", "One");
        RecordRef two = centre.call("0500000001", "Two");
        centre.pass();
        centre.calls.edit(one, CALLER, "First");
        SyncReport first = centre.pass();
        centre.calls.edit(two, CALLER, "Second");
        SyncReport second = centre.pass();
        assertThat(centre.names()).containsExactly("Second");
        assertThat(whys(centre, UndoScope.pass(first.startedAt()))).containsExactly(CHANGED_SINCE);

        undo(centre, UndoScope.pass(second.startedAt()));
        assertThat(centre.names()).containsExactly("First");
        undo(centre, from(first));

        assertThat(centre.names()).containsExactly("Ada");
        rests(centre, List.of(one, two));
        centre.call("0500000001", "Three");
        centre.pass();
        assertThat(centre.names()).as("what it shows stands").containsExactly("Ada");
        centre.calls.edit(two, CALLER, "Another");
        centre.pass();
        assertThat(centre.crm.value(ada, NAME)).isEqualTo("Another");
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    default void severalWritesOfOnePassAreUndoneInTheOrderThatTheyWereMadeIn() {
        CallCentre centre = centre();
        centre.contact("+380500000001", "Ada");
        List<RecordRef> calls = List.of(
                centre.call("0500000001", "One"), centre.call("0500000001", "Two"), centre.call("0500000001", "Three"));
        centre.pass();
        calls.forEach(call -> centre.calls.edit(call, CALLER, "By " + call.id()));
        SyncReport wrong = centre.pass();
        assertThat(wrong.writes()).isEqualTo(3);

        Undone undone = undo(centre, UndoScope.pass(wrong.startedAt()));

        assertThat(undone.left()).isEmpty();
        assertThat(undone.written()).hasSize(1);
        assertThat(centre.names()).containsExactly("Ada");
        rests(centre, calls);
    }

    @Test
    default void recordIsAskedForAsItself() {
        CallCentre centre = centre();
        RecordRef ada = centre.contact("+380500000001", "Ada");
        RecordRef one = centre.call("0500000001", "One");
        centre.call("0500000001", "Two");
        centre.contact("+380500000002", "Bo");
        RecordRef other = centre.call("0500000002", "Other");
        centre.pass();
        centre.calls.edit(one, CALLER, "First");
        centre.calls.edit(other, CALLER, "First");
        centre.pass();

        assertThat(centre.engine.undo(UndoScope.record(ada)).items())
                .extracting(UndoPlan.Item::record)
                .containsExactly(ada);
        assertThat(centre.engine.undo(UndoScope.record(one)).items())
                .extracting(UndoPlan.Item::record)
                .containsExactly(ada);
    }

    @Test
    default void createdRecordStaysAsLongAsAnotherSharesIt() {
        CallCentre centre = centre();
        RecordRef one = centre.call("0500000001", "Ada");
        RecordRef two = centre.call("0500000001", "Ada");
        SyncReport wrong = centre.pass();
        UndoScope scope = from(wrong).removingCreated();
        assertThat(whys(centre, from(wrong))).containsExactly(CREATED);
        assertThat(centre.engine.undo(scope).left())
                .containsExactly(new Left(
                        "contacts", centre.contacts("0500000001").get(0).ref(), "", SHARED));

        centre.calls.archive(two);
        centre.pass();
        UndoPlan plan = centre.engine.undo(scope);
        assertThat(plan.counts()).containsOnlyKeys(Verb.REMOVE);
        Undone undone = centre.engine.apply(plan, UndoContract.PLENTY);

        assertThat(undone.written()).hasSize(1);
        assertThat(centre.names()).isEmpty();
        centre.calls.edit(one, CALLER, "Ada B.");
        centre.pass();
        assertThat(centre.names()).as("it is not created again").isEmpty();
        assertThat(whys(centre, scope)).containsExactly(AS_BEFORE);
        centre.call("0500000001", "Ada");
        centre.pass();
        centre.pass();
        assertThat(centre.names()).as("by another call it is").containsExactly("Ada");
        assertThat(centre.parked()).isEmpty();
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    default void removedRecordIsNotFoundAgainByItsClaimOrALaggingIndex() {
        CallCentre centre = CallCentre.callers(store(), Duration.ofMinutes(5)).journalled();
        centre.call("0500000001", "Ada");
        undo(centre, from(centre.pass()).removingCreated());
        assertThat(centre.names()).isEmpty();

        centre.call("0500000001", "Ada");
        for (int i = 0; i < 8; i++) {
            centre.pass();
        }

        assertThat(centre.names()).containsExactly("Ada");
        assertThat(centre.parked()).isEmpty();
        assertThat(centre.pass().quiet()).isTrue();
    }

    @Test
    default void recordThatSomebodySharesBetweenPlanAndUndoStays() {
        CallCentre centre = centre();
        centre.call("0500000001", "Ada");
        SyncReport wrong = centre.pass();
        UndoPlan plan = centre.engine.undo(from(wrong).removingCreated());
        centre.call("0500000001", "Ada");
        centre.pass();

        Undone undone = centre.engine.apply(plan, UndoContract.PLENTY);

        assertThat(UndoContract.whys(undone.left())).containsExactly(SHARED);
        assertThat(centre.names()).containsExactly("Ada");
    }

    @Test
    default void createdRecordThatSomebodyEditedStays() {
        CallCentre centre = centre();
        centre.call("0500000001", "Ada");
        SyncReport wrong = centre.pass();
        centre.crm.edit(centre.contacts("0500000001").get(0).ref(), NAME, "Ada Byron");

        assertThat(whys(centre, from(wrong).removingCreated())).containsExactly(CHANGED_SINCE);
    }

    @Test
    default void recordThatNoneOfItsWritersIsLinkedWithIsLeft() {
        CallCentre centre = centre();
        centre.contact("+380500000001", "Ada");
        RecordRef one = centre.call("0500000001", "One");
        centre.pass();
        centre.calls.edit(one, CALLER, "First");
        SyncReport wrong = centre.pass();
        centre.calls.edit(one, NUMBER, "0500000002");
        centre.pass();

        assertThat(whys(centre, UndoScope.pass(wrong.startedAt()))).containsExactly(NOT_LINKED);
    }

    @Test
    default void lostAnswerIsMadeUpFor() {
        CallCentre centre = centre();
        centre.contact("+380500000001", "Ada");
        RecordRef one = centre.call("0500000001", "One");
        RecordRef two = centre.call("0500000001", "Two");
        centre.pass();
        centre.calls.edit(one, CALLER, "First");
        SyncReport wrong = centre.pass();
        UndoPlan plan = centre.engine.undo(UndoScope.pass(wrong.startedAt()));
        centre.crm.failNext(Fault.answerLost());

        centre.engine.apply(plan, UndoContract.PLENTY);
        centre.pass();
        centre.pass();
        undo(centre, UndoScope.pass(wrong.startedAt()));

        assertThat(centre.names()).containsExactly("Ada");
        rests(centre, List.of(one, two));
        assertThat(centre.names()).containsExactly("Ada");
    }

    @Test
    default void referencesOfSharedRecordsAreListed() {
        Flow deals = Flow.toCrm("deals", CallCentre.CALL, CallPlan.DEAL)
                .ensured(MatchRule.on(NUMBER, CallPlan.DEAL_PHONE, CallCentre.E164))
                .map(
                        FieldMapping.from(NUMBER).to(CallPlan.DEAL_PHONE).converted(CallCentre.INTERNATIONAL),
                        FieldMapping.from(EMPLOYEE)
                                .to(CallPlan.CONTACTS_OF)
                                .linkedBy("contacts")
                                .optional())
                .build();
        CallCentre centre = CallCentre.of(
                        store(), Duration.ZERO, CallCentre.contacts().build(), deals)
                .journalled();
        RecordRef one = centre.call("0500000001", "One");
        RecordRef two = centre.call("0500000002", "Two");
        centre.pass();
        centre.calls.edit(one, EMPLOYEE, two.id());
        SyncReport wrong = centre.pass();

        UndoPlan plan = centre.engine.undo(UndoScope.pass(wrong.startedAt()));

        assertThat(plan.items()).isEmpty();
        assertThat(plan.left()).extracting(Left::field).containsExactly(CallPlan.CONTACTS_OF.name());
        assertThat(UndoContract.whys(plan.left())).containsExactly(REFERENCE);
    }
}
