package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.record.Association;
import io.tidelock.record.Record;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("CL-15")
class LeavingPatientsTest {

    @Test
    void contactOfAnArchivedPatientSaysSoUntilTheyAreBack() {
        try (Reception reception = Reception.open()) {
            String ada = reception.patient("Ada");
            reception.pass();
            assertThat(archived(reception, ada)).isEmpty();

            reception.surgery.clinic.archivePatient(ada);
            reception.pass();
            assertThat(archived(reception, ada)).isEqualTo("Yes");
            assertThat(reception.pass().quiet()).isTrue();

            reception.surgery.clinic.unarchivePatient(ada);
            reception.surgery.clock.advance(Duration.ofHours(2));
            reception.pass();
            reception.pass();
            assertThat(archived(reception, ada)).isEqualTo("No");
        }
    }

    @Test
    void archivedPatientWithoutAContactGetsNone() {
        try (Reception reception = Reception.open()) {
            reception.surgery.clinic.archivePatient(reception.patient("Ada"));

            SyncReport report = reception.pass();

            assertThat(report.interruptions()).isEmpty();
            assertThat(reception.crm.records(Contact.TYPE)).isEmpty();
            assertThat(reception.pass().quiet()).isTrue();
        }
    }

    @Test
    void contactGoesWithItsPatientWhereTheSettingSaysSo() {
        try (Reception reception = Reception.open(settings -> settings.whenGone(GonePolicy.REMOVE))) {
            String ada = reception.patient("Ada");
            reception.pass();

            reception.surgery.clinic.archivePatient(ada);
            reception.pass();

            assertThat(reception.crm.records(Contact.TYPE)).isEmpty();
        }
    }

    @Test
    void linksAndDealsFollowTheWinnerOfAChainOfMerges() {
        try (Reception reception = Reception.open()) {
            String first = reception.patient("Ada");
            String second = reception.patient("Adah");
            String winner = reception.patient("Adaline");
            String massage = reception.appointment(first, Duration.ofDays(1));
            reception.pass();
            String kept = reception.contactOf(winner).ref().id();

            reception.surgery.clinic.mergePatients(first, second);
            reception.surgery.clinic.mergePatients(second, winner);
            reception.pass();

            Record deal = reception.holding(Deal.TYPE, ClinikoPlan.APPOINTMENT_ID, massage);
            assertThat(deal.value(Association.to(Contact.TYPE).field()).plain()).isEqualTo(kept);
            assertThat(reception.crm.records(Contact.TYPE)).hasSize(3);
            reception.surgery.clinic.editPatient(winner, Map.of("city", "Geelong"));
            reception.pass();
            assertThat(reception.contactOf(winner).value(Contact.CITY).plain()).isEqualTo("Geelong");
        }
    }

    @Test
    void linkMovesToAWinnerWithoutAContact() {
        try (Reception reception = Reception.open(settings -> settings.recordsPerRun(1))) {
            String loser = reception.patient("Ada");
            reception.pass();
            String contact = reception.contactOf(loser).ref().id();

            String winner = reception.patient("Adah");
            reception.surgery.clinic.mergePatients(loser, winner);
            for (int i = 0; i < 4; i++) {
                reception.pass();
            }

            assertThat(reception.crm.records(Contact.TYPE))
                    .as("the loser's contact goes on as the winner's")
                    .singleElement()
                    .satisfies(only -> {
                        assertThat(only.ref().id()).isEqualTo(contact);
                        assertThat(only.value(ClinikoPlan.PATIENT_ID).plain()).isEqualTo(winner);
                        assertThat(only.value(Contact.FIRST_NAME).plain()).isEqualTo("Adah");
                        assertThat(only.value(ClinikoPlan.ARCHIVED).plain()).isNotEqualTo("Yes");
                    });
            assertThat(reception.pass().quiet()).isTrue();
            reception.surgery.clinic.editPatient(winner, Map.of("city", "Geelong"));
            reception.pass();
            assertThat(reception.contactOf(winner).value(Contact.CITY).plain()).isEqualTo("Geelong");
        }
    }

    private static String archived(Reception reception, String patient) {
        return reception.contactOf(patient).value(ClinikoPlan.ARCHIVED).plain();
    }
}
