package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.record.Association;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {

    /** As Cliniko exports it (vendor page, section 4). */
    private static final String PATIENTS =
            "Patient ID,Title,First Name,Last Name,Preferred First Name,Date of Birth,Sex,Email,PhoneMobile,PhoneHome,"
                    + "PhoneWork,PhoneFax,PhoneOther,Address1,Address2,Address3,Time Zone,City,State,Post code,Country,"
                    + "Occupation,Emergency Contact,Medicare Number,Referral Type,Referral Type Subcategory,"
                    + "Referral Extra Information,Referring Doctor,Reference Number,Created At,Updated At,"
                    + "Next Appointment,Last Appointment,Birth Month,Last Practitioner Seen,Last Business Visited,"
                    + "Business Id,Unapplied Account Credit,Medical Alerts,Extra Information,Reminder Type,Invoice To,"
                    + "Invoice Email,Invoice Extra Info,Concession Type,Unsubscribed SMS marketing,First Appointment,"
                    + "First Practitioner Seen,Accepted Privacy Policy,Gender Identity,Pronouns,"
                    + "Gender (this field has been replaced),Appointment Notes,Medicare Reference Number,"
                    + "Accepts email marketing,Opening balance,Account Balance,Mobile Phones,Home Phones,Work Phones,"
                    + "Fax Phones,Other Phones,Receives Confirmation Emails,DVA card number,Follow-up Messages";

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z").withZone(ZoneOffset.ofHours(10));

    private final Reception reception = Reception.open();
    private final List<ClinikoImport.Problem> problems = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        reception.close();
    }

    @Test
    @Tag("CL-08")
    void exportedPatientsBecomeTheContactsThatTheLiveSyncKnows() throws IOException {
        String ada = reception.patient("Ada");
        String bo = reception.patient("Bo");
        Path file = file(PATIENTS, exported(ada), exported(bo));

        importPatients(file);

        assertThat(reception.crm.records(Contact.TYPE)).hasSize(2);
        assertThat(reception.contactOf(ada).value(Contact.EMAIL).plain()).isEqualToIgnoringCase("Ada@example.com");
        reception.pass();
        assertThat(reception.crm.records(Contact.TYPE)).hasSize(2);
        reception.surgery.clinic.editPatient(ada, Map.of("city", "Geelong"));
        reception.pass();
        assertThat(reception.contactOf(ada).value(Contact.CITY).plain()).isEqualTo("Geelong");
    }

    @Test
    @Tag("CL-08")
    void sameFileOnceMoreChangesNothing() throws IOException {
        Path file = file(PATIENTS, exported(reception.patient("Ada")), exported(reception.patient("Bo")));
        importPatients(file);

        assertThat(importPatients(file)).isZero();
        reception.pass();
        assertThat(importPatients(file)).isZero();
    }

    @Test
    @Tag("CL-08")
    void badRowsAreToldWithTheirLineAndTheRestGoesThrough() throws IOException {
        String ada = reception.patient("Ada");
        String bo = reception.patient("Bo");
        Path file = file(
                PATIENTS,
                exported(ada),
                "too,few,cells",
                row(Map.of("Patient ID", "none", "First Name", "Canary", "Last Name", "Sample")),
                row(Map.of("Patient ID", "17", "First Name", "Canary", "Date of Birth", "yesterday")),
                "",
                "18,\"open",
                exported(bo));

        importPatients(file);

        assertThat(reception.crm.records(Contact.TYPE)).hasSize(2);
        assertThat(problems).extracting(ClinikoImport.Problem::line).containsExactly(3L, 4L, 5L, 7L);
        assertThat(problems.toString()).contains("Date of Birth", "Patient ID").doesNotContain("Canary", "yesterday");
    }

    @Test
    @Tag("CL-08")
    void whatIsNotInTheFileMeansNothing() throws IOException {
        String ada = reception.patient("Ada");
        String bo = reception.patient("Bo");
        reception.surgery.clinic.editPatient(ada, Map.of("city", "Geelong"));
        reception.pass();

        importPatients(file("Patient ID,First Name,Last Name", ada + ",Ada,Sample"));

        assertThat(reception.contactOf(ada).value(Contact.CITY).plain()).isEqualTo("Geelong");
        assertThat(reception.contactOf(bo)).isNotNull();
    }

    @Test
    @Tag("CL-08")
    void olderExportNeverOverwritesWhatIsNewer() throws IOException {
        String ada = reception.patient("Ada");
        Path file = file(PATIENTS, exported(ada));
        reception.surgery.clock.advance(Duration.ofHours(1));
        reception.surgery.clinic.editPatient(ada, Map.of("last_name", "Lovelace"));
        reception.pass();

        importPatients(file);

        assertThat(reception.contactOf(ada).value(Contact.LAST_NAME).plain()).isEqualTo("Lovelace");
    }

    @Test
    @Tag("CL-08")
    void readingGoesOnAfterARestart() throws IOException {
        List<String> rows = new ArrayList<>(List.of(PATIENTS));
        for (int i = 0; i < 1_250; i++) {
            rows.add(row(Map.of("Patient ID", "" + (1000 + i), "First Name", "First" + i, "Last Name", "Sample")));
        }
        Path file = file(rows.toArray(String[]::new));
        reception.pass();
        try (ClinikoImport first = over(ClinikoImport.patients(file))) {
            SyncEngine engine = reception.over(first, ImportTest::unlimited);
            engine.backfill(ClinikoPlan.PATIENTS);
            engine.run();
            assertThat(first.rows()).isBetween(500L, 1_100L);
        }

        try (ClinikoImport second = over(ClinikoImport.patients(file))) {
            drain(reception.over(second, ImportTest::unlimited));
            assertThat(second.rows()).isLessThan(800);
        }

        assertThat(reception.crm.records(Contact.TYPE)).hasSize(1_250);
    }

    @Test
    void fileWithoutTheHeadingsIsRefusedWithTheirNames() throws IOException {
        Path file = file("Name,Age", "Ada,36");

        assertThatThrownBy(() -> over(ClinikoImport.patients(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Patient ID", "First Name", "Last Name");
    }

    @Test
    @Tag("CL-08")
    void headingThatStandsTwiceIsRefusedWhereItIsLookedFor() throws IOException {
        assertThatThrownBy(() ->
                        over(ClinikoImport.patients(file("Patient ID,First Name,Last Name,Email,EMAIL", "1,A,B,c,d"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Email");

        assertThat(over(ClinikoImport.patients(file("Patient ID,First Name,Last Name,Nobody's,Nobody's", "1,A,B,c,d"))))
                .isNotNull();
    }

    @Test
    @Tag("CL-09")
    void exportedAppointmentsOfYearsAgoBecomeDealsOfTheirPatients() throws IOException {
        String ada = reception.patient("Ada");
        String old = reception.appointment(ada, Duration.ofDays(-700));
        String missed = reception.appointment(ada, Duration.ofDays(-400));
        reception.pass();
        Path file = file(
                "Appointment ID,Patient ID,Patient Name,Starts At,Ends At,Updated At,Cancelled At,Did Not Arrive",
                appointment(old, ada, -700, "false"),
                appointment(missed, ada, -400, "true"));
        assertThat(reception.crm.records(Deal.TYPE)).isEmpty();

        importAppointments(ClinikoImport.appointments(file));

        var deal = reception.holding(Deal.TYPE, ClinikoPlan.APPOINTMENT_ID, old);
        assertThat(deal.value(Deal.STAGE).plain()).isEqualTo("completed");
        assertThat(deal.value(Association.to(Contact.TYPE).field()).plain())
                .isEqualTo(reception.contactOf(ada).ref().id());
        assertThat(reception
                        .holding(Deal.TYPE, ClinikoPlan.APPOINTMENT_ID, missed)
                        .value(Deal.STAGE)
                        .plain())
                .isEqualTo("did_not_arrive");
        assertThat(importAppointments(ClinikoImport.appointments(file))).isZero();
        reception.surgery.clinic.cancel("individual_appointments", old);
        reception.pass();
        assertThat(reception
                        .holding(Deal.TYPE, ClinikoPlan.APPOINTMENT_ID, old)
                        .value(Deal.STAGE)
                        .plain())
                .isEqualTo("cancelled");
    }

    @Test
    @Tag("CL-09")
    void badRowsOfAppointmentsAreToldAndTheRestGoesThrough() throws IOException {
        String ada = reception.patient("Ada");
        String old = reception.appointment(ada, Duration.ofDays(-700));
        reception.pass();
        Path file = file(
                "Appointment ID,Patient ID,Patient Name,Starts At,Ends At,Updated At,Cancelled At,Did Not Arrive",
                appointment("none", ada, -700, "false"),
                "7," + ada + ",Canary,yesterday,,,,",
                appointment(old, ada, -700, "false"));

        importAppointments(ClinikoImport.appointments(file));

        assertThat(problems).extracting(ClinikoImport.Problem::line).containsExactly(2L, 3L);
        assertThat(problems.toString()).contains("Starts At").doesNotContain("Canary", "yesterday");
        assertThat(reception.crm.records(Deal.TYPE)).hasSize(1);
    }

    @Test
    @Tag("CL-09")
    void headingsOfAppointmentsCanBeNamed() throws IOException {
        String ada = reception.patient("Ada");
        String old = reception.appointment(ada, Duration.ofDays(-700));
        reception.pass();
        Path file = file(
                "Nr;Kunde;Beginn;Ende",
                old + ";" + ada + ";" + moment(Duration.ofDays(-700)) + ";" + moment(Duration.ofDays(-699)));

        importAppointments(ClinikoImport.appointments(file)
                .heading("id", "Nr")
                .heading("patient_id", "Kunde")
                .heading("starts_at", "Beginn")
                .heading("ends_at", "Ende"));

        assertThat(reception.crm.records(Deal.TYPE)).hasSize(1);
        assertThatThrownBy(() -> over(ClinikoImport.appointments(file).heading("colour", "Farbe")))
                .hasMessageContaining("colour");
    }

    private int importPatients(Path file) {
        try (ClinikoImport patients = over(ClinikoImport.patients(file))) {
            SyncEngine engine = reception.over(patients, ImportTest::unlimited);
            engine.backfill(ClinikoPlan.PATIENTS);
            return drain(engine);
        }
    }

    private int importAppointments(ClinikoImport.Builder file) {
        try (ClinikoImport appointments = over(file.clock(reception.surgery.clock))) {
            SyncEngine engine = reception.over(appointments, ImportTest::unlimited);
            engine.backfill(ClinikoPlan.APPOINTMENTS);
            return drain(engine);
        }
    }

    private ClinikoImport over(ClinikoImport.Builder file) {
        return file.onProblem(problems::add).over(reception.surgery.builder().build());
    }

    private static ClinikoSettings.Builder unlimited(ClinikoSettings.Builder settings) {
        return settings.recordsPerRun(ClinikoSettings.Builder.UNLIMITED);
    }

    /** Runs until nothing is left; returns how much was written. */
    private static int drain(SyncEngine engine) {
        int writes = 0;
        SyncReport report = engine.run();
        writes += report.writes();
        for (int i = 0; report.more() && i < 50; i++) {
            report = engine.run();
            writes += report.writes();
        }
        assertThat(report.more()).isFalse();
        return writes;
    }

    private String exported(String patient) {
        Map<String, Object> there = reception.surgery.clinic.patient(patient);
        return row(Map.of(
                "Patient ID", patient,
                "First Name", String.valueOf(there.get("first_name")),
                "Last Name", String.valueOf(there.get("last_name")),
                "Email", String.valueOf(there.get("email")),
                "Created At", MOMENT.format(Instant.parse(String.valueOf(there.get("created_at")))),
                "Updated At", MOMENT.format(Instant.parse(String.valueOf(there.get("updated_at"))))));
    }

    private static String row(Map<String, String> cells) {
        return Arrays.stream(PATIENTS.split(",", -1))
                .map(heading -> cells.getOrDefault(heading, ""))
                .collect(Collectors.joining(","));
    }

    private String appointment(String id, String patient, int days, String missed) {
        return String.join(
                ",",
                id,
                patient,
                "Ada Sample",
                moment(Duration.ofDays(days)),
                moment(Duration.ofDays(days).plusMinutes(30)),
                moment(Duration.ofMinutes(-15)),
                "",
                missed);
    }

    private String moment(Duration ahead) {
        return MOMENT.format(reception.surgery.clock.instant().plus(ahead));
    }

    private Path file(String... lines) throws IOException {
        Path file = folder.resolve("export.csv");
        return Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    }
}
