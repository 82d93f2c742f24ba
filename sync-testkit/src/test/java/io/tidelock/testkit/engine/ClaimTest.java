package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.crm.Contact;
import io.tidelock.engine.Inbox;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.ContestedKey;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.PhoneNumbers;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.record.Field;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ClaimTest {

    private static final Field NUMBER = Field.phone("number");

    @Test
    void twoFlowsWithOneKeyMakeOneContactAlthoughTheIndexLags() {
        Clinic clinic = callers(Duration.ofMinutes(5));
        clinic.patient("Ada", "Byron", null, "0400 000 001");
        caller(clinic, "0400000001");

        clinic.pass();
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void claimLeadsALaterPassToARecordThatTheIndexDoesNotShowYet() {
        Clinic clinic = callers(Duration.ofMinutes(30));
        clinic.patient("Ada", "Byron", null, "0400 000 001");
        clinic.pass();
        caller(clinic, "+61 400 000 001");

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.LINKED)).isEqualTo(1);
        assertThat(clinic.contacts()).hasSize(1);
    }

    @Test
    void claimWonUnderAFormerKeyLeadsToTheRecordStill() {
        Clinic clinic = callers(Duration.ofMinutes(30));
        clinic.patient("Ada", "Byron", null, "0400 000 001");
        clinic.pass();
        caller(clinic, "+61 400 000 001");

        rotate(clinic);
        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.LINKED)).isEqualTo(1);
        assertThat(clinic.contacts()).hasSize(1);
    }

    @Test
    void creationUnderWayUnderAFormerKeyKeepsItsClaim() {
        Clinic clinic = callers(Duration.ofMinutes(30));
        clinic.patient("Ada", "Byron", null, "0400 000 001");
        caller(clinic, "+61 400 000 001");
        SyncEngine other = clinic.engine;
        rotate(clinic);
        SyncEngine rotated = clinic.engine;
        clinic.crm.watch(new Once(Call.Kind.WRITE, rotated::runNow));

        other.runNow();
        clinic.pass();
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
    }

    @Test
    void counterpartSeenBeforeItIsKnownToBeOneGetsNoneOfItsOwn() {
        Clinic clinic = lostAndHidden(Flow.Builder::createsBothWays);
        RecordRef contact = clinic.contact("Ada", "Byron", null, "0400 000 001");

        seePatientBeforeItIsKnown(clinic);

        assertOnePair(clinic, contact);
    }

    @Test
    void counterpartSomebodyAskedForGetsNoneOfItsOwnEither() {
        Clinic clinic = lostAndHidden(flow -> flow.onRequest(RequestFlag.yesNo(Clinic.UPDATE)));
        RecordRef contact = clinic.contact("Ada", "Byron", null, "0400 000 001");
        clinic.crm.edit(contact, Clinic.UPDATE, "Yes");
        Inbox inbox = Inbox.builder().store(clinic.store).clock(clinic.clock).build();
        inbox.hint(IntegrationId.of("clinic-1"), Party.CRM, List.of(contact));

        seePatientBeforeItIsKnown(clinic);

        assertOnePair(clinic, contact);
    }

    /** Whoever is created at the clinic is recognised late, and the CRM's index shows a contact later still. */
    private static Clinic lostAndHidden(UnaryOperator<Flow.Builder> change) {
        return Clinic.setup()
                .back(ConflictPolicy.SOURCE_WINS)
                .flow(change)
                .clinic(system -> system.searchLag(Duration.ofMinutes(5)))
                .crm(crm -> crm.searchLag(Duration.ofMinutes(30)))
                .business(system -> new ProbedConnector(system, Clinic.MOBILE, Duration.ofMinutes(10)))
                .build();
    }

    private static void seePatientBeforeItIsKnown(Clinic clinic) {
        clinic.clinic.failNext(Fault.answerLost());
        clinic.pass();
        assertThat(clinic.clinic.records(Clinic.PATIENT)).hasSize(1);
        clinic.pass();
        clinic.pass();
        assertThat(clinic.contacts()).hasSize(1);
    }

    private static void assertOnePair(Clinic clinic, RecordRef contact) {
        clinic.clock.advance(Duration.ofHours(1));
        clinic.pass();
        clinic.pass();

        assertThat(clinic.clinic.records(Clinic.PATIENT))
                .singleElement()
                .satisfies(
                        patient -> assertThat(clinic.contactOf(patient.ref())).isEqualTo(contact));
        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.parked()).isEmpty();
    }

    private static void rotate(Clinic clinic) {
        clinic.formerKeys = List.of(clinic.key);
        clinic.key = "another sixteen bytes";
        clinic.restart();
    }

    @Test
    void claimOnAKeyThatTheRecordNoLongerHoldsIsGivenUp() {
        Clinic clinic = callers(Duration.ofMinutes(30));
        RecordRef ada = clinic.patient("Ada", "Byron", null, "0400 000 001");
        clinic.pass();
        clinic.crm.edit(clinic.contactOf(ada), Contact.MOBILE_PHONE, "0400 000 002");
        caller(clinic, "0400 000 001");

        clinic.pass();

        assertThat(clinic.contacts()).hasSize(2);
    }

    @Test
    void claimsOfRefusedCreationsAreGivenUp() {
        Clinic clinic = callers(Duration.ZERO);
        clinic.patient("Ada", "Byron", null, "0400 000 001");
        clinic.crm.refuse(operation -> true, "CLOSED");
        clinic.pass();
        clinic.crm.acceptAll();
        caller(clinic, "0400 000 001");

        clinic.pass();

        assertThat(clinic.contacts()).as("the caller's").hasSize(1);
    }

    @Test
    void twinsInOneBatchAreTwoContactsAndOneKeepsTheKey() {
        Clinic clinic =
                Clinic.setup().crm(crm -> crm.searchLag(Duration.ofMinutes(1))).build();
        for (int i = 0; i < 3; i++) {
            clinic.patient("Ann" + i, "Lee", "lee@example.com", null);
        }

        SyncReport report = clinic.pass();

        assertThat(clinic.contacts()).hasSize(3);
        assertThat(report.count(Kind.KEPT_APART)).isEqualTo(2);
        assertThat(clinic.contacts())
                .filteredOn(contact -> contact.value(Contact.EMAIL).isPresent())
                .hasSize(1);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void keyThatItsHolderGaveUpArrivesWithTheNextEdit() {
        Clinic clinic = Clinic.oneWay();
        RecordRef mother = clinic.patient("Ann", "Lee", "lee@example.com", null);
        RecordRef child = clinic.patient("Bo", "Lee", "lee@example.com", null);
        clinic.pass();
        clinic.clinic.edit(child, Clinic.CITY, "Oslo");
        SyncReport contested = clinic.pass();
        RecordRef contact = clinic.contactOf(child);
        assertThat(contested.count(Kind.UPDATED)).isEqualTo(1);
        assertThat(clinic.crm.value(contact, Contact.CITY)).isEqualTo("Oslo");
        assertThat(clinic.crm.value(contact, Contact.EMAIL)).isNull();

        clinic.clinic.edit(mother, Clinic.EMAIL, "ann@example.com");
        clinic.pass();
        clinic.clinic.edit(child, Clinic.CITY, "Rome");
        clinic.pass();

        assertThat(clinic.crm.value(contact, Contact.EMAIL)).isEqualTo("lee@example.com");
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void contestedKeyIsForAPersonWhereThePlanSaysSo() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.onContestedKey(ContestedKey.DISPUTE))
                .build();
        clinic.patient("Ann", "Lee", "lee@example.com", null);
        clinic.pass();
        clinic.patient("Bo", "Lee", "lee@example.com", null);

        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.parked()).containsExactly("KEY_CONTESTED");
    }

    @Test
    void namesakeWithTheSameNumberIsForAPersonWhereThePlanSaysSo() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.onContestedKey(ContestedKey.DISPUTE))
                .build();
        clinic.patient("Ann", "Lee", null, "0400 000 001");
        clinic.pass();
        clinic.patient("Ann", "Lee", null, "0400 000 001");

        clinic.pass();

        assertThat(clinic.contacts()).as("no system would refuse a second one").hasSize(1);
        assertThat(clinic.parked()).containsExactly("KEY_CONTESTED");
    }

    @Test
    void batchWhoseRulesMeetOnOneContactLinksItOnce() {
        Clinic clinic = Clinic.oneWay();
        clinic.contact("Ada", "Byron", "ada@example.com", "0400 000 001");
        clinic.patient("A.", "B.", "ada@example.com", null);
        clinic.patient("Ada", "Byron", null, "0400 000 001");

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.LINKED)).isEqualTo(1);
        assertThat(clinic.contacts()).hasSize(2);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void contactThatCarriesAnIdButBelongsToAnotherIsForAPerson() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        RecordRef contact = clinic.contactOf(ada);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.crm.edit(contact, Clinic.PATIENT_ID, bo.id());

        clinic.pass();

        assertThat(clinic.parked()).containsExactly("ID_CONTESTED");
        assertThat(clinic.crm.value(contact, Contact.FIRST_NAME)).isEqualTo("Ada");
    }

    /** Patients and callers become contacts by their numbers, which only the index finds. */
    private static Clinic callers(Duration lag) {
        UnaryOperator<String> e164 = PhoneNumbers.e164("AU");
        MatchRule byNumber = MatchRule.on(Clinic.MOBILE, Contact.MOBILE_PHONE, e164);
        Converter international =
                Converter.of("e164", 1, number -> Value.text(e164.apply(number.plain())), number -> number);
        Flow callers = Flow.toCrm("callers", Leads.LEAD, Contact.TYPE)
                .match(MatchRule.on(NUMBER, Contact.MOBILE_PHONE, e164))
                .map(FieldMapping.from(NUMBER)
                        .to(Contact.MOBILE_PHONE)
                        .converted(international)
                        .createOnly())
                .build();
        return Clinic.setup()
                .clinic(system -> system.type(Leads.LEAD, List.of(NUMBER)))
                .crm(crm -> crm.searchLag(lag))
                .flow(flow -> flow.match(byNumber))
                .plan(plan -> plan.flow(callers))
                .build();
    }

    private static void caller(Clinic clinic, String number) {
        clinic.clinic.create(Leads.LEAD, Map.of(NUMBER, number));
    }
}
