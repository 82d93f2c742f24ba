package io.tidelock.testkit.engine;

import static io.tidelock.answers.UndoPlan.Why.AS_BEFORE;
import static io.tidelock.answers.UndoPlan.Why.BEFORE_UNKNOWN;
import static io.tidelock.answers.UndoPlan.Why.CEILING;
import static io.tidelock.answers.UndoPlan.Why.CHANGED_SINCE;
import static io.tidelock.answers.UndoPlan.Why.CREATED;
import static io.tidelock.answers.UndoPlan.Why.GONE;
import static io.tidelock.answers.UndoPlan.Why.KEPT_BACK;
import static io.tidelock.answers.UndoPlan.Why.NOT_JOURNALLED;
import static io.tidelock.answers.UndoPlan.Why.NOT_LINKED;
import static io.tidelock.answers.UndoPlan.Why.NOT_SETTLED;
import static io.tidelock.answers.UndoPlan.Why.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.answers.Ceilings;
import io.tidelock.answers.UndoPlan;
import io.tidelock.answers.UndoPlan.Left;
import io.tidelock.answers.UndoPlan.Why;
import io.tidelock.answers.UndoScope;
import io.tidelock.answers.Undone;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.crm.Contact;
import io.tidelock.engine.ConfigurationException;
import io.tidelock.engine.Journal;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.record.FieldType;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.JournalRequest;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredWrite;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What was written is journalled and can be undone, whatever the store. */
abstract class UndoContract implements UndoOfRemovals, UndoOfReferences, UndoOfSharedRecords {

    static final String FLOW = "patients";
    static final Ceilings PLENTY =
            Ceilings.of(Verb.UPDATE, 1_000).and(Verb.CLEAR, 1_000).and(Verb.REMOVE, 1_000);

    /** The journal of engines that are built from now on. */
    private Journal journal = journal();

    static SecretKey key(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "AES");
    }

    static Journal journal() {
        return Journal.encryptedWith("2026-01", key("a key that has thirty-two bytes."));
    }

    private Clinic.Setup setup(UnaryOperator<Journal> kept) {
        journal = kept.apply(journal());
        return Clinic.setup().store(store()).engine(engine -> engine.journal(journal));
    }

    private Clinic.Setup setup() {
        return setup(UnaryOperator.identity());
    }

    /** Somebody with a contact from before, whose city we write over. */
    private static RecordRef moved(Clinic clinic, String name) {
        RecordRef contact = clinic.contact(name, "Lee", name + "@example.com", null);
        clinic.crm.edit(contact, Contact.CITY, "Oslo");
        RecordRef patient = clinic.patient(name, "Lee", name + "@example.com", null);
        clinic.clinic.edit(patient, Clinic.CITY, "Oslo");
        clinic.pass();
        clinic.clinic.edit(patient, Clinic.CITY, "Rome");
        return patient;
    }

    static List<StoredWrite> entries(SyncStore store) {
        return store.journal(JournalRequest.between(
                WatchedStore.INTEGRATION, Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"), 1_000));
    }

    static List<Why> whys(List<Left> left) {
        return left.stream().map(Left::why).toList();
    }

    private static Undone undo(Clinic clinic, UndoScope scope) {
        return clinic.engine.apply(clinic.engine.undo(scope), PLENTY);
    }

    @Test
    void passIsUndoneAndRestsUntilTheSourceIsEditedAgain() {
        Clinic clinic = setup().build();
        RecordRef ada = moved(clinic, "Ada");
        SyncReport wrong = clinic.pass();
        RecordRef contact = clinic.contactOf(ada);
        assertThat(clinic.crm.value(contact, Contact.CITY)).isEqualTo("Rome");

        UndoPlan plan = clinic.engine.undo(UndoScope.pass(wrong.startedAt()));
        assertThat(plan.items())
                .containsExactly(new UndoPlan.Item(FLOW, Side.TARGET, contact, Verb.UPDATE, List.of("city")));
        assertThat(clinic.crm.value(contact, Contact.CITY))
                .as("nothing is done yet")
                .isEqualTo("Rome");
        Undone undone = clinic.engine.apply(plan, PLENTY);

        assertThat(undone.written()).isEqualTo(plan.items());
        assertThat(undone.left()).isEmpty();
        assertThat(clinic.crm.value(contact, Contact.CITY)).isEqualTo("Oslo");
        assertThat(clinic.pass().writes()).isZero();
        clinic.engine.reconcile(FLOW);
        clinic.clinic.touch(ada);
        assertThat(clinic.pass().writes()).as("it rests").isZero();
        assertThat(clinic.pass().quiet()).isTrue();
        assertThat(whys(clinic.engine
                        .undo(UndoScope.flow(FLOW).from(wrong.startedAt()))
                        .left()))
                .containsExactly(AS_BEFORE);

        clinic.clinic.edit(ada, Clinic.CITY, "Bari");
        clinic.pass();
        assertThat(clinic.crm.value(contact, Contact.CITY)).isEqualTo("Bari");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void otherEditsOfThePairLeaveTheUndoneFieldAlone() {
        Clinic clinic = setup().build();
        RecordRef ada = moved(clinic, "Ada");
        undo(clinic, UndoScope.pass(clinic.pass().startedAt()));

        clinic.clinic.edit(ada, Clinic.MOBILE, "0400 000 001");
        clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.MOBILE_PHONE))
                .isEqualTo("0400 000 001");
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("Oslo");
    }

    @Test
    void editThatNoPassHasSeenYetIsNotLost() {
        Clinic clinic = setup().back(ConflictPolicy.HOLD).build();
        RecordRef ada = moved(clinic, "Ada");
        UndoScope scope = UndoScope.pass(clinic.pass().startedAt());
        clinic.crm.edit(clinic.contactOf(ada), Contact.MOBILE_PHONE, "0400 000 009");

        undo(clinic, scope);
        clinic.pass();

        assertThat(clinic.clinic.value(ada, Clinic.MOBILE)).isEqualTo("0400 000 009");
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("Oslo");
    }

    @Test
    void whatPeopleChangedSinceIsListedAndLeft() {
        Clinic clinic = setup().build();
        RecordRef ada = moved(clinic, "Ada");
        SyncReport wrong = clinic.pass();
        clinic.crm.edit(clinic.contactOf(ada), Contact.CITY, "Kyiv");

        UndoPlan plan = clinic.engine.undo(UndoScope.pass(wrong.startedAt()));

        assertThat(plan.items()).isEmpty();
        assertThat(plan.left()).containsExactly(new Left(FLOW, clinic.contactOf(ada), "city", CHANGED_SINCE));
    }

    @Test
    void whatPeopleChangeBetweenPlanAndUndoIsLeft() {
        Clinic clinic = setup().build();
        RecordRef ada = moved(clinic, "Ada");
        UndoPlan plan = clinic.engine.undo(UndoScope.pass(clinic.pass().startedAt()));
        clinic.crm.edit(clinic.contactOf(ada), Contact.CITY, "Kyiv");

        Undone undone = clinic.engine.apply(plan, PLENTY);

        assertThat(undone.written()).isEmpty();
        assertThat(whys(undone.left())).containsExactly(CHANGED_SINCE);
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("Kyiv");
    }

    @Test
    void severalWritesAreUndoneToWhatWasThereBeforeTheFirst() {
        Clinic clinic = setup().build();
        RecordRef ada = moved(clinic, "Ada");
        SyncReport first = clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, "Bari");
        SyncReport second = clinic.pass();
        RecordRef contact = clinic.contactOf(ada);

        assertThat(whys(clinic.engine.undo(UndoScope.pass(first.startedAt())).left()))
                .as("we wrote over it ourselves")
                .containsExactly(CHANGED_SINCE);
        undo(clinic, UndoScope.between(first.startedAt(), second.startedAt().plusSeconds(1)));

        assertThat(clinic.crm.value(contact, Contact.CITY)).isEqualTo("Oslo");
    }

    @Test
    void whatSomebodyWroteInBetweenIsWhatComesBack() {
        Clinic clinic = setup().build();
        RecordRef ada = moved(clinic, "Ada");
        SyncReport first = clinic.pass();
        RecordRef contact = clinic.contactOf(ada);
        clinic.crm.edit(contact, Contact.CITY, "Kyiv");
        clinic.clinic.edit(ada, Clinic.CITY, "Bari");
        clinic.pass();

        undo(clinic, UndoScope.record(ada).from(first.startedAt()));

        assertThat(clinic.crm.value(contact, Contact.CITY)).isEqualTo("Kyiv");
    }

    @Test
    void createdRecordIsListedAndRemovedOnlyIfAskedFor() {
        Clinic clinic = setup().build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        SyncReport wrong = clinic.pass();
        UndoScope scope = UndoScope.pass(wrong.startedAt());
        assertThat(whys(clinic.engine.undo(scope).left())).containsExactly(CREATED);

        UndoPlan plan = clinic.engine.undo(scope.removingCreated());
        assertThat(plan.counts()).containsOnlyKeys(Verb.REMOVE);
        clinic.engine.apply(plan, PLENTY);

        assertThat(clinic.contacts()).isEmpty();
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();
        assertThat(clinic.contacts()).as("it is not created again").isEmpty();
        assertThat(whys(clinic.engine.undo(scope.removingCreated()).left())).containsExactly(AS_BEFORE);
    }

    @Test
    void createdRecordThatSomebodyEditedIsNotRemoved() {
        Clinic clinic = setup().build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        SyncReport wrong = clinic.pass();
        clinic.crm.edit(clinic.contactOf(ada), Contact.LAST_NAME, "Lovelace");

        UndoPlan plan = clinic.engine.undo(UndoScope.pass(wrong.startedAt()).removingCreated());

        assertThat(plan.items()).isEmpty();
        assertThat(whys(plan.left())).containsExactly(CHANGED_SINCE);
    }

    @Test
    void fieldsThatAreLeftOutAreNamedAndNothingElse() {
        Clinic clinic = setup(journal -> journal.leavingOut(FieldType.EMAIL).leavingOut(Contact.CITY))
                .build();
        RecordRef ada = moved(clinic, "Ada");
        clinic.clinic.edit(ada, Clinic.MOBILE, "0400 000 001");
        SyncReport wrong = clinic.pass();

        UndoPlan plan = clinic.engine.undo(UndoScope.pass(wrong.startedAt()));

        assertThat(plan.left()).containsExactly(new Left(FLOW, clinic.contactOf(ada), "city", NOT_JOURNALLED));
        assertThat(plan.items()).extracting(UndoPlan.Item::fields).containsExactly(List.of("mobile_phone"));
        assertThat(plan.counts()).as("it was empty").containsOnlyKeys(Verb.CLEAR);
        clinic.engine.apply(plan, PLENTY);
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.MOBILE_PHONE))
                .isNull();
        assertThat(clinic.pass().writes()).isZero();
    }

    @Test
    void withoutAJournalNothingIsStoredAndNothingCanBeUndone() {
        Clinic clinic = Clinic.setup().store(store()).build();
        moved(clinic, "Ada");
        clinic.crm.resetCalls();
        clinic.pass();

        assertThat(entries(clinic.store)).isEmpty();
        assertThat(clinic.crm.calls().reads()).isZero();
        assertThatThrownBy(() -> clinic.engine.undo(UndoScope.flow(FLOW)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("journal(…)");
    }

    @Test
    void whatIsWrittenOverIsReadInBulkAndUndoneInBatches() {
        Clinic clinic = setup().build();
        List<RecordRef> patients = RemovalTest.patients(clinic, 150);
        patients.forEach(patient -> clinic.clinic.edit(patient, Clinic.CITY, "Oslo"));
        clinic.pass();
        patients.forEach(patient -> clinic.clinic.edit(patient, Clinic.CITY, "Rome"));
        clinic.crm.resetCalls();
        SyncReport wrong = clinic.pass();
        assertThat(clinic.crm.calls().writes()).isEqualTo(2);
        assertThat(clinic.crm.calls().reads()).as("one for 100").isEqualTo(2);

        clinic.crm.resetCalls();
        clinic.clinic.resetCalls();
        Undone undone = undo(clinic, UndoScope.pass(wrong.startedAt()));

        assertThat(undone.written()).hasSize(150);
        assertThat(clinic.crm.calls().reads())
                .as("two for the plan, two before the writes")
                .isEqualTo(4);
        assertThat(clinic.crm.calls().writes()).isEqualTo(2);
        assertThat(clinic.crm.calls().total()).isEqualTo(6);
        assertThat(clinic.clinic.calls().total()).isZero();
    }

    @Test
    void entriesGoWhenTheirTimeIsOver() {
        Clinic clinic = setup(journal -> journal.keeping(Duration.ofDays(3))).build();
        moved(clinic, "Ada");
        SyncReport wrong = clinic.pass();
        clinic.clock.advance(Duration.ofDays(2));
        clinic.pass();
        assertThat(entries(clinic.store)).isNotEmpty();

        clinic.clock.advance(Duration.ofDays(1));
        UndoPlan plan = clinic.engine.undo(UndoScope.pass(wrong.startedAt()));
        assertThat(plan.items())
                .as("what is too old is not used, be it still there")
                .isEmpty();
        assertThat(plan.reachesBeyond()).isTrue();
        SyncReport quiet = clinic.pass();

        assertThat(entries(clinic.store)).isEmpty();
        assertThat(quiet.quiet()).isTrue();
    }

    @Test
    void wrongOrMissingKeyIsToldByItsNameOnly() {
        Clinic clinic = setup().build();
        moved(clinic, "Ada");
        clinic.pass();
        UndoScope all = UndoScope.flow(FLOW);
        SecretKey other = key("another key of thirty-two bytes.");

        assertThatThrownBy(() -> other(clinic, Journal.encryptedWith("2026-01", other))
                        .engine
                        .undo(all))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("2026-01")
                .hasMessageContaining("another key")
                .hasMessageNotContainingAny("Oslo", "Rome");
        assertThatThrownBy(() -> other(clinic, Journal.encryptedWith("2026-02", other))
                        .engine
                        .undo(all))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("2026-01")
                .hasMessageContaining("formerlyWith");
        Journal rotated = Journal.encryptedWith("2026-02", other).formerlyWith("2026-01", journalKey());
        assertThat(other(clinic, rotated).engine.undo(all).items()).hasSize(1);
    }

    private static SecretKey journalKey() {
        return key("a key that has thirty-two bytes.");
    }

    private Clinic other(Clinic clinic, Journal other) {
        journal = other;
        clinic.restart();
        return clinic;
    }

    @Test
    void entryThatWasMovedToAnotherRecordDoesNotOpen() {
        Clinic clinic = setup().build();
        RecordRef ada = moved(clinic, "Ada");
        clinic.pass();
        StoredWrite entry = entries(clinic.store).stream()
                .filter(write -> write.origin().ref().equals(ada))
                .reduce((first, last) -> last)
                .orElseThrow();
        StoreCommit forged = new StoreCommit(WatchedStore.INTEGRATION);
        forged.journal(new StoredWrite(
                entry.intent() + "'",
                entry.at(),
                entry.origin(),
                entry.record(),
                entry.creates(),
                true,
                entry.fields(),
                entry.leftOut(),
                entry.keyId(),
                entry.values()));
        clinic.store.commit(forged);

        assertThatThrownBy(() -> clinic.engine.undo(UndoScope.flow(FLOW)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the row was changed");
    }

    @Test
    void ceilingAndBrakeHoldBack() {
        Clinic clinic = setup().flow(flow -> flow.brake(Verb.UPDATE, 5, 0)).build();
        List<RecordRef> patients = RemovalTest.patients(clinic, 3);
        clinic.pass();
        patients.forEach(patient -> clinic.clinic.edit(patient, Clinic.LAST, "Zed"));
        UndoScope scope = UndoScope.pass(clinic.pass().startedAt());

        UndoPlan plan = clinic.engine.undo(scope);
        assertThat(whys(clinic.engine.apply(plan, Ceilings.of(Verb.UPDATE, 1)).left()))
                .containsExactly(CEILING, CEILING);
        Undone rest = clinic.engine.apply(clinic.engine.undo(scope), PLENTY);

        assertThat(rest.written()).as("five within a day: three, one and one").hasSize(1);
        assertThat(whys(rest.left())).containsExactly(KEPT_BACK);
        clinic.engine.approve(FLOW, Verb.UPDATE, 6);
        assertThat(undo(clinic, scope).written()).hasSize(1);
    }

    @Test
    void answerLostIsMadeUpForByTheNextPass() {
        Clinic clinic = setup().build();
        RecordRef ada = moved(clinic, "Ada");
        UndoScope scope = UndoScope.pass(clinic.pass().startedAt());
        UndoPlan plan = clinic.engine.undo(scope);
        clinic.crm.failNext(Fault.answerLost());
        clinic.crm.resetCalls();
        Undone lost = clinic.engine.apply(plan, PLENTY);

        assertThat(lost.written()).isEmpty();
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isIn("Oslo", "Rome");
        clinic.pass();
        clinic.pass();
        undo(clinic, scope);
        clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("Oslo");
        assertThat(clinic.pass().quiet()).isTrue();
        assertThat(entries(clinic.store)).allMatch(StoredWrite::settled);
    }

    @Test
    void writeWhoseAnswerWasLostIsInTheJournalOnceItIsFoundOut() {
        Clinic clinic = setup().build();
        RecordRef ada = moved(clinic, "Ada");
        clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, "Bari");
        clinic.crm.failNext(Fault.answerLost());
        SyncReport lost = clinic.pass();
        assertThat(entries(clinic.store)).as("not settled").anyMatch(entry -> !entry.settled());
        assertThat(clinic.engine.undo(UndoScope.pass(lost.startedAt())).left())
                .containsExactly(new Left(FLOW, clinic.contactOf(ada), "", NOT_SETTLED));
        clinic.pass();

        assertThat(entries(clinic.store)).allMatch(StoredWrite::settled);
        undo(clinic, UndoScope.pass(lost.startedAt()));
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("Rome");
    }

    @Test
    void creationOfWhichNobodyKnowsIsListedByTheRecordItCameFrom() {
        Clinic clinic = setup().build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.crm.failNext(Fault.answerLost());
        UndoScope scope = UndoScope.pass(clinic.pass().startedAt());

        assertThat(clinic.engine.undo(scope).left()).containsExactly(new Left(FLOW, ada, "", NOT_SETTLED));

        clinic.pass();
        assertThat(whys(clinic.engine.undo(scope).left())).containsExactly(CREATED);
    }

    @Test
    void refusedWriteLeavesNothingInTheJournal() {
        Clinic clinic = setup().build();
        moved(clinic, "Ada");
        int before = entries(clinic.store).size();
        clinic.crm.refuse(operation -> true, "CLOSED");

        clinic.pass();

        assertThat(entries(clinic.store)).hasSize(before);
    }

    @Test
    void refusedUndoIsToldAndChangesNothing() {
        Clinic clinic = setup().build();
        RecordRef ada = moved(clinic, "Ada");
        UndoScope scope = UndoScope.pass(clinic.pass().startedAt());
        UndoPlan plan = clinic.engine.undo(scope);
        clinic.crm.refuse(operation -> true, "CLOSED");

        assertThat(whys(clinic.engine.apply(plan, PLENTY).left())).containsExactly(REFUSED);
        assertThat(clinic.store.openIntents(WatchedStore.INTEGRATION, FLOW)).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
        clinic.crm.acceptAll();
        undo(clinic, scope);
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("Oslo");
    }

    @Test
    void recordThatSomebodyRemovedSinceIsGone() {
        Clinic clinic = setup().build();
        RecordRef ada = moved(clinic, "Ada");
        SyncReport wrong = clinic.pass();
        clinic.crm.archive(clinic.contactOf(ada));

        assertThat(whys(clinic.engine.undo(UndoScope.pass(wrong.startedAt())).left()))
                .containsExactly(GONE);
    }

    @Test
    void pairThatWasTakenApartIsLeft() {
        Clinic clinic = setup().build();
        RecordRef ada = moved(clinic, "Ada");
        SyncReport wrong = clinic.pass();
        clinic.engine.pairs().apply(clinic.engine.pairs().unlink(FLOW, ada));

        assertThat(whys(clinic.engine.undo(UndoScope.pass(wrong.startedAt())).left()))
                .containsExactly(NOT_LINKED);
    }

    @Test
    void whatWasWrittenBackToTheSourceIsUndone() {
        Clinic clinic = setup().back(ConflictPolicy.HOLD).build();
        RecordRef ada = moved(clinic, "Ada");
        clinic.pass();
        clinic.crm.edit(clinic.contactOf(ada), Contact.CITY, "Kyiv");
        SyncReport wrong = clinic.pass();
        assertThat(clinic.clinic.value(ada, Clinic.CITY)).isEqualTo("Kyiv");

        undo(clinic, UndoScope.record(clinic.contactOf(ada)).from(wrong.startedAt()));

        assertThat(clinic.clinic.value(ada, Clinic.CITY)).isEqualTo("Rome");
        assertThat(clinic.pass().writes()).isZero();
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("Kyiv");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void emptiedFieldGetsBackWhatItHeld() {
        Clinic clinic = setup().mapping(mapping -> mapping.whenEmptied(EmptyPolicy.CLEAR))
                .build();
        RecordRef ada = moved(clinic, "Ada");
        clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, null);
        SyncReport wrong = clinic.pass();
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isNull();

        undo(clinic, UndoScope.pass(wrong.startedAt()));

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("Rome");
        assertThat(clinic.pass().writes()).isZero();
    }

    @Test
    void setGetsBackItsElementsAndTheNextEditTakesAllOfIt() {
        Clinic clinic = SetTest.with(setup(), UnaryOperator.identity()).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.edit(ada, SetTest.GROUPS, "a");
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);
        clinic.crm.edit(contact, SetTest.TAGS, "a;theirs");
        clinic.clinic.edit(ada, SetTest.GROUPS, "a;b");
        SyncReport wrong = clinic.pass();
        assertThat(clinic.crm.value(contact, SetTest.TAGS)).isEqualTo("a;b;theirs");

        undo(clinic, UndoScope.pass(wrong.startedAt()));

        assertThat(clinic.crm.value(contact, SetTest.TAGS)).isEqualTo("a;theirs");
        clinic.clinic.touch(ada);
        assertThat(clinic.pass().writes()).isZero();
        clinic.clinic.edit(ada, SetTest.GROUPS, "a;b;c");
        clinic.pass();
        assertThat(clinic.crm.value(contact, SetTest.TAGS)).isEqualTo("a;b;c;theirs");
    }

    @Test
    void valueNobodyCouldReadIsSaidToBeUnknown() {
        Clinic clinic = setup().build();
        RecordRef ada = moved(clinic, "Ada");
        RecordRef contact = clinic.contactOf(ada);
        clinic.crm.failNext(Fault.throwing(
                new RequestRejectedException("It is spoiled", 400, "SPOILED", Map.of()), Call.Kind.READ));
        SyncReport wrong = clinic.pass();
        assertThat(clinic.crm.value(contact, Contact.CITY)).isEqualTo("Rome");

        assertThat(whys(clinic.engine.undo(UndoScope.pass(wrong.startedAt())).left()))
                .containsExactly(BEFORE_UNKNOWN);
    }
}
