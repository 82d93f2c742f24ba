package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.PassLimit;
import io.tidelock.record.RecordRef;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A walk over all links, here to compare both sides by what they hold. */
class WalkTest {

    @Test
    @Tag("SE-04")
    void editThatNoFeedShowsIsFound() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = ada(clinic);
        clinic.clinic.editUnseen(ada, Clinic.CITY, "London");
        assertThat(clinic.pass().quiet()).isTrue();

        clinic.engine.reconcile("patients");
        SyncReport report = clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("London");
        assertThat(report.more()).isFalse();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void editOfTheOtherSideIsFoundToo() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.HOLD).build();
        RecordRef ada = ada(clinic);
        clinic.crm.editUnseen(clinic.contactOf(ada), Contact.CITY, "London");
        assertThat(clinic.pass().quiet()).isTrue();

        clinic.engine.reconcile("patients");
        clinic.pass();

        assertThat(clinic.clinic.value(ada, Clinic.CITY)).isEqualTo("London");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void deletionsThatNoFeedShowsAreFoundOnBothSides() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = ada(clinic);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        clinic.clinic.erase(ada);
        clinic.crm.erase(clinic.contactOf(bo));

        clinic.engine.reconcile("patients");
        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.GONE)).isEqualTo(2);
        assertThat(clinic.contacts()).hasSize(1);
        clinic.engine.reconcile("patients");
        assertThat(clinic.pass().writes()).isZero();
    }

    @Test
    void nothingIsWrittenOrStoredWhereNothingDiffers() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.HOLD).build();
        filled(clinic, 250);
        clinic.clinic.resetCalls();
        clinic.crm.resetCalls();

        clinic.engine.reconcile("patients");
        SyncReport report = clinic.pass();

        assertThat(report.quiet()).isTrue();
        assertThat(clinic.clinic.calls().reads()).isEqualTo(3);
        assertThat(clinic.crm.calls().reads()).isEqualTo(3);
    }

    @Test
    void longWalkTakesSeveralPassesAndYieldsToWhatChanges() {
        Clinic clinic = Clinic.oneWay();
        filled(clinic, 2_050);
        clinic.engine.reconcile("patients");
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);

        SyncReport first = clinic.pass();
        SyncReport second = clinic.pass();
        SyncReport third = clinic.pass();

        assertThat(clinic.crm.holds(clinic.contactOf(ada))).isTrue();
        assertThat(first.more()).isTrue();
        assertThat(second.more()).isTrue();
        assertThat(third.more()).isFalse();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void walkGoesOnWhereItWasAfterAFailureAndARestart() {
        Clinic clinic = Clinic.oneWay();
        filled(clinic, 250);
        clinic.clinic
                .records(Clinic.PATIENT)
                .forEach(patient -> clinic.clinic.editUnseen(patient.ref(), Clinic.CITY, "Rome"));
        clinic.engine.reconcile("patients");
        clinic.crm.watch(new Once(
                Call.Kind.WRITE,
                () -> clinic.clinic.failNext(Fault.throwing(
                        new RetryLaterException("GET people: 503", Duration.ofSeconds(1), null), Call.Kind.READ))));
        SyncReport failed = clinic.pass();
        clinic.restart();
        clinic.clinic.resetCalls();

        SyncReport rest = clinic.pass();

        assertThat(failed.interruptions()).hasSize(1);
        assertThat(failed.writes()).isEqualTo(100);
        assertThat(rest.writes()).isEqualTo(150);
        assertThat(clinic.clinic.calls().reads()).isEqualTo(2);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    @Tag("CL-01")
    void limitOfAPassHoldsAndStrandsNothing() {
        PassLimit seven = new PassLimit("seven", 7);
        Clinic clinic = Clinic.setup().flow(flow -> flow.limit(seven)).build();
        filled(clinic, 30);
        clinic.clinic
                .records(Clinic.PATIENT)
                .forEach(patient -> clinic.clinic.editUnseen(patient.ref(), Clinic.CITY, "Rome"));
        clinic.engine.reconcile("patients");

        int written = 0;
        for (int pass = 0; pass < 5; pass++) {
            int writes = clinic.pass().writes();
            assertThat(writes).isLessThanOrEqualTo(7);
            written += writes;
        }

        assertThat(written).isEqualTo(30);
        assertThat(clinic.contacts())
                .allSatisfy(contact ->
                        assertThat(contact.value(Contact.CITY).plain()).isEqualTo("Rome"));
        assertThat(clinic.pass().quiet()).isTrue();
    }

    private static RecordRef ada(Clinic clinic) {
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.pass();
        return ada;
    }

    private static void filled(Clinic clinic, int patients) {
        for (int i = 0; i < patients; i++) {
            clinic.patient("First" + i, "Last" + i, "p" + i + "@example.com", null);
        }
        while (!clinic.pass().quiet()) {
            assertThat(clinic.clock.instant()).isBefore(Instant.parse("2100-01-01T00:00:00Z"));
        }
    }
}
