package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.PassLimit;
import io.tidelock.record.RecordRef;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.CallWatcher;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ActivationTest {

    @Test
    @Tag("CV-14")
    @Tag("SE-02")
    void onlyWhatIsCreatedAfterActivationTakesPart() {
        Clinic clinic = old(3);
        RecordRef old = clinic.clinic.records(Clinic.PATIENT).get(0).ref();
        clinic.pass();
        clinic.patient("New", "One", "new@example.com", null);
        clinic.clinic.edit(old, Clinic.CITY, "London");

        SyncReport report = clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(report.verdicts())
                .filteredOn(verdict -> verdict.kind() == Kind.EXCLUDED)
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.code()).isEqualTo("BEFORE_ACTIVATION"));
    }

    @Test
    void feedIsReadFromItsBeginningForTheFlowThatTakesAll() {
        Clinic clinic = Clinic.setup()
                .flow(Flow.Builder::sinceActivation)
                .plan(plan -> plan.flow(Flow.toCrm("families", Clinic.PATIENT, Company.TYPE)
                        .match(MatchRule.on(Clinic.LAST, Company.NAME))
                        .map(FieldMapping.from(Clinic.LAST).to(Company.NAME))
                        .build()))
                .build();
        age(clinic, 2);

        clinic.pass();

        assertThat(clinic.contacts()).isEmpty();
        assertThat(clinic.crm.records(Company.TYPE)).hasSize(2);
    }

    @Test
    void activationIsOnceAlsoOverRestarts() {
        Clinic clinic = old(1);
        clinic.pass();
        clinic.patient("New", "One", "new@example.com", null);

        clinic.restart();
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
    }

    @Test
    void backfillTakesTheOlderOnes() {
        Clinic clinic = old(3);
        clinic.pass();

        clinic.engine.backfill("patients");
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(3);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void backfillBeyondTheLimitIsStillLetIn() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.sinceActivation().limit(new PassLimit("two", 2)))
                .build();
        age(clinic, 5);
        clinic.pass();

        clinic.engine.backfill("patients");
        for (int i = 0; i < 4; i++) {
            clinic.pass();
        }

        assertThat(clinic.contacts()).hasSize(5);
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void backfillIsDurableBoundedAndGoesOnAfterAnInterruptionAndARestart() {
        Clinic clinic = Clinic.setup()
                .flow(Flow.Builder::sinceActivation)
                .clinic(system -> system.pageSize(2))
                .build();
        age(clinic, 50);
        clinic.pass();
        clinic.engine.backfill("patients");

        SyncReport first = clinic.pass();
        assertThat(clinic.contacts()).as("ten pages of two").hasSize(20);
        assertThat(first.more()).isTrue();

        clinic.restart();
        clinic.clinic.failNext(Fault.throwing(busy(), Call.Kind.FEED));
        clinic.clinic.failNext(Fault.throwing(busy(), Call.Kind.FEED));
        SyncReport interrupted = clinic.pass();
        assertThat(interrupted.interruptions()).hasSize(2);
        assertThat(clinic.contacts()).hasSize(20);

        clinic.pass();
        clinic.pass();
        assertThat(clinic.contacts()).hasSize(50);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void backfillTakesWhatChangedSinceAMoment() {
        Clinic clinic = old(3);
        RecordRef late = clinic.clinic.records(Clinic.PATIENT).get(1).ref();
        clinic.clock.advance(Duration.ofHours(1));
        clinic.clinic.touch(late);
        clinic.clock.advance(Duration.ofHours(1));
        clinic.pass();

        clinic.engine.backfill("patients", clinic.clock.instant().minus(Duration.ofMinutes(90)));
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        clinic.contactOf(late);
    }

    @Test
    void backfillThatIsStoppedShowsNoMore() {
        Clinic clinic = Clinic.setup()
                .flow(Flow.Builder::sinceActivation)
                .clinic(system -> system.pageSize(2))
                .build();
        age(clinic, 50);
        clinic.pass();
        clinic.engine.backfill("patients");
        clinic.pass();
        int taken = clinic.contacts().size();
        assertThat(clinic.engine.status().flow("patients").backfilling()).isTrue();

        clinic.engine.stopBackfill("patients");
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(taken).hasSizeBetween(1, 49);
        assertThat(clinic.engine.status().flow("patients").backfilling()).isFalse();
    }

    @Test
    void liveChangesGoBeforeABackfill() {
        Clinic clinic = old(1);
        clinic.pass();
        clinic.engine.backfill("patients");
        clinic.patient("New", "One", "new@example.com", null);

        clinic.pass();

        assertThat(clinic.contacts())
                .extracting(contact -> contact.value(Contact.FIRST_NAME).plain())
                .containsExactly("New", "First0");
    }

    @Test
    void eachPassOfABackfillTakesLiveChangesFirst() {
        Clinic clinic = Clinic.setup()
                .flow(Flow.Builder::sinceActivation)
                .clinic(system -> system.pageSize(2))
                .build();
        age(clinic, 50);
        clinic.pass();
        clinic.engine.backfill("patients");

        for (int slice = 0; slice < 3; slice++) {
            RecordRef live = clinic.patient("Live" + slice, "One", "live" + slice + "@example.com", null);
            SyncReport report = clinic.pass();
            assertThat(report.verdicts().get(0).ref()).isEqualTo(live);
        }

        assertThat(clinic.contacts()).hasSize(53);
    }

    @Test
    void backfillNeverOverwritesWhatIsNewer() {
        ReplayingConnector late = new ReplayingConnector();
        Clinic clinic = Clinic.setup().business(late::around).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.pass();

        clinic.engine.backfill("patients");
        clinic.clinic.watch(new SecondPage(late::replayFirstPage));
        clinic.clinic.resetCalls();
        SyncReport report = clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("London");
        assertThat(report.writes()).isZero();
        assertThat(clinic.clinic.calls().reads())
                .as("it was shown as it was, and read again")
                .isEqualTo(1);
    }

    /** Does something before the second page of a pass: the backfill's, after the feed's. */
    private static final class SecondPage implements CallWatcher {
        private final Runnable action;
        private int pages;

        SecondPage(Runnable action) {
            this.action = action;
        }

        @Override
        public void before(Call call) {
            if (call.kind() == Call.Kind.FEED && ++pages == 2) {
                action.run();
            }
        }
    }

    private static RetryLaterException busy() {
        return new RetryLaterException("Busy", Duration.ofSeconds(5), null);
    }

    private static Clinic old(int count) {
        Clinic clinic = Clinic.setup().flow(Flow.Builder::sinceActivation).build();
        age(clinic, count);
        return clinic;
    }

    /** Creates patients a day before anything else happens. */
    private static void age(Clinic clinic, int count) {
        for (int i = 0; i < count; i++) {
            clinic.patient("First" + i, "Last" + i, "p" + i + "@example.com", null);
        }
        clinic.clock.advance(Duration.ofDays(1));
    }
}
