package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.PassLimit;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.LinkState;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of contacts whose patients are gone, where the flow removes them. */
@Tag("CL-15")
class RemovalTest {

    @Test
    void counterpartOfADeletedRecordIsRemovedInTheSamePass() {
        Clinic clinic = removing();
        RecordRef ada = ada(clinic);
        RecordRef contact = clinic.contactOf(ada);

        clinic.clinic.archive(ada);
        SyncReport report = clinic.pass();

        assertThat(clinic.crm.holds(contact)).isFalse();
        assertThat(report.count(Kind.REMOVED)).isEqualTo(1);
        assertThat(report.writes()).isEqualTo(1);
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void removalIsQuietInAFlowThatSeesItsOwnTombstone() {
        Clinic clinic = Clinic.setup()
                .back(ConflictPolicy.HOLD)
                .flow(flow -> flow.createsBothWays().whenSourceGone(GonePolicy.REMOVE))
                .build();
        RecordRef ada = ada(clinic);

        clinic.clinic.archive(ada);
        clinic.pass();
        clinic.pass();

        assertThat(clinic.contacts()).isEmpty();
        assertThat(clinic.clinic.records(Clinic.PATIENT)).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void recordThatIsBackBeforeTheRemovalKeepsItsCounterpart() {
        Clinic clinic = removing();
        RecordRef ada = ada(clinic);
        RecordRef contact = clinic.contactOf(ada);
        clinic.crm.failNext(Fault.throwing(new RetryLaterException("Busy", Duration.ZERO, null), Call.Kind.READ));
        clinic.clinic.archive(ada);
        clinic.pass();
        assertThat(clinic.parked()).containsExactly("REMOVAL");

        clinic.clinic.restore(ada);
        SyncReport report = clinic.pass();
        clinic.pass();

        assertThat(clinic.crm.holds(contact)).isTrue();
        assertThat(report.count(Kind.REMOVED)).isZero();
        assertThat(clinic.parked()).isEmpty();
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.pass();
        assertThat(clinic.crm.value(contact, Contact.CITY)).isEqualTo("London");
    }

    @Test
    void realRestoreIsCreatedAnew() {
        Clinic clinic = removing();
        RecordRef ada = ada(clinic);
        clinic.clinic.archive(ada);
        clinic.pass();

        clinic.clinic.restore(ada);
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.crm.holds(clinic.contactOf(ada))).isTrue();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void oldPageBringsNothingBack() {
        ReplayingConnector replaying = new ReplayingConnector();
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.whenSourceGone(GonePolicy.REMOVE))
                .business(replaying::around)
                .build();
        RecordRef ada = ada(clinic);
        clinic.clinic.archive(ada);
        clinic.pass();

        replaying.replayFirstPage();
        SyncReport report = clinic.pass();

        assertThat(clinic.contacts()).isEmpty();
        assertThat(report.writes()).isZero();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void contactThatAPersonRestoresIsLeftAlone() {
        Clinic clinic = Clinic.setup()
                .back(ConflictPolicy.HOLD)
                .flow(flow -> flow.whenSourceGone(GonePolicy.REMOVE))
                .build();
        RecordRef ada = ada(clinic);
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.archive(ada);
        clinic.pass();
        clinic.pass();

        clinic.crm.restore(contact);
        clinic.pass();
        clinic.pass();

        assertThat(clinic.crm.holds(contact)).isTrue();
        assertThat(clinic.clinic.records(Clinic.PATIENT)).isEmpty();
        assertThat(clinic.store.links(IntegrationId.of("clinic-1"), "patients", null, 10))
                .singleElement()
                .satisfies(link -> assertThat(link.state()).isEqualTo(LinkState.SOURCE_GONE));
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void oldPageOfARemovedContactBringsNothingBackAfterARestore() {
        ReplayingConnector replaying = new ReplayingConnector();
        Clinic clinic = Clinic.setup()
                .back(ConflictPolicy.HOLD)
                .flow(flow -> flow.createsBothWays().whenSourceGone(GonePolicy.REMOVE))
                .crmAccess(replaying::around)
                .build();
        RecordRef ada = ada(clinic);
        clinic.clinic.archive(ada);
        clinic.pass();
        clinic.pass();
        clinic.clinic.restore(ada);
        clinic.pass();
        clinic.pass();

        replaying.replayFirstPage();
        SyncReport report = clinic.pass();

        assertThat(report.writes()).isZero();
        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.clinic.records(Clinic.PATIENT)).hasSize(1);
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void whatAPersonRemovedStaysAPersonsDecision() {
        Clinic clinic = removing();
        RecordRef ada = ada(clinic);
        clinic.crm.archive(clinic.contactOf(ada));
        clinic.clinic.archive(ada);
        clinic.pass();

        clinic.clinic.restore(ada);
        clinic.pass();
        clinic.pass();

        assertThat(clinic.contacts()).as("nobody but a person brings it back").isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void newRecordMayTakeTheCounterpartInsteadOfItsRemoval() {
        Clinic clinic = removing();
        RecordRef ada = ada(clinic);
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.archive(ada);
        RecordRef again = clinic.patient("Ada", "Byron", "ada@example.com", null);

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.REMOVED)).isZero();
        assertThat(clinic.contactOf(again)).isEqualTo(contact);
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void counterpartThatWasMergedMeanwhileIsKept() {
        Clinic clinic = removing();
        RecordRef ada = ada(clinic);
        RecordRef survivor = clinic.contact("A.", "Byron", null, null);
        clinic.crm.merge(survivor, clinic.contactOf(ada));

        clinic.clinic.archive(ada);
        clinic.pass();

        assertThat(clinic.crm.holds(survivor)).isTrue();
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void lockedRecordIsQuarantinedAndTriedAgainAndStopsNoOther() {
        Clinic clinic = removing();
        RecordRef ada = ada(clinic);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        RecordRef locked = clinic.contactOf(ada);
        clinic.crm.lock(locked);
        clinic.clinic.archive(ada);
        clinic.clinic.archive(bo);

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.REMOVED)).isEqualTo(1);
        assertThat(clinic.parked()).containsExactly("LOCKED");
        assertThat(clinic.pass().quiet()).isTrue();
        clinic.crm.acceptAll();
        clinic.clock.advance(Duration.ofMinutes(15));
        clinic.pass();
        assertThat(clinic.crm.holds(locked)).isFalse();
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void lostAnswerIsFoundOutAndTheRestoreStillCreatesAnew() {
        Clinic clinic = removing();
        RecordRef ada = ada(clinic);
        clinic.clinic.archive(ada);
        clinic.crm.failNext(Fault.answerLost());
        clinic.pass();

        clinic.clinic.restore(ada);
        clinic.pass();
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void connectorThatFailsLosesNothing() {
        Clinic clinic = removing();
        RecordRef ada = ada(clinic);
        clinic.clinic.archive(ada);
        clinic.crm.failNext(Fault.throwing(new IllegalStateException("bug"), Call.Kind.WRITE));

        clinic.pass();
        clinic.pass();

        assertThat(clinic.contacts()).isEmpty();
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void refusedBatchIsHalvedUntilTheRecordStandsAlone() {
        Clinic clinic = removing();
        List<RecordRef> patients = patients(clinic, 3);
        clinic.pass();
        patients.forEach(clinic.clinic::archive);
        clinic.crm.failNext(
                Fault.throwing(new RequestRejectedException("No", 400, "BAD_BATCH", Map.of()), Call.Kind.WRITE));

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.REMOVED)).isEqualTo(3);
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void systemThatIsAwayRemovesLaterAndCountsOnce() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.whenSourceGone(GonePolicy.REMOVE).brake(Verb.REMOVE, 1, 0))
                .build();
        RecordRef ada = ada(clinic);
        clinic.clinic.archive(ada);
        for (int i = 0; i < 3; i++) {
            clinic.crm.failNext(
                    Fault.throwing(new RetryLaterException("Busy", Duration.ofSeconds(1), null), Call.Kind.WRITE));
            assertThat(clinic.pass().interruptions()).hasSize(1);
        }

        clinic.pass();

        assertThat(clinic.contacts()).isEmpty();
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void removalsKeepToTheLimit() {
        Clinic clinic = removing(flow -> flow.limit(new PassLimit("few", 2)));
        List<RecordRef> patients = patients(clinic, 5);
        while (clinic.pass().more()) {}

        patients.forEach(clinic.clinic::archive);
        SyncReport first = clinic.pass();
        assertThat(first.count(Kind.REMOVED)).isEqualTo(2);
        assertThat(first.more()).isTrue();
        clinic.pass();
        clinic.pass();

        assertThat(clinic.contacts()).isEmpty();
    }

    @Test
    void nothingIsRemovedWhileAFeedIsBehind() {
        Clinic clinic = removing();
        RecordRef ada = ada(clinic);
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.archive(ada);
        clinic.crm.failNext(Fault.throwing(new RetryLaterException("Busy", Duration.ZERO, null), Call.Kind.READ));
        clinic.pass();
        clinic.clinic.failNext(Fault.throwing(new RetryLaterException("Busy", Duration.ZERO, null), Call.Kind.FEED));

        clinic.pass();
        assertThat(clinic.crm.holds(contact)).isTrue();

        clinic.pass();
        assertThat(clinic.crm.holds(contact)).isFalse();
    }

    @Test
    void removalsGoOutInBatches() {
        Clinic clinic = removing(flow -> flow.unbraked(Verb.REMOVE));
        List<RecordRef> patients = patients(clinic, 250);
        clinic.pass();
        patients.forEach(clinic.clinic::archive);
        clinic.crm.resetCalls();

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.REMOVED)).isEqualTo(250);
        assertThat(clinic.crm.calls().writes()).isEqualTo(3);
        assertThat(clinic.crm.calls().reads()).isEqualTo(3);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void resyncOfAGoneRecordRemovesWhatThePlanDidNotRemoveBefore() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = ada(clinic);
        clinic.clinic.archive(ada);
        clinic.pass();
        clinic.revise(flow -> flow.whenSourceGone(GonePolicy.REMOVE));
        clinic.pass();
        assertThat(clinic.contacts())
                .as("a new policy reaches what is gone already on request only")
                .hasSize(1);

        clinic.engine.resync("patients", Side.SOURCE, ada);
        clinic.pass();

        assertThat(clinic.contacts()).isEmpty();
    }

    static Clinic removing() {
        return removing(flow -> flow);
    }

    private static Clinic removing(UnaryOperator<Flow.Builder> change) {
        return Clinic.setup()
                .flow(flow -> change.apply(flow.whenSourceGone(GonePolicy.REMOVE)))
                .build();
    }

    static List<RecordRef> patients(Clinic clinic, int count) {
        List<RecordRef> patients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            patients.add(clinic.patient("P" + i, "Poe", "p" + i + "@example.com", null));
        }
        return patients;
    }

    private static RecordRef ada(Clinic clinic) {
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        return ada;
    }
}
