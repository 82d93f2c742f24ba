package io.tidelock.cliniko;

import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.mapping.Enrichment;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Window;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Schema;
import io.tidelock.record.Schema.Stage;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The flows of appointments, and what they need on the CRM's deals. */
final class AppointmentFlows {

    static final Schema.Group GROUP = new Schema.Group(Deal.TYPE, "cliniko", "Cliniko");

    private static final String LIMIT = "appointments";
    private static final Schema.Pipeline PIPELINE = Schema.Pipeline.of(
            Deal.TYPE,
            ClinikoPlan.APPOINTMENT_PIPELINE,
            "Cliniko appointments",
            Stage.open("booked", "Booked", 60),
            Stage.open("arrived", "Arrived", 90),
            Stage.won("completed", "Completed"),
            Stage.lost("did_not_arrive", "Did not arrive"),
            Stage.lost("cancelled", "Cancelled"));

    /** No appointment shows it: attendances are followed for what they tell of, and none is read to lend anything. */
    private static final Field ATTENDANCE_ID = Field.text("attendance_id");

    private static final Enrichment ATTENDED = Enrichment.of("attendance", Attendance.TYPE, ATTENDANCE_ID)
            .taking(Attendance.BOOKING_ID)
            .ownedBy(attendance -> List.of(attendance.ref().id()), Attendance.BOOKING_ID);
    private static final Enrichment ATTENDEES = Enrichment.of("attendance", Attendance.TYPE, GroupAppointment.ID)
            .taking(Attendance.ENTRIES, Attendance.CASES)
            .ownedBy(attendance -> List.of(attendance.ref().id()), Attendance.BOOKING_ID);

    /** A type that is renamed reaches an appointment with its next change: reading all that ever had it is not worth it. */
    private static final Enrichment KIND = Enrichment.of("type", AppointmentType.TYPE, Appointment.TYPE_ID)
            .taking(AppointmentType.NAME)
            .ownedBy(type -> List.of());

    private final ClinikoSettings settings;

    AppointmentFlows(ClinikoSettings settings) {
        this.settings = settings;
    }

    List<Flow> all() {
        List<Flow> flows = new ArrayList<>();
        if (settings.appointments()) {
            flows.add(individual());
        }
        if (settings.groupAttendees()) {
            flows.add(attendees());
        }
        return flows;
    }

    private Flow individual() {
        Enrichment about = about();
        Flow.Builder flow = Flow.toCrm(ClinikoPlan.APPOINTMENTS, Appointment.TYPE, Deal.TYPE)
                .idField(ClinikoPlan.APPOINTMENT_ID)
                .enrich(about, KIND, ATTENDED)
                .map(oneWay(Appointment.CANCELLATION_REASON, ClinikoPlan.CANCELLATION_REASON));
        return shared(flow, KIND.field(AppointmentType.NAME), about);
    }

    /** The case of an appointment; a group has none, and hears all the same when a case of one who attends changes. */
    private Enrichment about() {
        Enrichment about = Enrichment.of("case", PatientCase.TYPE, Appointment.CASE_ID)
                .taking(PatientCase.NAME, PatientCase.REFERRAL, PatientCase.EXPIRY_DATE);
        return settings.caseNotes() ? about.taking(PatientCase.NOTES) : about;
    }

    private Flow attendees() {
        Field kind = KIND.field(AppointmentType.NAME);
        Enrichment about = about();
        Enrichment attendance = settings.caseNotes() ? ATTENDEES.taking(Attendance.CASE_NOTES) : ATTENDEES;
        Flow.Builder flow = Flow.toCrm(ClinikoPlan.GROUP_ATTENDEES, GroupAppointment.TYPE, Deal.TYPE)
                .idField(ClinikoPlan.ATTENDEE_ID)
                .enrich(attendance, KIND, about)
                .parts(new Attendees(attendance, kind, about).parts());
        return shared(flow, kind, about);
    }

    private Flow shared(Flow.Builder flow, Field kind, Enrichment about) {
        flow.reads(Appointment.ARCHIVED)
                .eligible(eligible())
                .window(Window.of(Appointment.STARTS_AT, settings.appointmentsBack(), settings.appointmentsAhead()))
                .whenSourceGone(settings.whenGone())
                .onMerge(settings.onMerge())
                .map(
                        FieldMapping.constant(Value.text(ClinikoPlan.APPOINTMENT_PIPELINE))
                                .to(Deal.PIPELINE),
                        oneWay(Appointment.STATE, Deal.STAGE).converted(stages("appointment stages", PIPELINE)),
                        oneWay(Appointment.TITLE, Deal.NAME),
                        oneWay(Appointment.STARTS_AT, Deal.CLOSE_DATE),
                        oneWay(Appointment.STARTS_AT, ClinikoPlan.APPOINTMENT_START),
                        oneWay(Appointment.ENDS_AT, ClinikoPlan.APPOINTMENT_END),
                        oneWay(kind, ClinikoPlan.APPOINTMENT_TYPE),
                        oneWay(about.field(PatientCase.NAME), ClinikoPlan.CASE_NAME),
                        oneWay(about.field(PatientCase.REFERRAL), ClinikoPlan.CASE_REFERRAL),
                        oneWay(about.field(PatientCase.EXPIRY_DATE), ClinikoPlan.CASE_EXPIRY),
                        FieldMapping.from(Appointment.PATIENT_ID)
                                .to(Association.to(Contact.TYPE).field())
                                .linkedBy(ClinikoPlan.PATIENTS));
        if (settings.caseNotes()) {
            flow.map(oneWay(about.field(PatientCase.NOTES), ClinikoPlan.CASE_NOTES));
        }
        if (settings.sinceActivation()) {
            flow.sinceActivation();
        }
        return settings.paced(flow, LIMIT).build();
    }

    /** Names the stages by what they are called in Cliniko's records: the same. */
    static Converter stages(String name, Schema.Pipeline pipeline) {
        Map<String, String> table = new LinkedHashMap<>();
        pipeline.stages().forEach(stage -> table.put(stage.name(), stage.name()));
        return Converter.enumMap(name, 1, table);
    }

    private Eligibility eligible() {
        return settings.moveCancelled()
                ? new Eligibility("not archived, or known", 1, AppointmentFlows::archivedIfLinked)
                : new Eligibility("not cancelled", 1, AppointmentFlows::notCancelled);
    }

    private static Ruling archivedIfLinked(Record appointment) {
        return appointment.value(Appointment.ARCHIVED).plain().equals("true")
                ? Ruling.onlyIfLinked("ARCHIVED", "It was archived in Cliniko")
                : Ruling.eligible();
    }

    private static Ruling notCancelled(Record appointment) {
        return appointment.value(Appointment.STATE).plain().equals("cancelled")
                ? Ruling.excluded("CANCELLED", "It was cancelled; the settings leave its deal where it is")
                : archivedIfLinked(appointment);
    }

    private FieldMapping.Builder oneWay(Field cliniko, Field crm) {
        return FieldMapping.from(cliniko).to(crm).whenEmptied(settings.whenEmptied());
    }

    List<Schema.Element> needed() {
        if (!settings.appointments() && !settings.groupAttendees()) {
            return List.of();
        }
        List<Schema.Element> needed = new ArrayList<>(List.of(
                GROUP,
                PIPELINE,
                property(ClinikoPlan.APPOINTMENT_START, "Cliniko appointment start"),
                property(ClinikoPlan.APPOINTMENT_END, "Cliniko appointment end"),
                property(ClinikoPlan.APPOINTMENT_TYPE, "Cliniko appointment type"),
                property(ClinikoPlan.CASE_NAME, "Cliniko case"),
                property(ClinikoPlan.CASE_REFERRAL, "Cliniko case referral"),
                property(ClinikoPlan.CASE_EXPIRY, "Cliniko case expiry")));
        if (settings.appointments()) {
            needed.add(property(ClinikoPlan.APPOINTMENT_ID, "Cliniko appointment ID")
                    .asUnique());
            needed.add(property(ClinikoPlan.CANCELLATION_REASON, "Cliniko cancellation reason"));
        }
        if (settings.groupAttendees()) {
            needed.add(property(ClinikoPlan.ATTENDEE_ID, "Cliniko attendee ID").asUnique());
        }
        if (settings.caseNotes()) {
            needed.add(property(ClinikoPlan.CASE_NOTES, "Cliniko case notes"));
        }
        return needed;
    }

    private static Schema.Property property(Field field, String label) {
        return Schema.Property.of(Deal.TYPE, field, label).in(GROUP);
    }
}
