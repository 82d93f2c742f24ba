package io.tidelock.cliniko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.LineItem;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.PassLimit;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.PlanLint;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.mapping.Schedule;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Schema;
import io.tidelock.record.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ClinikoPlanTest {

    private final Plan plan = ClinikoPlan.of(ClinikoSettings.defaults());

    @Test
    @Tag("CL-01")
    void patientsAndContactsShareOneLimitEveryQuarterOfAnHour() {
        assertThat(List.of(flow("patients"), flow("contacts"))).allSatisfy(flow -> {
            assertThat(flow.type(Side.TARGET)).isEqualTo(Contact.TYPE);
            assertThat(flow.schedule()).isEqualTo(Schedule.every(Duration.ofMinutes(15)));
            assertThat(flow.limit()).contains(new PassLimit("people", 100));
        });
    }

    @Test
    @Tag("CL-03")
    @Tag("CL-04")
    void appointmentsAndInvoicesHaveTheSameRhythmAndLimitsOfTheirOwn() {
        assertThat(plan.flows())
                .extracting(Flow::id)
                .containsExactly(
                        "patients", "contacts", "archived patients", "appointments", "invoices", "invoice items");
        assertThat(plan.flows())
                .allSatisfy(flow -> assertThat(flow.schedule()).isEqualTo(Schedule.every(Duration.ofMinutes(15))));
        assertThat(flow("appointments").limit()).contains(new PassLimit("appointments", 100));
        assertThat(flow("invoices").limit()).contains(new PassLimit("invoices", 100));
        assertThat(flow("invoice items").limit()).contains(new PassLimit("invoices", 100));
    }

    @Test
    @Tag("CL-01")
    void rhythmAndLimitAreSettings() {
        Plan wanted = ClinikoPlan.of(ClinikoSettings.builder()
                .every(Duration.ofHours(1))
                .recordsPerRun(ClinikoSettings.Builder.UNLIMITED)
                .build());

        assertThat(wanted.flows()).allSatisfy(flow -> {
            assertThat(flow.schedule()).isEqualTo(Schedule.every(Duration.ofHours(1)));
            assertThat(flow.limit()).isEmpty();
        });
    }

    @Test
    @Tag("CL-02")
    void typePropertyTellsPatientsFromContacts() {
        assertThat(property(plan, ClinikoPlan.KIND).options()).containsExactly("patient", "contact");
        assertThat(shownKind("patients", Patient.TYPE.name())).isEqualTo("patient");
        assertThat(shownKind("contacts", ClinikoContact.TYPE.name())).isEqualTo("contact");
    }

    @Test
    void idsAreKeptInUniqueProperties() {
        assertThat(flow("patients").idField()).contains(ClinikoPlan.PATIENT_ID);
        assertThat(flow("contacts").idField()).contains(ClinikoPlan.CONTACT_ID);
        assertThat(property(plan, ClinikoPlan.PATIENT_ID).unique()).isTrue();
        assertThat(property(plan, ClinikoPlan.CONTACT_ID).unique()).isTrue();
    }

    @Test
    @Tag("CL-10")
    void clinikoIsWrittenOnlyOnRequest() {
        assertThat(flow("patients").requestFlag())
                .contains(RequestFlag.yesNo(Field.choice("update_cliniko_patient"))
                        .showingFailuresIn(Field.text("update_cliniko_patient_status")));
        assertThat(flow("contacts").requestFlag())
                .contains(RequestFlag.yesNo(Field.choice("update_cliniko_contact"))
                        .showingFailuresIn(Field.text("update_cliniko_contact_status")));
        assertThat(property(plan, ClinikoPlan.UPDATE_PATIENT).label()).isEqualTo("Update Cliniko patient");
        assertThat(property(plan, ClinikoPlan.UPDATE_CONTACT).label()).isEqualTo("Update Cliniko contact");
        assertThat(plan.flows()).noneMatch(flow -> flow.follows(Side.TARGET));
    }

    @Test
    @Tag("CL-10")
    void theseFieldsGoBackToCliniko() {
        assertThat(writtenBack("patients"))
                .containsExactlyInAnyOrder(
                        Patient.FIRST_NAME,
                        Patient.LAST_NAME,
                        Patient.HOME_PHONE,
                        Patient.MOBILE_PHONE,
                        Patient.ADDRESS_1,
                        Patient.CITY,
                        Patient.STATE,
                        Patient.POST_CODE,
                        Patient.COUNTRY_CODE,
                        Patient.EMAIL,
                        Patient.GENDER_IDENTITY,
                        Patient.DATE_OF_BIRTH,
                        Patient.REFERRAL_SOURCE);
        assertThat(writtenBack("contacts")).hasSize(10).allMatch(ClinikoContact.FIELDS::contains);
    }

    @Test
    void extraInformationStaysInClinikoUnlessAskedFor() {
        Plan wanted =
                ClinikoPlan.of(ClinikoSettings.builder().extraInformation(true).build());

        assertThat(targets(plan)).doesNotContain(ClinikoPlan.EXTRA_INFORMATION);
        assertThat(targets(wanted)).contains(ClinikoPlan.EXTRA_INFORMATION);
        assertThat(property(wanted, ClinikoPlan.EXTRA_INFORMATION).type()).isEqualTo(Contact.TYPE);
    }

    @Test
    void preferredFirstNameHasAPropertyOfItsOwn() {
        Plan wanted = ClinikoPlan.of(
                ClinikoSettings.builder().preferredFirstName(true).build());

        assertThat(targets(plan)).doesNotContain(ClinikoPlan.PREFERRED_FIRST_NAME);
        assertThat(wanted.flows())
                .filteredOn(flow -> List.of("patients", "contacts").contains(flow.id()))
                .allSatisfy(flow -> assertThat(flow.mappings())
                        .filteredOn(
                                mapping -> mapping.field(Side.TARGET).equals(java.util.Optional.of(Contact.FIRST_NAME)))
                        .hasSize(1));
        assertThat(targets(wanted)).contains(ClinikoPlan.PREFERRED_FIRST_NAME);
    }

    @Test
    void whoAsksForAWriteToClinikoWinsUnlessSaidOtherwise() {
        assertThat(plan.flows())
                .flatExtracting(Flow::mappings)
                .filteredOn(mapping -> mapping.direction().writesSource())
                .allMatch(mapping -> mapping.onConflict() == ConflictPolicy.TARGET_WINS
                        && mapping.onFirstLink() == ConflictPolicy.HOLD);
    }

    @Test
    void sameNameNeedsTheSameMobileInWhateverForm() {
        MatchRule rule = flow("patients").matchRules().get(1);
        Record patient = person(
                RecordRef.of(Patient.TYPE, "1"),
                Patient.LAST_NAME,
                Patient.FIRST_NAME,
                Patient.MOBILE_PHONE,
                "0400 000 001");
        Record same = person(
                RecordRef.of(Contact.TYPE, "2"),
                Contact.LAST_NAME,
                Contact.FIRST_NAME,
                Contact.MOBILE_PHONE,
                "+61 400 000 001");
        Record other = person(
                RecordRef.of(Contact.TYPE, "3"),
                Contact.LAST_NAME,
                Contact.FIRST_NAME,
                Contact.MOBILE_PHONE,
                "+61 400 000 002");

        assertThat(rule.keyOf(Side.SOURCE, patient)).isPresent().isEqualTo(rule.keyOf(Side.TARGET, same));
        assertThat(rule.keyOf(Side.TARGET, other)).isNotEqualTo(rule.keyOf(Side.SOURCE, patient));
    }

    @Test
    void everyCustomPropertyThatIsMappedIsDeclared() {
        Plan everything = everything();

        assertThat(targets(everything))
                .filteredOn(field -> !Contact.FIELDS.contains(field)
                        && !Deal.FIELDS.contains(field)
                        && !LineItem.FIELDS.contains(field)
                        && Association.of(field.name()).isEmpty())
                .allMatch(field -> everything.crmSchema().properties().stream()
                        .anyMatch(property -> property.field().equals(field)));
    }

    @Test
    @Tag("CL-16")
    void everyPropertyGroupPipelineAndStageOfThePlanIsInTheDocs() throws IOException {
        String page = Files.readString(Path.of("../docs/integrations/cliniko.md"));

        assertThat(page)
                .as("generated from the plan; paste it if the plan changed")
                .contains(PlanPage.of(everything()));
    }

    @Test
    void lintFindsNothing() {
        assertThat(PlanLint.of(plan).findings()).isEmpty();
        assertThat(PlanLint.of(everything()).findings()).isEmpty();
    }

    @Test
    void nonsenseIsReportedAtOnce() {
        ClinikoSettings.Builder nonsense = ClinikoSettings.builder()
                .revision(0)
                .every(Duration.ZERO)
                .recordsPerRun(-1)
                .defaultRegion("Australia")
                .individualAppointmentsDaysForward(-1)
                .appointmentDaysBack(5_000)
                .appointments(false)
                .caseNotes(true);

        assertThatThrownBy(nonsense::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "revision is 0",
                        "every is PT0S",
                        "recordsPerRun is -1",
                        "Australia",
                        "individualAppointmentsDaysForward is -1",
                        "appointmentDaysBack is 5000",
                        "caseNotes is on without appointments");
    }

    private static Plan everything() {
        return ClinikoPlan.of(ClinikoSettings.builder()
                .extraInformation(true)
                .preferredFirstName(true)
                .caseNotes(true)
                .groupAttendees(true)
                .build());
    }

    private Flow flow(String id) {
        return plan.flows().stream()
                .filter(flow -> flow.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private String shownKind(String flow, String type) {
        Record record = Record.of(RecordRef.of(io.tidelock.record.RecordType.of(type), "1"))
                .build();
        return flow(flow).mappings().stream()
                .filter(mapping -> mapping.field(Side.TARGET).orElseThrow().equals(ClinikoPlan.KIND))
                .map(mapping -> mapping.shown(Side.SOURCE, record).plain())
                .findFirst()
                .orElseThrow();
    }

    private List<Field> writtenBack(String flow) {
        return flow(flow).mappings().stream()
                .filter(mapping -> mapping.direction().writesSource())
                .map(mapping -> mapping.field(Side.SOURCE).orElseThrow())
                .toList();
    }

    private static List<Field> targets(Plan plan) {
        return plan.flows().stream()
                .flatMap(flow -> flow.mappings().stream())
                .map((FieldMapping mapping) -> mapping.field(Side.TARGET).orElseThrow())
                .toList();
    }

    private static Schema.Property property(Plan plan, Field field) {
        return plan.crmSchema().properties().stream()
                .filter(property -> property.field().equals(field))
                .findFirst()
                .orElseThrow();
    }

    private static Record person(RecordRef ref, Field last, Field first, Field mobile, String number) {
        return Record.of(ref)
                .set(last, "Sample")
                .set(first, "Pat")
                .set(mobile, number)
                .build();
    }
}
