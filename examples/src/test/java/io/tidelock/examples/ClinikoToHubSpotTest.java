package io.tidelock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.testkit.fake.FakeHttp.SocketFault;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.RequestPattern;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ClinikoToHubSpotTest {

    private static final String CONTACT_RECORD_CALL = ".*contacts.*(batch|search).*";

    @Test
    @Tag("CL-01")
    void thousandNewPatientsTakeTenPagesTenLookupsATierAndTenWrites() {
        try (ClinikoToHubSpot world = ClinikoToHubSpot.unlimited()) {
            world.patients(1_000);
            world.forgetCalls();

            SyncReport report = world.pass();

            assertThat(report.interruptions()).isEmpty();
            assertThat(report.count(Kind.CREATED)).isEqualTo(1_000);
            assertThat(world.cliniko.calls("GET /v1/patients"))
                    .as("ten pages, and one request for archived ones")
                    .isLessThanOrEqualTo(11);
            assertThat(world.hubspotCalls("POST .*contacts/batch/read")).isLessThanOrEqualTo(20);
            assertThat(world.hubspotCalls("POST .*contacts/batch/(create|upsert|update)"))
                    .isLessThanOrEqualTo(10);
        }
    }

    @Test
    @Tag("CL-05")
    void thousandUnchangedPatientsShownAgainTakeTenPagesAndNoContactCall() {
        try (ClinikoToHubSpot world = ClinikoToHubSpot.unlimited()) {
            world.patients(1_000);
            world.pass();
            world.cliniko
                    .patients()
                    .forEach(patient -> world.cliniko.editPatient(
                            String.valueOf(patient.get("id")), Map.of("notes", "only extra information")));
            world.forgetCalls();

            SyncReport report = world.pass();

            assertThat(report.unchanged()).isEqualTo(1_000);
            assertThat(world.cliniko.calls("GET /v1/patients"))
                    .as("ten pages, and one request for archived ones")
                    .isEqualTo(11);
            assertThat(world.hubspotCalls("POST .*contacts/batch.*")).isZero();
            assertThat(world.hubspotCalls(CONTACT_RECORD_CALL))
                    .as("the two flags' searches")
                    .isLessThanOrEqualTo(2);
            assertThat(report.quiet()).isTrue();
        }
    }

    @Test
    @Tag("CL-01")
    void hundredRecordsARunUntilNobodyIsLeft() {
        try (ClinikoToHubSpot world = new ClinikoToHubSpot(settings -> settings)) {
            world.patients(250);
            world.cliniko.createContact(Map.of("first_name", "Doc", "last_name", "Tor", "email", "doc@example.org"));

            assertThat(world.pass().writes()).isEqualTo(100);
            assertThat(world.pass().writes()).isEqualTo(100);
            assertThat(world.pass().writes()).isEqualTo(51);

            assertThat(world.contacts()).isEqualTo(251);
            assertThat(world.pass().writes()).isZero();
        }
    }

    @Test
    @Tag("CL-05")
    void extraInformationArrivesWhereTheSettingAsksForIt() {
        try (ClinikoToHubSpot world = new ClinikoToHubSpot(settings -> settings.extraInformation(true))) {
            String ada = world.patient("Ada", "Byron", "ada@example.com");
            world.pass();

            world.cliniko.editPatient(ada, Map.of("notes", "prefers mornings"));
            world.pass();

            assertThat(world.contactOf(ada)).containsEntry("cliniko_extra_information", "prefers mornings");
        }
    }

    @Test
    @Tag("CL-02")
    void patientsAndClinikoContactsAreToldApart() {
        try (ClinikoToHubSpot world = ClinikoToHubSpot.unlimited()) {
            String ada = world.patient("Ada", "Byron", "ada@example.com");
            world.cliniko.createContact(Map.of("first_name", "Doc", "last_name", "Tor", "email", "doc@example.org"));

            world.pass();

            assertThat(world.contactOf(ada)).containsEntry("cliniko_type", "patient");
            assertThat(world.hubspot.records("contacts").values())
                    .filteredOn(contact -> "Doc".equals(contact.get("firstname")))
                    .singleElement()
                    .satisfies(contact -> assertThat(contact).containsEntry("cliniko_type", "contact"));
        }
    }

    @Test
    @Tag("CL-02")
    void whoeverIsBothIsAPatientWhicheverCameFirst() {
        try (ClinikoToHubSpot world = ClinikoToHubSpot.unlimited()) {
            String ada = world.patient("Ada", "Byron", "ada@example.com");
            world.cliniko.createContact(Map.of("first_name", "Doc", "last_name", "Tor", "email", "doc@example.org"));
            world.pass();

            world.cliniko.createContact(Map.of("first_name", "Ada", "last_name", "Byron", "email", "ada@example.com"));
            String doctor = world.patient("Doc", "Tor", "doc@example.org");
            world.pass();

            assertThat(world.contacts()).isEqualTo(2);
            assertThat(List.of(world.contactOf(ada), world.contactOf(doctor))).allSatisfy(contact -> {
                assertThat(contact).containsEntry("cliniko_type", "patient").containsKey("cliniko_contact_id");
                assertThat(contact.get("cliniko_contact_id")).isNotEmpty();
            });
            assertThat(world.pass().writes()).isZero();
        }
    }

    @Test
    void twoPatientsWhoShareAnEmailStayTwoContactsAndItIsSaidSo() {
        try (ClinikoToHubSpot world = ClinikoToHubSpot.unlimited()) {
            String mother = world.patient("Ann", "Lee", "lee@example.com");
            String child = world.patient("Bo", "Lee", "lee@example.com");

            SyncReport report = world.pass();

            assertThat(world.contacts()).isEqualTo(2);
            assertThat(world.contactOf(mother)).containsEntry("email", "lee@example.com");
            assertThat(world.contactOf(child).get("email")).isNull();
            assertThat(report.verdicts())
                    .filteredOn(verdict -> verdict.kind() == Kind.KEPT_APART)
                    .singleElement()
                    .satisfies(verdict -> assertThat(verdict.reason()).contains("email", "somebody else's"));
            assertThat(world.pass().writes()).isZero();
        }
    }

    @Test
    @Tag("CL-10")
    @Tag("CL-11")
    void requestReachesClinikoOnceAndItsFlagIsReset() {
        try (ClinikoToHubSpot world = ClinikoToHubSpot.unlimited()) {
            String ada = world.patient("Ada", "Byron", "ada@example.com");
            world.pass();
            world.hubspot.edit(
                    "contacts",
                    world.contactIdOf(ada),
                    Map.of("lastname", "Lovelace", "mobilephone", "0400 000 001", "update_cliniko_patient", "Yes"));

            world.pass();

            assertThat(world.cliniko.patient(ada)).containsEntry("last_name", "Lovelace");
            assertThat(String.valueOf(world.cliniko.patient(ada).get("patient_phone_numbers")))
                    .contains("0400 000 001");
            assertThat(world.contactOf(ada)).containsEntry("update_cliniko_patient", "No");
            world.forgetCalls();
            assertThat(world.pass().writes()).isZero();
            assertThat(world.cliniko.calls("PATCH /v1/**")).isZero();
        }
    }

    @Test
    @Tag("CL-10")
    void requestOnAContactThatClinikoDoesNotKnowCreatesThePatientAndWritesItsIdBack() {
        try (ClinikoToHubSpot world = ClinikoToHubSpot.unlimited()) {
            String contact = world.hubspot.create(
                    "contacts",
                    Map.of("firstname", "Nora", "lastname", "New", "email", "nora@example.com", "zip", "3000"));
            world.hubspot.edit("contacts", contact, Map.of("update_cliniko_patient", "Yes"));

            world.pass();

            assertThat(world.cliniko.patients()).singleElement().satisfies(patient -> {
                assertThat(patient).containsEntry("last_name", "New").containsEntry("post_code", "3000");
                assertThat(world.contactIdOf(String.valueOf(patient.get("id")))).isEqualTo(contact);
            });
            world.pass();
            assertThat(world.cliniko.patients()).hasSize(1);
        }
    }

    @Test
    @Tag("CL-11")
    void flagStaysWhileClinikoRefusesAndTheReasonIsKnownWithoutTheValue() {
        try (ClinikoToHubSpot world = ClinikoToHubSpot.unlimited()) {
            String ada = world.patient("Ada", "Byron", "ada@example.com");
            world.pass();
            String contact = world.contactIdOf(ada);
            world.hubspot.edit("contacts", contact, Map.of("country", "Nowhereland", "update_cliniko_patient", "Yes"));

            world.pass();

            assertThat(world.contactOf(ada)).containsEntry("update_cliniko_patient", "Yes");
            assertThat(world.engine.parked(ClinikoPlan.PATIENTS))
                    .singleElement()
                    .satisfies(parked -> {
                        assertThat(parked.reason()).contains("country").doesNotContain("Nowhereland");
                        assertThat(parked.attempts()).isEqualTo(1);
                    });

            world.hubspot.edit("contacts", contact, Map.of("country", "NZ"));
            world.pass();
            assertThat(world.contactOf(ada)).containsEntry("update_cliniko_patient", "No");
            assertThat(world.cliniko.patient(ada)).containsEntry("country_code", "NZ");
            assertThat(world.engine.parked(ClinikoPlan.PATIENTS)).isEmpty();
        }
    }

    @Test
    void lostAnswerToACreationMakesNoSecondContact() {
        try (ClinikoToHubSpot world = ClinikoToHubSpot.unlimited()) {
            world.patients(5);
            world.hubspot.loseAnswer(
                    1, FakeHubSpot.on("POST", "/batch/upsert"), FakeResponse.json(502, "<html>bad gateway</html>"));

            world.pass();
            world.pass();

            assertThat(world.contacts()).isEqualTo(5);
            assertThat(world.pass().quiet()).isTrue();
        }
    }

    @Test
    void droppedConnectionAfterACreationMakesNoSecondContact() {
        try (ClinikoToHubSpot world = ClinikoToHubSpot.unlimited()) {
            world.patients(5);
            world.hubspotServer.breakNext(RequestPattern.of("POST /**/upsert"), SocketFault.ANSWER_LOST, 1);

            world.pass();
            world.pass();

            assertThat(world.contacts()).isEqualTo(5);
            assertThat(world.pass().quiet()).isTrue();
        }
    }

    @Test
    void dailyLimitOfTheCrmLosesNothing() {
        try (ClinikoToHubSpot world = ClinikoToHubSpot.unlimited()) {
            world.patients(5);
            world.hubspot.answerInstead(
                    1,
                    FakeHubSpot.on("POST", "/batch/read"),
                    FakeResponse.json(
                            429, "{\"status\":\"error\",\"errorType\":\"RATE_LIMIT\",\"policyName\":\"DAILY\"}"));

            SyncReport stopped = world.pass();
            assertThat(stopped.interruptions()).isNotEmpty();
            assertThat(stopped.resumeAt()).isPresent();

            world.clock.advance(Duration.ofHours(25));
            world.pass();
            assertThat(world.contacts()).isEqualTo(5);
        }
    }

    @Test
    void noSecretAndNoPersonalValueReachesAReport() {
        try (ClinikoToHubSpot world = ClinikoToHubSpot.unlimited()) {
            world.patient("Canaryfirst", "Canarylast", "canary.person@example.com");
            world.patient("Canaryfirst", "Canarylast", "canary.bad@-example.org");
            world.hubspot.answerInstead(
                    1, FakeHubSpot.on("POST", "/search"), FakeResponse.json(403, "{\"message\":\"canary-token\"}"));

            SyncReport report = world.pass();

            String everything =
                    report + " " + report.interruptions() + world.engine + world.engine.parked(ClinikoPlan.PATIENTS);
            assertThat(everything).doesNotContainIgnoringCase("canary");
        }
    }
}
