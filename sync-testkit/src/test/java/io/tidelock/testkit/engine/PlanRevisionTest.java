package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.crm.Contact;
import io.tidelock.engine.ConfigurationException;
import io.tidelock.engine.OutdatedPlanException;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.PassLimit;
import io.tidelock.mapping.Strength;
import io.tidelock.record.RecordRef;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.CrmCalls;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PlanRevisionTest {

    private static final PassLimit TEN = new PassLimit("ten", 10);

    private static Flow.Builder preferred(Flow.Builder flow) {
        return flow.map(FieldMapping.from(Clinic.TOKEN).to(Contact.JOB_TITLE));
    }

    @Test
    @Tag("CL-07")
    void addedMappingReachesWhatIsLinkedWithoutAnEdit() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.clinic.edit(ada, Clinic.TOKEN, "Countess");
        clinic.pass();
        clinic.pass();

        clinic.revise(PlanRevisionTest::preferred);
        SyncReport report = clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.JOB_TITLE)).isEqualTo("Countess");
        assertThat(clinic.crm.value(clinic.contactOf(bo), Contact.JOB_TITLE)).isNull();
        assertThat(report.writes()).as("who has no such name needs no write").isEqualTo(1);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    @Tag("CL-07")
    void reachTakesTwoReadsABatchAndWritesWhatDiffers() {
        Clinic clinic = filled(Clinic.oneWay(), 250);

        clinic.revise(PlanRevisionTest::preferred);
        SyncReport report = clinic.pass();

        CrmCalls crm = clinic.crm.calls();
        assertThat(report.writes()).isEqualTo(250);
        assertThat(clinic.clinic.calls().reads()).isEqualTo(3);
        assertThat(crm.reads()).isEqualTo(3);
        assertThat(crm.writes()).isEqualTo(3);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    @Tag("CL-07")
    @Tag("CL-01")
    void reachKeepsToTheLimitOfARunAndLetsWhatChangesGoFirst() {
        Clinic clinic = filled(Clinic.setup().flow(flow -> flow.limit(TEN)).build(), 45);
        clinic.revise(flow -> preferred(flow).limit(TEN));
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);

        int written = 0;
        for (int pass = 0; pass < 5; pass++) {
            SyncReport report = clinic.pass();
            assertThat(report.writes()).isLessThanOrEqualTo(10);
            assertThat(clinic.crm.holds(clinic.contactOf(ada))).isTrue();
            written += report.writes();
        }

        assertThat(written).isEqualTo(46);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    @Tag("CL-07")
    @Tag("CL-01")
    void limitOfAReachIsOneOfARunHoweverOftenTheHostComes() {
        UnaryOperator<Flow.Builder> limited = flow -> flow.limit(TEN).every(Duration.ofMinutes(15));
        Clinic clinic = filled(Clinic.setup().flow(limited).build(), 25);
        clinic.revise(flow -> limited.apply(preferred(flow)));

        for (int run = 1; run <= 4; run++) {
            int written = 0;
            for (int minute = 0; minute < 15; minute++) {
                clinic.clock.advance(Duration.ofMinutes(1));
                written += clinic.engine.run().writes();
            }
            assertThat(written).isLessThanOrEqualTo(10);
        }

        assertThat(clinic.contacts())
                .allSatisfy(contact ->
                        assertThat(contact.value(Contact.JOB_TITLE).isPresent()).isTrue());
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    @Tag("CL-07")
    void reachGoesOnAfterADeathAnywhere() {
        Steps counting = new Steps();
        String undisturbed = reach(counting, 0);
        int steps = counting.taken();
        assertThat(steps).isGreaterThan(10);
        for (int deadly = 1; deadly <= steps; deadly++) {
            assertThat(reach(new Steps(), deadly))
                    .as("killed at step %d", deadly)
                    .isEqualTo(undisturbed);
        }
    }

    private static String reach(Steps steps, int deadly) {
        Clinic clinic = filled(
                Clinic.setup()
                        .store(steps.watch(new InMemoryStore()))
                        .flow(flow -> flow.limit(TEN))
                        .build(),
                25);
        clinic.clinic.watch(steps);
        clinic.crm.watch(steps);
        UnaryOperator<Flow.Builder> revised = flow -> preferred(flow).limit(TEN);
        clinic.revise(revised);
        steps.dieAt(deadly);
        SyncReport last = pass(clinic, revised);
        for (int passes = 0; passes < 6; passes++) {
            last = pass(clinic, revised);
        }
        return clinic.contacts().stream()
                        .map(contact -> contact.value(Contact.JOB_TITLE).plain())
                        .sorted()
                        .toList()
                + " quiet " + last.quiet() + clinic.parked();
    }

    private static SyncReport pass(Clinic clinic, UnaryOperator<Flow.Builder> flow) {
        try {
            return clinic.pass();
        } catch (Steps.Crash died) {
            clinic.engine = clinic.engine(flow);
            return clinic.pass();
        }
    }

    @Test
    void mappingThatNowAlwaysHoldsUndoesWhatWasEdited() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.edit(ada, Clinic.TOKEN, "Countess");
        clinic.revise(PlanRevisionTest::preferred);
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);
        clinic.crm.edit(contact, Contact.JOB_TITLE, "Mathematician");
        assertThat(clinic.pass().quiet()).isTrue();

        clinic.revise(flow ->
                flow.map(FieldMapping.from(Clinic.TOKEN).to(Contact.JOB_TITLE).strength(Strength.ALWAYS)));
        clinic.pass();

        assertThat(clinic.crm.value(contact, Contact.JOB_TITLE)).isEqualTo("Countess");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void addedMappingThatTravelsBothWaysFillsAndHoldsAndLosesNothing() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.HOLD).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        clinic.crm.edit(clinic.contactOf(ada), Contact.JOB_TITLE, "Countess");
        clinic.clinic.edit(bo, Clinic.TOKEN, "one");
        clinic.crm.edit(clinic.contactOf(bo), Contact.JOB_TITLE, "another");
        clinic.pass();

        clinic.revise(flow ->
                flow.map(FieldMapping.from(Clinic.TOKEN).to(Contact.JOB_TITLE).twoWay()));
        clinic.pass();

        assertThat(clinic.clinic.value(ada, Clinic.TOKEN)).isEqualTo("Countess");
        assertThat(clinic.clinic.value(bo, Clinic.TOKEN)).isEqualTo("one");
        assertThat(clinic.crm.value(clinic.contactOf(bo), Contact.JOB_TITLE)).isEqualTo("another");
        assertThat(clinic.pass().writes()).isZero();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void quarantinedRecordsAreReleasedByARevision() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.eligible(new Eligibility("strict", 1, record -> {
                    throw new IllegalStateException();
                })))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        assertThat(clinic.parked()).containsExactly("RULE_FAILED");

        clinic.revise(flow -> flow.eligible(new Eligibility("strict", 2, record -> Eligibility.Ruling.eligible())));
        clinic.pass();

        assertThat(clinic.crm.holds(clinic.contactOf(ada))).isTrue();
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void refusedWriteOfAReachIsTriedAgainThoughNothingWasEdited() {
        Clinic clinic = filled(Clinic.oneWay(), 3);
        clinic.crm.refuse(operation -> true, "CLOSED");
        clinic.revise(PlanRevisionTest::preferred);
        clinic.pass();
        assertThat(clinic.parked()).containsExactly("CLOSED", "CLOSED", "CLOSED");

        clinic.crm.acceptAll();
        clinic.clock.advance(Duration.ofHours(1));
        clinic.pass();

        assertThat(clinic.contacts())
                .allSatisfy(contact ->
                        assertThat(contact.value(Contact.JOB_TITLE).isPresent()).isTrue());
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void anotherPlanUnderTheSameRevisionIsRefusedBeforeAnythingIsCalledOrStored() {
        Clinic clinic = filled(Clinic.oneWay(), 3);
        RecordRef first = clinic.clinic.records(Clinic.PATIENT).get(0).ref();
        clinic.clinic.edit(first, Clinic.CITY, "Rome");

        clinic.engine = clinic.engine(PlanRevisionTest::preferred);

        assertThatThrownBy(clinic::pass)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("plan clinic of integration clinic-1")
                .hasMessageContaining("Raise revision(");
        assertThat(clinic.clinic.calls().total() + clinic.crm.calls().total()).isZero();
        clinic.restart();
        assertThat(clinic.pass().writes()).isEqualTo(1);
    }

    @Test
    void limitAndScheduleMayChangeWithoutARevision() {
        Clinic clinic = filled(Clinic.oneWay(), 3);

        clinic.engine = clinic.engine(flow -> flow.limit(TEN).every(Duration.ofMinutes(15)));

        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void nodeWithAnOlderRevisionDoesNotRunTheIntegration() {
        SyncStore shared = new InMemoryStore();
        Clinic clinic = filled(Clinic.setup().store(shared).build(), 3);
        var older = clinic.engine;
        clinic.revise(PlanRevisionTest::preferred);
        clinic.pass();
        clinic.clinic.resetCalls();
        clinic.crm.resetCalls();

        assertThatThrownBy(older::runNow)
                .isInstanceOf(OutdatedPlanException.class)
                .hasMessageContaining("revision 2")
                .hasMessageContaining("revision 1");

        assertThat(clinic.clinic.calls().total() + clinic.crm.calls().total()).isZero();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    private static Clinic filled(Clinic clinic, int patients) {
        for (int i = 0; i < patients; i++) {
            RecordRef patient = clinic.patient("First" + i, "Last" + i, "p" + i + "@example.com", null);
            clinic.clinic.edit(patient, Clinic.TOKEN, "token" + i);
        }
        for (int passes = 0; !clinic.pass().quiet(); passes++) {
            assertThat(passes).isLessThan(30);
        }
        clinic.clinic.resetCalls();
        clinic.crm.resetCalls();
        return clinic;
    }
}
