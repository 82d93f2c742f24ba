package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.RequestRejectedException;
import io.tidelock.crm.Contact;
import io.tidelock.engine.ConfigurationException;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.Condition;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Backfills of some of what there was before activation: by a filter, and by name. */
class BackfillFilterTest {

    private static final Condition EVEN = filter("even", 1, BackfillFilterTest::isEven);

    /** What engines that are built from now on are given. */
    private final List<Condition> given = new ArrayList<>(List.of(EVEN));

    @Test
    void onlyWhatTheFilterSelectsIsTaken() {
        Clinic clinic = old(6);

        clinic.engine.backfill("patients", "even");
        clinic.pass();

        assertThat(numbers(clinic)).containsExactly(0, 2, 4);
        assertThat(clinic.engine.status().flow("patients").backfilling()).isFalse();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void momentAndFilterNarrowItTogether() {
        Clinic clinic = old(4);
        clinic.clock.advance(Duration.ofHours(1));
        clinic.clinic.touch(patient(clinic, 1));
        clinic.clinic.touch(patient(clinic, 2));
        clinic.clock.advance(Duration.ofHours(1));
        clinic.pass();

        clinic.engine.backfill("patients", clinic.clock.instant().minus(Duration.ofMinutes(90)), "even");
        clinic.pass();

        assertThat(numbers(clinic)).containsExactly(2);
    }

    @Test
    void filterHoldsOverPassesAndRestarts() {
        Clinic clinic = old(50);
        clinic.engine.backfill("patients", "even");

        clinic.pass();
        assertThat(numbers(clinic)).as("ten pages of two").hasSize(10);
        clinic.restart();
        clinic.pass();
        clinic.restart();
        clinic.pass();

        assertThat(numbers(clinic)).hasSize(25).allMatch(number -> number % 2 == 0);
    }

    @Test
    void backfillWithoutAFilterTakesEverythingAgain() {
        Clinic clinic = old(4);
        clinic.engine.backfill("patients", "even");
        clinic.pass();

        clinic.engine.backfill("patients");
        clinic.pass();

        assertThat(numbers(clinic)).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void engineThatWasNotGivenTheFilterSaysSoAndLeavesTheRestToOneThatWas() {
        Clinic clinic = old(30);
        clinic.engine.backfill("patients", "even");
        clinic.pass();

        given.clear();
        clinic.restart();
        RecordRef live = clinic.patient("Live", "One", "live@example.com", null);
        SyncReport waiting = clinic.pass();

        assertThat(code(waiting)).isEqualTo("FILTER_UNKNOWN");
        assertThat(waiting.more()).isFalse();
        assertThat(clinic.crm.holds(clinic.contactOf(live))).isTrue();
        assertThat(clinic.contacts()).hasSize(10 + 1);
        assertThat(clinic.engine.status().flow("patients").backfilling()).isTrue();

        given.add(EVEN);
        clinic.restart();
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(15 + 1);
    }

    @Test
    void otherVersionOfTheFilterDoesNotGoOnWithIt() {
        Clinic clinic = old(30);
        clinic.engine.backfill("patients", "even");
        clinic.pass();

        given.set(0, filter("even", 2, record -> true));
        clinic.restart();

        assertThat(code(clinic.pass())).isEqualTo("FILTER_CHANGED");
        assertThat(clinic.contacts()).hasSize(10);

        clinic.engine.backfill("patients", "even");
        clinic.pass();
        clinic.pass();
        assertThat(clinic.contacts()).hasSize(30);
    }

    @Test
    void filterThatFailsForARecordStaysBeforeItsPage() {
        given.set(0, filter("even", 1, record -> {
            if (number(record) == 3) {
                throw new IllegalStateException("the value 3");
            }
            return isEven(record);
        }));
        Clinic clinic = old(6);
        clinic.engine.backfill("patients", "even");

        SyncReport stopped = clinic.pass();

        assertThat(code(stopped)).isEqualTo("FILTER_FAILED");
        assertThat(stopped.interruptions().get(0).cause())
                .hasMessageContaining("IllegalStateException")
                .hasMessageNotContaining("the value 3");
        assertThat(numbers(clinic)).as("the page before").containsExactly(0);

        given.set(0, EVEN);
        clinic.restart();
        clinic.pass();

        assertThat(numbers(clinic)).containsExactly(0, 2, 4);
    }

    @Test
    void whatAFeedOnlyHintsAtIsReadBeforeTheFilterIsAsked() {
        Clinic clinic = old(6, Clinic.setup().business(HintingConnector::new));

        clinic.engine.backfill("patients", "even");
        clinic.pass();

        assertThat(numbers(clinic)).containsExactly(0, 2, 4);
    }

    @Test
    void recordsAreTakenByName() {
        Clinic clinic = old(6);

        clinic.engine.backfill("patients", List.of(patient(clinic, 1), patient(clinic, 4)));
        assertThat(clinic.parked()).containsExactly("BACKFILL", "BACKFILL");
        clinic.restart();
        clinic.pass();

        assertThat(numbers(clinic)).containsExactlyInAnyOrder(1, 4);
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void namedRecordsThatNoPassHasComeToAreForgottenWhenItIsStopped() {
        Clinic clinic = old(6);
        clinic.engine.backfill("patients", List.of(patient(clinic, 1), patient(clinic, 4)));

        clinic.engine.stopBackfill("patients");
        clinic.pass();

        assertThat(clinic.contacts()).isEmpty();
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void nameChangesNothingAboutARecordThatAPersonLeftAlone() {
        Clinic clinic = old(2);
        clinic.engine.backfill("patients", List.of(patient(clinic, 1)));
        clinic.crm.refuse(operation -> true, "CLOSED");
        clinic.pass();
        clinic.crm.acceptAll();
        clinic.engine.quarantine().dismiss("patients", Side.SOURCE, patient(clinic, 1), "a test record");
        List<String> held = clinic.parked();
        assertThat(held).containsExactly("DISMISSED");

        clinic.engine.backfill("patients", List.of(patient(clinic, 1)));
        clinic.pass();

        assertThat(clinic.parked()).isEqualTo(held);
        assertThat(clinic.contacts()).isEmpty();
    }

    @Test
    void whatCannotBeMeantIsRefusedWithWhatThereIs() {
        Clinic clinic = old(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> clinic.engine.backfill("patients", "odd"))
                .withMessageContaining("[even]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clinic.engine.backfill(
                        "patients", List.of(patient(clinic, 0), RecordRef.of(Contact.TYPE, "1"))));
        assertThat(clinic.parked()).isEmpty();
        given.add(filter("even", 2, record -> true));
        assertThatThrownBy(clinic::restart)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("backfill filter even");
    }

    /** Patients of a day before activation, two a page, whose last names are numbers. */
    private Clinic old(int count) {
        return old(count, Clinic.setup());
    }

    private Clinic old(int count, Clinic.Setup setup) {
        Clinic clinic = setup.flow(Flow.Builder::sinceActivation)
                .clinic(system -> system.pageSize(2))
                .engine(builder -> {
                    given.forEach(builder::backfillFilter);
                    return builder;
                })
                .build();
        for (int i = 0; i < count; i++) {
            clinic.patient("First", "" + i, "p" + i + "@example.com", null);
        }
        clinic.clock.advance(Duration.ofDays(1));
        clinic.pass();
        return clinic;
    }

    private static Condition filter(String name, int version, Predicate<Record> selects) {
        return new Condition(name, version, selects);
    }

    private static boolean isEven(Record patient) {
        return number(patient) % 2 == 0;
    }

    private static int number(Record patient) {
        return Integer.parseInt(patient.value(Clinic.LAST).plain());
    }

    private static RecordRef patient(Clinic clinic, int number) {
        return clinic.clinic.records(Clinic.PATIENT).get(number).ref();
    }

    private static List<Integer> numbers(Clinic clinic) {
        return clinic.contacts().stream()
                .map(contact ->
                        Integer.parseInt(contact.value(Contact.LAST_NAME).plain()))
                .toList();
    }

    private static String code(SyncReport report) {
        assertThat(report.interruptions()).hasSize(1);
        return ((RequestRejectedException) report.interruptions().get(0).cause()).code();
    }
}
