package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.crm.Contact;
import io.tidelock.engine.ConfigurationException;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Schedule;
import io.tidelock.mapping.Sweep;
import io.tidelock.record.RecordRef;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SE-04")
class SweepBudgetTest {

    private static final Sweep THREE_READS =
            Sweep.on(Schedule.every(Duration.ofDays(1))).atMostReads(3);

    @Test
    void passReadsNoMoreThanItsBudgetAndTheNextOneGoesOn() {
        Clinic clinic = filled(20, 2, THREE_READS);
        RecordRef last = patient(clinic, 19);
        clinic.clinic.editUnseen(last, Clinic.CITY, "London");
        clinic.clock.advance(Duration.ofDays(1));

        for (int pass = 0; pass < 3; pass++) {
            clinic.clinic.resetCalls();
            SyncReport report = clinic.pass();
            clinic.restart();

            assertThat(clinic.clinic.calls().feedPages())
                    .as("the feed's page, and three of the sweep's")
                    .isEqualTo(1 + 3);
            assertThat(report.more()).as("it is not made up for right away").isFalse();
            assertThat(report.nextDue()).isAfter(clinic.clock.instant()).isBefore(soon(clinic));
        }
        clinic.clinic.resetCalls();
        clinic.pass();

        assertThat(clinic.clinic.calls().feedPages()).isBetween(1 + 1, 1 + 2);
        assertThat(clinic.crm.value(clinic.contactOf(last), Contact.CITY)).isEqualTo("London");
        clinic.clinic.resetCalls();
        clinic.pass();
        assertThat(clinic.clinic.calls().feedPages()).as("it is over").isEqualTo(1);
    }

    @Test
    void reconcileKeepsToTheBudgetAndGoesOnWithoutBeingAskedAgain() {
        Clinic clinic = filled(250, 100, THREE_READS);
        RecordRef last = patient(clinic, 98); // "99" comes last among ids that are text
        clinic.clinic.erase(last);
        clinic.engine.reconcile("patients");

        for (int pass = 0; pass < 2; pass++) {
            clinic.clinic.resetCalls();
            clinic.crm.resetCalls();
            SyncReport report = clinic.pass();

            assertThat(clinic.clinic.calls().reads()).isEqualTo(1);
            assertThat(clinic.crm.calls().reads()).isEqualTo(1);
            assertThat(report.more()).isFalse();
            assertThat(report.nextDue()).isBefore(soon(clinic));
        }
        assertThat(clinic.pass().count(Kind.GONE)).isEqualTo(1);
        clinic.clinic.resetCalls();
        clinic.pass();
        assertThat(clinic.clinic.calls().reads()).as("it is over").isZero();
    }

    @Test
    void sweepThatTakesLongDoesNotKeepItsCheckFromGoingOn() {
        Clinic clinic = filled(20, 2, THREE_READS.checkingDeletions());
        clinic.clinic.erase(patient(clinic, 19));
        clinic.clock.advance(Duration.ofDays(1));

        clinic.pass();
        SyncReport second = clinic.pass();

        assertThat(second.count(Kind.GONE)).isEqualTo(1);
    }

    @Test
    void largeBudgetLeavesTheSlicesAsTheyAre() {
        Clinic clinic = filled(50, 2, THREE_READS.atMostReads(1_000));
        clinic.clock.advance(Duration.ofDays(1));
        clinic.clinic.resetCalls();

        assertThat(clinic.pass().more()).isTrue();

        assertThat(clinic.clinic.calls().feedPages()).isEqualTo(1 + 10);
    }

    @Test
    void newPlanReachesWhatIsLinkedWhateverTheBudget() {
        Clinic clinic = filled(450, 100, THREE_READS);
        clinic.revise(flow ->
                flow.sweep(THREE_READS).map(FieldMapping.from(Clinic.FIRST).to(Contact.JOB_TITLE)));
        clinic.clinic.resetCalls();

        clinic.pass();

        assertThat(clinic.clinic.calls().reads()).isEqualTo(5);
    }

    @Test
    void budgetThatGetsNowhereIsRefused() {
        assertThatThrownBy(() -> filled(0, 2, THREE_READS.atMostReads(2)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("atMostReads(3)");
    }

    private static Instant soon(Clinic clinic) {
        return clinic.clock.instant().plus(Duration.ofMinutes(1)).plusMillis(1);
    }

    private static RecordRef patient(Clinic clinic, int number) {
        return clinic.clinic.records(Clinic.PATIENT).get(number).ref();
    }

    private static Clinic filled(int patients, int pageSize, Sweep sweep) {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.every(Duration.ofHours(6)).sweep(sweep))
                .clinic(system -> system.pageSize(pageSize))
                .build();
        for (int i = 0; i < patients; i++) {
            clinic.patient("First" + i, "Last" + i, "p" + i + "@example.com", null);
        }
        clinic.pass();
        clinic.pass();
        return clinic;
    }
}
