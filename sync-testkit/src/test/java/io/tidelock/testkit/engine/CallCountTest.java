package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.testkit.CrmCalls;
import org.junit.jupiter.api.Test;

/** The formulas of the design's §13, with 250 records and batches of 100. */
class CallCountTest {

    private static final int RECORDS = 250;
    private static final int BATCHES = 3;

    @Test
    void quietTwoWayPassReadsOnePageOfEachFeed() {
        Clinic clinic = twoWay();
        reset(clinic);

        SyncReport report = clinic.pass();

        assertThat(report.quiet()).isTrue();
        assertThat(clinic.clinic.calls().total()).isEqualTo(1);
        assertThat(clinic.crm.calls().total()).isEqualTo(1);
        assertThat(clinic.crm.calls().feedPages()).isEqualTo(1);
    }

    @Test
    void changedOneWayTakesAWriteForEveryBatch() {
        Clinic clinic = filled(Clinic.oneWay());
        editPatients(clinic);

        clinic.pass();

        CrmCalls crm = clinic.crm.calls();
        assertThat(clinic.clinic.calls().total()).as("pages").isEqualTo(BATCHES);
        assertThat(crm.writes()).isEqualTo(BATCHES);
        assertThat(crm.total()).isEqualTo(BATCHES);
    }

    @Test
    void changedTwoWayTakesAReadBesides() {
        Clinic clinic = twoWay();
        editPatients(clinic);

        clinic.pass();

        CrmCalls crm = clinic.crm.calls();
        assertThat(crm.reads()).isEqualTo(BATCHES);
        assertThat(crm.writes()).isEqualTo(BATCHES);
        assertThat(crm.lookups()).isZero();
        assertThat(clinic.clinic.calls().recordCalls()).isZero();
    }

    @Test
    void changedOnTheOtherSideTakesTheSame() {
        Clinic clinic = twoWay();
        reset(clinic);
        clinic.contacts().forEach(contact -> clinic.crm.edit(contact.ref(), Contact.CITY, "Rome"));

        clinic.pass();

        assertThat(clinic.clinic.calls().reads()).isEqualTo(BATCHES);
        assertThat(clinic.clinic.calls().writes()).isEqualTo(BATCHES);
        assertThat(clinic.crm.calls().recordCalls()).isZero();
    }

    @Test
    void newTakesALookUpForEveryTierAndAWrite() {
        Clinic clinic = filled(Clinic.setup().back(ConflictPolicy.HOLD).build());

        CrmCalls crm = clinic.crm.calls();
        assertThat(crm.writes()).isEqualTo(BATCHES);
        assertThat(crm.lookups()).as("by id and by e-mail").isEqualTo(2 * BATCHES);
        assertThat(crm.reads()).isZero();
    }

    private static Clinic twoWay() {
        Clinic clinic = filled(Clinic.setup().back(ConflictPolicy.HOLD).build());
        clinic.pass();
        return clinic;
    }

    private static Clinic filled(Clinic clinic) {
        for (int i = 0; i < RECORDS; i++) {
            clinic.patient("First" + i, "Last" + i, "p" + i + "@example.com", null);
        }
        clinic.pass();
        return clinic;
    }

    private static void editPatients(Clinic clinic) {
        clinic.clinic
                .records(Clinic.PATIENT)
                .forEach(patient -> clinic.clinic.edit(patient.ref(), Clinic.CITY, "Rome"));
        reset(clinic);
    }

    private static void reset(Clinic clinic) {
        clinic.clinic.resetCalls();
        clinic.crm.resetCalls();
    }
}
