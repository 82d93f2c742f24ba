package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Deal;
import io.tidelock.record.Record;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("CL-13")
class CasesTest {

    private static final String CASES = "patient_cases";

    @Test
    void caseTravelsOnItsAppointmentsDeal() {
        try (Reception reception = Reception.open()) {
            String ada = reception.patient("Ada");
            String knee = knee(reception, ada);
            String massage = appointment(reception, ada, knee);

            reception.pass();

            Record deal = deal(reception, massage);
            assertThat(deal.value(ClinikoPlan.CASE_NAME).plain()).isEqualTo("Left knee");
            assertThat(deal.value(ClinikoPlan.CASE_REFERRAL).plain()).isEqualTo("true");
            assertThat(deal.value(ClinikoPlan.CASE_EXPIRY).plain()).isEqualTo("2027-06-30");
            assertThat(deal.value(ClinikoPlan.CASE_NOTES).isPresent()).isFalse();
        }
    }

    @Test
    void changedCaseReachesTheDealThoughNobodyEditsTheAppointment() {
        try (Reception reception = Reception.open()) {
            String ada = reception.patient("Ada");
            String knee = knee(reception, ada);
            String massage = appointment(reception, ada, knee);
            reception.pass();

            reception.surgery.clinic.edit(CASES, knee, Map.of("name", "Both knees"));
            reception.pass();

            assertThat(deal(reception, massage).value(ClinikoPlan.CASE_NAME).plain())
                    .isEqualTo("Both knees");
            assertThat(reception.pass().quiet()).isTrue();
        }
    }

    @Test
    void notesTravelWhereTheSettingAllowsIt() {
        try (Reception reception = Reception.open(settings -> settings.caseNotes(true))) {
            String ada = reception.patient("Ada");
            String massage = appointment(reception, ada, knee(reception, ada));

            reception.pass();

            assertThat(deal(reception, massage).value(ClinikoPlan.CASE_NOTES).plain())
                    .isEqualTo("no running");
        }
    }

    @Test
    void attendeesOfGroupsCarryTheirOwnCases() {
        try (Reception reception =
                Reception.open(settings -> settings.groupAttendees(true).caseNotes(true))) {
            String ada = reception.patient("Ada");
            String bo = reception.patient("Bo");
            String knee = knee(reception, ada);
            String pilates = reception.group(Duration.ofDays(1));
            String hers = attendee(reception, pilates, Map.of("patient_id", ada, "patient_case_id", knee));
            String his = reception.attendee(pilates, bo);
            reception.pass();

            Record deal = attended(reception, pilates, hers);
            assertThat(deal.value(ClinikoPlan.CASE_NAME).plain()).isEqualTo("Left knee");
            assertThat(deal.value(ClinikoPlan.CASE_REFERRAL).plain()).isEqualTo("true");
            assertThat(deal.value(ClinikoPlan.CASE_EXPIRY).plain()).isEqualTo("2027-06-30");
            assertThat(deal.value(ClinikoPlan.CASE_NOTES).plain()).isEqualTo("no running");
            assertThat(attended(reception, pilates, his)
                            .value(ClinikoPlan.CASE_NAME)
                            .isPresent())
                    .isFalse();

            reception.surgery.clinic.edit(CASES, knee, Map.of("name", "Both knees & a hip, 50 %"));
            reception.pass();

            assertThat(attended(reception, pilates, hers)
                            .value(ClinikoPlan.CASE_NAME)
                            .plain())
                    .isEqualTo("Both knees & a hip, 50 %");
            assertThat(reception.pass().quiet()).isTrue();
        }
    }

    @Test
    void notesOfAttendeesAreNotReadWithoutTheSetting() {
        try (Reception reception = Reception.open(settings -> settings.groupAttendees(true))) {
            String ada = reception.patient("Ada");
            String pilates = reception.group(Duration.ofDays(1));
            String hers =
                    attendee(reception, pilates, Map.of("patient_id", ada, "patient_case_id", knee(reception, ada)));

            reception.pass();

            Record deal = attended(reception, pilates, hers);
            assertThat(deal.value(ClinikoPlan.CASE_NAME).plain()).isEqualTo("Left knee");
            assertThat(deal.value(ClinikoPlan.CASE_NOTES).isPresent()).isFalse();
        }
    }

    private static String attendee(Reception reception, String group, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("booking_id", group);
        return reception.surgery.clinic.create("attendees", all);
    }

    private static Record attended(Reception reception, String group, String attendee) {
        return reception.holding(Deal.TYPE, ClinikoPlan.ATTENDEE_ID, group + "#" + attendee);
    }

    private static String knee(Reception reception, String patient) {
        return reception.surgery.clinic.create(
                CASES,
                Map.of(
                        "name", "Left knee",
                        "patient_id", patient,
                        "referral", true,
                        "expiry_date", "2027-06-30",
                        "notes", "no running"));
    }

    private static String appointment(Reception reception, String patient, String patientCase) {
        Map<String, Object> fields =
                new LinkedHashMap<>(reception.booking(Duration.ofDays(1), Map.of("patient_id", patient)));
        fields.put("patient_case_id", patientCase);
        return reception.surgery.clinic.create("individual_appointments", fields);
    }

    private static Record deal(Reception reception, String appointment) {
        return reception.holding(Deal.TYPE, ClinikoPlan.APPOINTMENT_ID, appointment);
    }
}
