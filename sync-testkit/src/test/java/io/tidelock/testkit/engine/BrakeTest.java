package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Contact;
import io.tidelock.engine.BrakeStatus;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Verb;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import io.tidelock.testkit.InMemorySystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BrakeTest {

    @Test
    void removalsAreDecidedOnTheirWholeNumberBeforeTheFirst() {
        Clinic clinic = braked(
                flow -> flow.whenSourceGone(GonePolicy.REMOVE).brake(Verb.REMOVE, 3, 10),
                clinic20 -> clinic20.pageSize(2));
        List<RecordRef> patients = patients(clinic, 20);
        clinic.pass();

        patients.subList(0, 4).forEach(clinic.clinic::archive);
        SyncReport report = clinic.pass();

        assertThat(report.writes()).isZero();
        assertThat(report.count(Kind.PENDING)).isEqualTo(4);
        assertThat(report.braked())
                .singleElement()
                .satisfies(flow -> assertThat(flow.braked()).containsExactly(Verb.REMOVE));
        assertThat(clinic.parked()).hasSize(4).containsOnly("BRAKE_REMOVE");
        assertThat(clinic.contacts()).hasSize(20);
        assertThat(clinic.pass().quiet()).as("told once, then quiet").isTrue();
    }

    @Test
    void deletionsThatACheckFindsSliceBySliceAreDecidedOnTogether() {
        Clinic clinic = removing(110, 0);
        List<RecordRef> patients = patients(clinic, 1_200);
        clinic.pass();
        for (int i = 0; i < 1_200; i += 10) {
            clinic.clinic.erase(patients.get(i));
        }

        clinic.engine.reconcile("patients");
        while (clinic.pass().more()) {
            assertThat(clinic.contacts()).hasSize(1_200);
        }

        assertThat(clinic.contacts()).as("120 are more than 110").hasSize(1_200);
        assertThat(clinic.parked()).hasSize(120).containsOnly("BRAKE_REMOVE");
    }

    @Test
    void bothNumbersMustBeExceeded() {
        Clinic few = removing(3, 50);
        List<RecordRef> patients = patients(few, 10);
        few.pass();
        patients.subList(0, 5).forEach(few.clinic::archive);
        few.pass();
        assertThat(few.contacts())
                .as("5 of 10 are more than 3, but no more than 50 %")
                .hasSize(5);

        Clinic many = removing(3, 10);
        List<RecordRef> others = patients(many, 10);
        many.pass();
        others.subList(0, 3).forEach(many.clinic::archive);
        many.pass();
        assertThat(many.contacts())
                .as("3 of 10 are more than 10 %, but no more than 3")
                .hasSize(7);
    }

    @Test
    void approvalIsACeilingForADayAndDecidesAnew() {
        Clinic clinic = removing(1, 0);
        List<RecordRef> patients = patients(clinic, 6);
        clinic.pass();
        patients.subList(0, 4).forEach(clinic.clinic::archive);
        clinic.pass();

        clinic.engine.approve("patients", Verb.REMOVE, 3);
        clinic.pass();
        assertThat(clinic.contacts()).as("4 are more than approved").hasSize(6);

        clinic.clinic.restore(patients.get(0));
        clinic.pass();
        clinic.pass();
        assertThat(clinic.contacts()).as("one was restored, 3 are approved").hasSize(3);

        clinic.clinic.archive(patients.get(0));
        clinic.pass();
        assertThat(clinic.contacts()).as("what was done counts").hasSize(3);
        assertThat(clinic.parked()).containsExactly("BRAKE_REMOVE");
    }

    @Test
    void windowRollsOn() {
        Clinic clinic = removing(2, 0);
        List<RecordRef> patients = patients(clinic, 6);
        clinic.pass();
        patients.subList(0, 2).forEach(clinic.clinic::archive);
        clinic.pass();
        clinic.clock.advance(Duration.ofHours(23));
        patients.subList(2, 3).forEach(clinic.clinic::archive);
        clinic.pass();
        assertThat(clinic.contacts()).hasSize(4);

        clinic.clock.advance(Duration.ofHours(1));
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(3);
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void withheldCreationsWaitAndTheRestGoesOn() {
        Clinic clinic = braked(flow -> flow.brake(Verb.CREATE, 3, 0), business -> business);
        List<RecordRef> patients = patients(clinic, 5);

        SyncReport report = clinic.pass();
        clinic.clinic.edit(patients.get(0), Clinic.CITY, "Rome");
        SyncReport next = clinic.pass();

        assertThat(report.count(Kind.CREATED)).isEqualTo(3);
        assertThat(report.count(Kind.PENDING)).isEqualTo(2);
        assertThat(next.count(Kind.UPDATED)).isEqualTo(1);
        assertThat(clinic.parked()).containsOnly("BRAKE_CREATE").hasSize(2);
        assertThat(clinic.pass().quiet()).isTrue();

        clinic.engine.approve("patients", Verb.CREATE, 4);
        clinic.pass();
        assertThat(clinic.contacts()).as("a ceiling, not a licence").hasSize(4);

        clinic.clock.advance(Duration.ofDays(1));
        clinic.pass();
        assertThat(clinic.contacts()).hasSize(5);
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void withheldUpdateIsTakenWithItsLatestValue() {
        Clinic clinic = braked(flow -> flow.brake(Verb.UPDATE, 1, 0), business -> business);
        List<RecordRef> patients = patients(clinic, 2);
        clinic.pass();
        patients.forEach(patient -> clinic.clinic.edit(patient, Clinic.CITY, "Rome"));
        clinic.pass();
        assertThat(clinic.parked()).containsExactly("BRAKE_UPDATE");

        patients.forEach(patient -> clinic.clinic.edit(patient, Clinic.CITY, "Oslo"));
        clinic.pass();
        clinic.engine.approve("patients", Verb.UPDATE, 100);
        clinic.pass();

        assertThat(cities(clinic)).containsExactly("Oslo", "Oslo");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void massOfClearedFieldsIsHeldBackAndOtherUpdatesAreNot() {
        Clinic clinic = Clinic.setup()
                .mapping(mapping -> mapping.whenEmptied(EmptyPolicy.CLEAR))
                .flow(flow -> flow.brake(Verb.CLEAR, 2, 0))
                .build();
        List<RecordRef> patients = patients(clinic, 4);
        patients.forEach(patient -> clinic.clinic.edit(patient, Clinic.CITY, "Rome"));
        clinic.pass();

        patients.subList(0, 3).forEach(patient -> clinic.clinic.edit(patient, Clinic.CITY, null));
        clinic.clinic.edit(patients.get(3), Clinic.CITY, "Oslo");
        clinic.pass();

        assertThat(cities(clinic)).containsExactlyInAnyOrder(null, null, "Rome", "Oslo");
        assertThat(clinic.parked()).containsExactly("BRAKE_CLEAR");
        assertThat(clinic.engine.brakes("patients")).contains(new BrakeStatus(Verb.CLEAR, 2, 2, 1, 0));
    }

    @Test
    void lostSightOfManyTearsNoLinksDownAndHealsByItself() {
        Clinic clinic = braked(flow -> flow.brake(Verb.UNLINK, 2, 0), business -> business);
        List<RecordRef> patients = patients(clinic, 6);
        clinic.pass();

        patients.forEach(clinic.clinic::archive);
        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.GONE)).isEqualTo(2);
        assertThat(clinic.parked()).hasSize(4).containsOnly("BRAKE_UNLINK");
        assertThat(clinic.pass().quiet()).isTrue();
        patients.forEach(clinic.clinic::restore);
        clinic.clock.advance(Duration.ofHours(1));
        clinic.pass();
        clinic.pass();
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void editWhoseCounterpartSeemsGoneUnderTheBrakeIsNotLost() {
        Clinic clinic = braked(flow -> flow.brake(Verb.UNLINK, 0, 0), business -> business);
        RecordRef ada = patients(clinic, 1).get(0);
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);
        clinic.crm.archive(contact);
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();
        clinic.pass();

        clinic.crm.restore(contact);
        clinic.clock.advance(Duration.ofHours(1));
        clinic.pass();

        assertThat(clinic.crm.value(contact, Contact.CITY)).isEqualTo("Rome");
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void approvedUnlinkingGoesThrough() {
        Clinic clinic = braked(flow -> flow.brake(Verb.UNLINK, 1, 0), business -> business);
        List<RecordRef> patients = patients(clinic, 3);
        clinic.pass();
        patients.forEach(clinic.clinic::archive);
        clinic.pass();

        clinic.engine.approve("patients", Verb.UNLINK, 3);
        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.GONE)).isEqualTo(2);
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void whatWasNotSentDoesNotCount() {
        Clinic clinic = braked(flow -> flow.brake(Verb.CREATE, 1, 0), business -> business);
        patients(clinic, 1);
        for (int i = 0; i < 3; i++) {
            clinic.crm.failNext(
                    Fault.throwing(new RetryLaterException("Busy", Duration.ofSeconds(1), null), Call.Kind.WRITE));
            clinic.pass();
        }

        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.engine.brakes("patients").get(0)).isEqualTo(new BrakeStatus(Verb.CREATE, 1, 1, 0, 0));
    }

    @Test
    void defaultsHoldBackRemovalUnlinkingAndClearingOnly() {
        Clinic clinic = Clinic.oneWay();
        patients(clinic, 1);
        clinic.pass();

        assertThat(clinic.engine.brakes("patients"))
                .extracting(BrakeStatus::verb)
                .containsExactly(Verb.CLEAR, Verb.UNLINK, Verb.REMOVE);
        assertThat(clinic.engine.brakes("patients"))
                .extracting(BrakeStatus::limit)
                .containsOnly(25);
    }

    @Test
    void brakesOfAFlowAreItsOwn() {
        Clinic clinic = braked(flow -> flow.brake(Verb.CREATE, 1, 0), business -> business);
        patients(clinic, 2);
        clinic.pass();

        assertThat(clinic.engine("clinic-2", flow -> flow).brakes("patients"))
                .extracting(BrakeStatus::count)
                .containsOnly(0);
    }

    @Test
    void approvalOfNothingSaysWhatToDo() {
        Clinic clinic = Clinic.oneWay();

        assertThatThrownBy(() -> clinic.engine.approve("patients", Verb.CREATE, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no brake on CREATE");
        assertThatThrownBy(() -> clinic.engine.approve("patients", Verb.REMOVE, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }

    private static List<String> cities(Clinic clinic) {
        List<String> cities = new ArrayList<>();
        clinic.contacts().forEach(contact -> cities.add(clinic.crm.value(contact.ref(), Contact.CITY)));
        return cities;
    }

    private static Clinic removing(int absolute, int percent) {
        return braked(
                flow -> flow.whenSourceGone(GonePolicy.REMOVE).brake(Verb.REMOVE, absolute, percent),
                business -> business);
    }

    private static Clinic braked(UnaryOperator<Flow.Builder> change, UnaryOperator<InMemorySystem.Builder> business) {
        return Clinic.setup().clinic(business).flow(change).build();
    }

    private static List<RecordRef> patients(Clinic clinic, int count) {
        return RemovalTest.patients(clinic, count);
    }
}
