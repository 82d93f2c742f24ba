package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.crm.Contact;
import io.tidelock.engine.ConfigurationException;
import io.tidelock.engine.KeyUse;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Schema;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRotationTest {

    private static final String OLD = "sixteen bytes or more";
    private static final String NEW = "another sixteen bytes";

    @Test
    void everyPairIsTakenOverWithoutAWrite() {
        Clinic clinic = filled(twoWay(), 250);

        rotate(clinic);
        SyncReport report = clinic.pass();

        assertThat(report.writes()).isZero();
        assertThat(clinic.clinic.calls().reads()).isEqualTo(3);
        assertThat(clinic.crm.calls().reads()).isEqualTo(3);
        assertThat(clinic.engine.keys()).extracting(KeyUse::current).containsExactly(true, false);
        assertThat(clinic.engine.keys()).extracting(KeyUse::links).containsExactly(250L, 0L);
        assertThat(clinic.pass().quiet()).isTrue();
        dropTheFormer(clinic);
        assertThat(clinic.pass().quiet()).isTrue();
        assertThat(clinic.engine.keys()).extracting(KeyUse::links).containsExactly(250L);
    }

    @Test
    void takenOverPairsGoOnAsBefore() {
        Clinic clinic = twoWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        rotated(clinic);
        dropTheFormer(clinic);

        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.crm.edit(clinic.contactOf(ada), Contact.LAST_NAME, "Lovelace");
        clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("London");
        assertThat(clinic.clinic.value(ada, Clinic.LAST)).isEqualTo("Lovelace");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void editsMadeWhileTheKeyChangesAreNotLost() {
        Clinic clinic = twoWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        RecordRef cy = clinic.patient("Cy", "Poe", "cy@example.com", null);
        settle(clinic);
        clinic.clinic.editUnseen(ada, Clinic.CITY, "London");
        clinic.crm.editUnseen(clinic.contactOf(bo), Contact.CITY, "Oslo");
        clinic.clinic.editUnseen(cy, Clinic.CITY, "Rome");
        clinic.crm.editUnseen(clinic.contactOf(cy), Contact.CITY, "Paris");

        rotate(clinic);
        assertThat(clinic.pass().writes()).as("restating writes nothing").isZero();
        assertThat(clinic.engine.keys()).extracting(KeyUse::links).containsExactly(3L, 0L);
        dropTheFormer(clinic);
        clinic.engine.reconcile("patients");
        SyncReport report = clinic.pass();

        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("London");
        assertThat(clinic.clinic.value(bo, Clinic.CITY)).isEqualTo("Oslo");
        assertThat(report.count(Kind.HELD)).isEqualTo(1);
        assertThat(clinic.clinic.value(cy, Clinic.CITY)).isEqualTo("Rome");
        assertThat(clinic.crm.value(clinic.contactOf(cy), Contact.CITY)).isEqualTo("Paris");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void editsThatAFeedShowsWhileTheKeyChangesAreComparedUnderTheFormerKey() {
        Clinic clinic = twoWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        settle(clinic);
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.clinic.touch(bo);

        rotate(clinic);
        SyncReport report = clinic.pass();

        assertThat(report.writes()).isEqualTo(1);
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("London");
        assertThat(clinic.engine.keys()).extracting(KeyUse::links).containsExactly(2L, 0L);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void conflictThatIsHeldStaysHeld() {
        Clinic clinic = twoWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        settle(clinic);
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.crm.edit(clinic.contactOf(ada), Contact.CITY, "Paris");
        clinic.pass();

        rotated(clinic);
        dropTheFormer(clinic);
        clinic.engine.reconcile("patients");
        assertThat(clinic.pass().writes()).isZero();

        clinic.crm.edit(clinic.contactOf(ada), Contact.CITY, "Rome");
        assertThat(clinic.pass().count(Kind.HELD)).isZero();
        clinic.clinic.edit(ada, Clinic.CITY, "Oslo");
        clinic.pass();
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY)).isEqualTo("Oslo");
    }

    @Test
    void changeOfKeyGoesOnAfterADeathAnywhere() {
        Steps counting = new Steps();
        String undisturbed = die(counting, 0);
        for (int deadly = 1; deadly <= counting.taken(); deadly++) {
            assertThat(die(new Steps(), deadly)).as("killed at step %d", deadly).isEqualTo(undisturbed);
        }
        assertThat(counting.taken()).isGreaterThan(20);
    }

    private static String die(Steps steps, int deadly) {
        Clinic clinic = Clinic.setup()
                .store(steps.watch(new InMemoryStore()))
                .back(ConflictPolicy.HOLD)
                .build();
        filled(clinic, 5);
        List<RecordRef> patients = clinic.clinic.records(Clinic.PATIENT).stream()
                .map(record -> record.ref())
                .toList();
        clinic.clinic.watch(steps);
        clinic.crm.watch(steps);
        rotate(clinic);
        clinic.clinic.edit(patients.get(0), Clinic.CITY, "London");
        clinic.crm.edit(clinic.contactOf(patients.get(1)), Contact.CITY, "Oslo");
        steps.dieAt(deadly);
        SyncReport last = pass(clinic);
        for (int passes = 0; passes < 4; passes++) {
            last = pass(clinic);
        }
        return clinic.crm.value(clinic.contactOf(patients.get(0)), Contact.CITY)
                + clinic.clinic.value(patients.get(1), Clinic.CITY)
                + clinic.engine.keys()
                + last.quiet()
                + clinic.parked();
    }

    private static SyncReport pass(Clinic clinic) {
        try {
            return clinic.pass();
        } catch (Steps.Crash died) {
            clinic.restart();
            return clinic.pass();
        }
    }

    @Test
    void wrongKeyIsNoticedBeforeAnythingIsCalledOrStored() {
        Clinic clinic = filled(twoWay(), 3);
        clinic.clinic.edit(clinic.clinic.records(Clinic.PATIENT).get(0).ref(), Clinic.CITY, "Rome");
        clinic.key = NEW;
        clinic.restart();

        assertThatThrownBy(clinic::pass)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("fingerprint key of integration clinic-1")
                .hasMessageContaining("formerFingerprintKey(")
                .hasMessageNotContaining(NEW);

        assertThat(clinic.clinic.calls().total() + clinic.crm.calls().total()).isZero();
        clinic.key = OLD;
        clinic.restart();
        assertThat(clinic.pass().writes()).isEqualTo(1);
    }

    @Test
    void keyThatPairsStillNeedCannotBeGivenUp() {
        Clinic clinic = filled(twoWay(), 1_100);
        rotate(clinic);
        assertThat(clinic.pass().more()).isTrue();
        assertThat(clinic.engine.keys()).extracting(KeyUse::links).containsExactly(1_000L, 100L);

        dropTheFormer(clinic);

        assertThatThrownBy(clinic::pass)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("100 linked pairs");
        clinic.formerKeys = List.of(OLD);
        clinic.restart();
        clinic.pass();
        dropTheFormer(clinic);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void creationLostUnderTheFormerKeyIsAdoptedWithWhatItSettled() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.SOURCE_WINS).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.crm.failNext(Fault.answerLost());
        clinic.pass();
        clinic.crm.edit(clinic.contactOf(ada), Contact.LAST_NAME, "Lovelace");

        rotated(clinic);

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.clinic.value(ada, Clinic.LAST)).isEqualTo("Lovelace");
        assertThat(clinic.engine.keys()).extracting(KeyUse::links).containsExactly(1L, 0L);
    }

    @Test
    void creationLostUnderTheFormerKeyIsRecognisedByItsFields() {
        Clinic clinic = Clinic.setup()
                .back(ConflictPolicy.SOURCE_WINS)
                .flow(Flow.Builder::createsBothWays)
                .business(ProbedConnector::byEmail)
                .build();
        clinic.contact("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.failNext(Fault.answerLost());
        clinic.pass();

        rotated(clinic);

        assertThat(clinic.clinic.records(Clinic.PATIENT)).hasSize(1);
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void updateLostUnderTheFormerKeyIsNoEditOfThePeopleThere() {
        Clinic clinic = twoWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        settle(clinic);
        RecordRef contact = clinic.contactOf(ada);
        clinic.crm.edit(contact, Contact.CITY, "Paris");
        clinic.clinic.failNext(Fault.answerLost());
        clinic.pass();
        clinic.crm.edit(contact, Contact.CITY, "Rome");

        rotate(clinic);
        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.HELD)).isZero();
        assertThat(clinic.clinic.value(ada, Clinic.CITY)).isEqualTo("Rome");
        settle(clinic);
        assertThat(clinic.engine.keys()).extracting(KeyUse::links).containsExactly(1L, 0L);
    }

    @Test
    void elementsThatASideDropsWhileTheKeyChangesAreDropped() {
        Clinic clinic = Clinic.setup()
                .clinic(system -> system.type(
                        Clinic.PATIENT,
                        List.of(Clinic.FIRST, Clinic.LAST, Clinic.EMAIL, Clinic.MOBILE, Clinic.CITY, SetTest.GROUPS)))
                .crm(crm -> crm.property(Schema.Property.of(Contact.TYPE, SetTest.TAGS, "Tags")))
                .back(ConflictPolicy.HOLD)
                .flow(flow -> flow.map(
                        FieldMapping.from(SetTest.GROUPS).to(SetTest.TAGS).twoWay()))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.edit(ada, SetTest.GROUPS, "a;b;c");
        settle(clinic);
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.editUnseen(ada, SetTest.GROUPS, "b;c");
        clinic.crm.editUnseen(contact, SetTest.TAGS, "a;b;theirs");

        rotate(clinic);
        settle(clinic);
        dropTheFormer(clinic);
        clinic.engine.reconcile("patients");
        clinic.pass();

        assertThat(clinic.crm.value(contact, SetTest.TAGS)).isEqualTo("b;theirs");
        assertThat(clinic.clinic.value(ada, SetTest.GROUPS)).isEqualTo("b;theirs");
    }

    @Test
    void quarantinedRecordsRestOverAChangeOfKey() {
        Clinic clinic = twoWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.crm.refuse(operation -> true, "CLOSED");
        clinic.pass();
        clinic.crm.acceptAll();
        clinic.clinic.touch(ada);

        rotate(clinic);

        assertThat(clinic.pass().writes()).as("it is due by schedule").isZero();
    }

    private static Clinic twoWay() {
        return Clinic.setup().back(ConflictPolicy.HOLD).build();
    }

    private static Clinic filled(Clinic clinic, int patients) {
        for (int i = 0; i < patients; i++) {
            clinic.patient("First" + i, "Last" + i, "p" + i + "@example.com", null);
        }
        settle(clinic);
        clinic.clinic.resetCalls();
        clinic.crm.resetCalls();
        return clinic;
    }

    private static void settle(Clinic clinic) {
        for (int passes = 0; !clinic.pass().quiet(); passes++) {
            assertThat(passes).isLessThan(10);
        }
    }

    /** Starts the process anew with a new key, the old one as the former. */
    private static void rotate(Clinic clinic) {
        clinic.key = NEW;
        clinic.formerKeys = List.of(OLD);
        clinic.restart();
    }

    private static void rotated(Clinic clinic) {
        clinic.pass();
        rotate(clinic);
        settle(clinic);
    }

    private static void dropTheFormer(Clinic clinic) {
        clinic.formerKeys = List.of();
        clinic.restart();
    }
}
