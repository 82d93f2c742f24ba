package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.engine.SyncReport;
import io.tidelock.record.Association;
import io.tidelock.record.Record;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("CL-03")
class AppointmentsTest {

    private static final Duration TOMORROW = Duration.ofDays(1);
    private static final String INDIVIDUAL = "individual_appointments";

    private Reception reception = Reception.open();

    @AfterEach
    void close() {
        reception.close();
    }

    private void reopen(java.util.function.UnaryOperator<ClinikoSettings.Builder> settings) {
        reception.close();
        reception = Reception.open(settings);
    }

    @Test
    void appointmentBecomesADealOfItsPatientsContact() {
        String ada = reception.patient("Ada");
        String massage = reception.appointment(ada, TOMORROW);

        reception.pass();

        Record deal = deal(massage);
        assertThat(deal.value(Deal.PIPELINE).plain()).isEqualTo("cliniko_appointments");
        assertThat(stage(massage)).isEqualTo("booked");
        assertThat(deal.value(Deal.NAME).plain()).isEqualTo("Ada Sample");
        assertThat(deal.value(ClinikoPlan.APPOINTMENT_TYPE).plain()).isEqualTo("Massage");
        assertThat(contact(deal)).isEqualTo(reception.contactOf(ada).ref().id());
        assertThat(reception.pass().quiet()).isTrue();
    }

    @Test
    void stagesFollowTheAppointment() {
        String ada = reception.patient("Ada");
        String arrived = reception.appointment(ada, TOMORROW);
        String missed = reception.appointment(ada, TOMORROW);
        String cancelled = reception.appointment(ada, TOMORROW);
        String archived = reception.appointment(ada, TOMORROW);
        reception.pass();

        reception.surgery.clinic.arrive(arrived);
        reception.surgery.clinic.edit(INDIVIDUAL, missed, Map.of("did_not_arrive", true));
        reception.surgery.clinic.arrive(missed);
        reception.surgery.clinic.edit(INDIVIDUAL, cancelled, Map.of("did_not_arrive", true));
        reception.surgery.clinic.cancel(INDIVIDUAL, cancelled);
        reception.surgery.clinic.archive(INDIVIDUAL, archived);
        reception.pass();

        assertThat(List.of(stage(arrived), stage(missed), stage(cancelled), stage(archived)))
                .containsExactly("arrived", "did_not_arrive", "cancelled", "cancelled");
        assertThat(deal(cancelled).value(ClinikoPlan.CANCELLATION_REASON).plain())
                .isEqualTo("Other");
        assertThat(reception.pass().quiet()).isTrue();
    }

    @Test
    void appointmentIsCompletedWhenItsEndHasPassedThoughNobodyEditsIt() {
        String soon = reception.appointment(reception.patient("Ada"), Duration.ofHours(1));
        reception.pass();
        assertThat(stage(soon)).isEqualTo("booked");

        reception.surgery.clock.advance(Duration.ofHours(2));
        reception.pass();

        assertThat(stage(soon)).isEqualTo("completed");
        assertThat(reception.pass().quiet()).isTrue();
    }

    @Test
    @Tag("CL-06")
    void appointmentThatEntersTheWindowIsTakenThoughItWasEditedLongAgo() {
        String far = reception.appointment(reception.patient("Ada"), Duration.ofDays(46));
        reception.pass();
        assertThat(reception.crm.records(Deal.TYPE)).isEmpty();

        reception.surgery.clock.advance(Duration.ofDays(2));
        reception.pass();

        assertThat(stage(far)).isEqualTo("booked");
    }

    @Test
    @Tag("CL-06")
    void windowReachesAWeekBackAndAsManyDaysAheadAsTheSettingSays() {
        reopen(settings -> settings.individualAppointmentsDaysForward(10));
        String ada = reception.patient("Ada");
        String lastWeek = reception.appointment(ada, Duration.ofDays(-6));
        reception.appointment(ada, Duration.ofDays(-8));
        String inTime = reception.appointment(ada, Duration.ofDays(9));
        reception.appointment(ada, Duration.ofDays(11));

        reception.pass();

        assertThat(reception.crm.records(Deal.TYPE)).hasSize(2);
        assertThat(stage(lastWeek)).isEqualTo("completed");
        assertThat(stage(inTime)).isEqualTo("booked");
    }

    @Test
    @Tag("CL-06")
    void linkedAppointmentThatIsMovedOutOfTheWindowMovesItsDeal() {
        String massage = reception.appointment(reception.patient("Ada"), TOMORROW);
        reception.pass();
        Instant later = reception.surgery.clock.instant().plus(Duration.ofDays(90));

        reception.surgery.clinic.edit(
                INDIVIDUAL,
                massage,
                Map.of(
                        "starts_at",
                        later.toString(),
                        "ends_at",
                        later.plusSeconds(1800).toString()));
        reception.pass();

        assertThat(deal(massage).value(ClinikoPlan.APPOINTMENT_START).plain())
                .isEqualTo(
                        later.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
    }

    @Test
    void hundredAppointmentsARunUntilNoneIsLeft() {
        reopen(settings -> settings.recordsPerRun(2));
        String ada = reception.patient("Ada");
        for (int i = 0; i < 5; i++) {
            reception.appointment(ada, TOMORROW);
        }

        List<Integer> writes = List.of(
                reception.pass().writes(),
                reception.pass().writes(),
                reception.pass().writes());

        assertThat(writes).containsExactly(3, 2, 1);
        assertThat(reception.crm.records(Deal.TYPE)).hasSize(5);
    }

    @Test
    void attendeesOfGroupsHaveDealsOfTheirOwnWhereTheSettingAsksForIt() {
        reopen(settings -> settings.groupAttendees(true));
        String ada = reception.patient("Ada");
        String bo = reception.patient("Bo");
        String pilates = reception.group(TOMORROW);
        String hers = reception.attendee(pilates, ada);
        String his = reception.attendee(pilates, bo);
        reception.pass();
        assertThat(contact(attendeeDeal(pilates, hers)))
                .isEqualTo(reception.contactOf(ada).ref().id());

        reception.surgery.clinic.cancel("attendees", his);
        String late = reception.attendee(pilates, ada);
        reception.surgery.clinic.edit("attendees", hers, Map.of("arrived", true));
        reception.pass();

        assertThat(attendeeStage(pilates, hers)).isEqualTo("arrived");
        assertThat(attendeeStage(pilates, his)).isEqualTo("cancelled");
        assertThat(attendeeStage(pilates, late)).isEqualTo("booked");
        reception.surgery.clock.advance(Duration.ofDays(2));
        reception.pass();
        assertThat(attendeeStage(pilates, hers)).isEqualTo("completed");
        assertThat(attendeeStage(pilates, his)).isEqualTo("cancelled");
        assertThat(reception.pass().quiet()).isTrue();
    }

    @Test
    @Tag("CL-15")
    void cancelledAppointmentsAreLeftAloneWhereTheSettingSaysSo() {
        reopen(settings -> settings.moveCancelled(false));
        String massage = reception.appointment(reception.patient("Ada"), TOMORROW);
        reception.pass();

        reception.surgery.clinic.cancel(INDIVIDUAL, massage);
        reception.pass();

        assertThat(stage(massage)).isEqualTo("booked");
    }

    @Test
    void archivedAppointmentThatNobodyKnowsGetsNoDeal() {
        String massage = reception.appointment(reception.patient("Ada"), TOMORROW);
        reception.surgery.clinic.archive(INDIVIDUAL, massage);

        SyncReport report = reception.pass();

        assertThat(report.interruptions()).isEmpty();
        assertThat(reception.crm.records(Deal.TYPE)).isEmpty();
    }

    @Test
    void quietRunCostsAFewRequestsAFeed() {
        reception.appointment(reception.patient("Ada"), TOMORROW);
        reception.pass();
        reception.pass();
        reception.surgery.clinic.clearCalls();

        reception.pass();

        assertThat(reception.surgery.clinic.calls("GET /v1/individual_appointments"))
                .isEqualTo(3);
        assertThat(reception.surgery.clinic.calls("GET /v1/**")).isEqualTo(11);
    }

    private Record deal(String appointment) {
        return reception.holding(Deal.TYPE, ClinikoPlan.APPOINTMENT_ID, appointment);
    }

    private String stage(String appointment) {
        return deal(appointment).value(Deal.STAGE).plain();
    }

    private Record attendeeDeal(String group, String attendee) {
        return reception.holding(Deal.TYPE, ClinikoPlan.ATTENDEE_ID, group + "#" + attendee);
    }

    private String attendeeStage(String group, String attendee) {
        return attendeeDeal(group, attendee).value(Deal.STAGE).plain();
    }

    private static String contact(Record deal) {
        return deal.value(Association.to(Contact.TYPE).field()).plain();
    }
}
