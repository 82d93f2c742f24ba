package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.answers.Hearing;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Deal;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict;
import io.tidelock.mapping.PassLimit;
import io.tidelock.mapping.Window;
import io.tidelock.record.Cursor;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.StoreCommit;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("CL-06")
class WindowTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Window WINDOW = Window.of(Visits.STARTS_AT, WEEK, Duration.ofDays(45));
    private static final String KEY = "window/visits";

    @Test
    void recordsOutsideTheWindowAreLeftOutWithAReason() {
        Clinic clinic = windowed();
        Visits.in(clinic, "past", WEEK.plusMinutes(5).negated());
        Visits.in(clinic, "near", Duration.ofDays(44));
        Visits.in(clinic, "far", Duration.ofDays(46));
        Visits.create(clinic, "never");

        SyncReport report = clinic.pass();

        assertThat(Visits.deals(clinic)).containsExactly("near");
        assertThat(report.verdicts())
                .filteredOn(verdict -> verdict.kind() == Verdict.Kind.EXCLUDED)
                .hasSize(3)
                .allSatisfy(verdict -> assertThat(verdict.code()).isEqualTo("OUTSIDE_WINDOW"));
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void recordThatEntersTheWindowIsTakenWithoutAnEdit() {
        Clinic clinic = windowed();
        Visits.in(clinic, "far", Duration.ofDays(46));
        clinic.pass();
        assertThat(Visits.deals(clinic)).isEmpty();

        clinic.clock.advance(Duration.ofDays(1));
        clinic.pass();

        assertThat(Visits.deals(clinic)).containsExactly("far");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void passesThatDoNotComeForDaysMissNothing() {
        Clinic clinic = windowed();
        for (int day = 46; day < 66; day++) {
            Visits.in(clinic, "day " + day, Duration.ofDays(day));
        }
        clinic.pass();

        clinic.clock.advance(Duration.ofDays(21));
        clinic.pass();

        assertThat(Visits.deals(clinic)).hasSize(20);
    }

    @Test
    void linkedRecordThatMovedOutIsStillUpdated() {
        Clinic clinic = windowed();
        RecordRef visit = Visits.in(clinic, "near", Duration.ofDays(1));
        clinic.pass();

        clinic.clinic.edit(
                visit,
                Visits.STARTS_AT,
                Value.moment(clinic.clock.instant().plus(Duration.ofDays(90))).plain());
        clinic.clinic.edit(visit, Visits.TITLE, "moved");
        clinic.pass();

        assertThat(Visits.deals(clinic)).containsExactly("moved");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void explanationNamesTheWindowAndWhenItIsLookedAtNext() {
        Clinic clinic = Visits.setup(flow -> flow.window(WINDOW).every(Duration.ofHours(1)))
                .build();
        RecordRef visit = Visits.in(clinic, "soon", Duration.ofDays(1));
        clinic.pass();
        Instant ran = clinic.clock.instant();
        clinic.clock.advance(Duration.ofMinutes(20));

        assertThat(clinic.engine.explain(visit).flows().get(0).heardBy())
                .contains(new Hearing(
                        Hearing.Channel.WINDOW,
                        "visits",
                        Optional.of(ran),
                        false,
                        Optional.of(ran.plus(Duration.ofHours(1)))));
    }

    @Test
    void scanOfWhatNewlyEnteredIsOnePage() {
        Clinic clinic = Visits.setup(flow -> flow.window(WINDOW))
                .clinic(system -> Visits.types(system).pageSize(5))
                .build();
        for (int i = 0; i < 20; i++) {
            Visits.in(clinic, "visit " + i, Duration.ofDays(i));
        }
        clinic.pass();
        assertThat(clinic.clinic.calls().rangePages()).as("the whole window").isEqualTo(4);
        clinic.clinic.resetCalls();

        clinic.pass();

        assertThat(clinic.clinic.calls().rangePages()).isEqualTo(1);
        assertThat(clinic.clinic.calls().recordCalls()).isZero();
    }

    @Test
    void scanIsBoundedAndGoesOnPageByPageAfterAnInterruptionAndARestart() {
        Clinic clinic = Visits.setup(flow -> flow.window(WINDOW).sinceActivation())
                .clinic(system -> Visits.types(system).pageSize(2))
                .build();
        clinic.pass();
        for (int i = 0; i < 50; i++) {
            Visits.in(clinic, "visit " + i, Duration.ofDays(50).plusMinutes(i));
        }
        clinic.pass();
        clinic.clock.advance(Duration.ofDays(20));
        clinic.clinic.resetCalls();

        SyncReport first = clinic.pass();
        assertThat(Visits.deals(clinic)).as("ten pages of two").hasSize(20);
        assertThat(first.more()).isTrue();

        clinic.restart();
        clinic.crm.watch(new Once(
                Call.Kind.WRITE,
                () -> clinic.clinic.failNext(Fault.throwing(
                        new RetryLaterException("Busy", Duration.ofSeconds(5), null), Call.Kind.RANGE))));
        clinic.pass();
        assertThat(Visits.deals(clinic)).as("one page more").hasSize(22);
        clinic.pass();
        clinic.pass();

        assertThat(Visits.deals(clinic)).hasSize(50);
        assertThat(clinic.clinic.calls().rangePages()).as("no page twice").isBetween(25, 28);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void pageTextThatIsNoLongerGoodBeginsTheStripAnew() {
        Clinic clinic = Visits.setup(flow -> flow.window(WINDOW))
                .clinic(system -> Visits.types(system).pageSize(2))
                .build();
        for (int i = 0; i < 30; i++) {
            Visits.in(clinic, "visit " + i, Duration.ofDays(i));
        }
        clinic.pass();
        clinic.clinic.failNext(
                Fault.throwing(new RequestRejectedException("Expired", 400, "PAGE", Map.of()), Call.Kind.RANGE));

        SyncReport report = clinic.pass();

        assertThat(report.interruptions()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void positionOfAnotherVersionScansTheWholeWindow() {
        Clinic clinic = windowed();
        Visits.in(clinic, "far", Duration.ofDays(46));
        clinic.pass();
        StoreCommit commit = new StoreCommit(IntegrationId.of("clinic-1"));
        commit.move(KEY, new FeedPosition(Cursor.of("99 whatever"), clinic.clock.instant(), true));
        clinic.store.commit(commit);

        clinic.clock.advance(Duration.ofDays(2));
        clinic.pass();

        assertThat(Visits.deals(clinic)).containsExactly("far");
    }

    @Test
    void widerWindowIsScannedAsAWhole() {
        Clinic clinic = windowed();
        Visits.in(clinic, "long past", Duration.ofDays(-20));
        clinic.pass();

        Clinic wider = Visits.setup(
                        flow -> flow.window(Window.of(Visits.STARTS_AT, Duration.ofDays(30), Duration.ofDays(45))))
                .clinic(Visits::types)
                .store(clinic.store)
                .business(unused -> clinic.clinic)
                .build();
        wider.pass();

        assertThat(wider.crm.records(Deal.TYPE)).hasSize(1);
    }

    @Test
    void daysBeginWhereTheWindowSaysSo() {
        ZoneId auckland = ZoneId.of("Pacific/Auckland");
        Clinic clinic = Visits.setup(flow -> flow.window(
                        Window.of(Visits.DAY, Duration.ZERO, Duration.ofDays(1)).in(auckland)))
                .build();
        String tomorrow = clinic.clock
                .instant()
                .atZone(auckland)
                .toLocalDate()
                .plusDays(1)
                .toString();
        String later = clinic.clock
                .instant()
                .atZone(auckland)
                .toLocalDate()
                .plusDays(2)
                .toString();
        RecordRef near = Visits.create(clinic, "tomorrow");
        RecordRef far = Visits.create(clinic, "later");
        clinic.clinic.edit(near, Visits.DAY, tomorrow);
        clinic.clinic.edit(far, Visits.DAY, later);

        clinic.pass();
        assertThat(Visits.deals(clinic)).containsExactly("tomorrow");
        clinic.clock.advance(Duration.ofDays(1));
        clinic.pass();

        assertThat(Visits.deals(clinic)).containsExactly("tomorrow", "later");
    }

    @Test
    void limitLeavesTheRestOfTheStripForTheNextPass() {
        Clinic clinic = Visits.setup(flow -> flow.window(WINDOW).limit(new PassLimit("three", 3)))
                .clinic(system -> Visits.types(system).pageSize(2))
                .build();
        for (int i = 0; i < 10; i++) {
            Visits.in(clinic, "visit " + i, Duration.ofDays(46));
        }
        clinic.pass();
        clinic.clock.advance(Duration.ofDays(2));

        for (int passes = 0; passes < 4; passes++) {
            clinic.pass();
        }

        assertThat(Visits.deals(clinic)).hasSize(10);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void scanRestsWithItsFlow() {
        Clinic clinic = Visits.setup(flow -> flow.window(WINDOW).every(Duration.ofHours(1)))
                .build();
        clinic.engine.run();
        clinic.clinic.resetCalls();

        clinic.clock.advance(Duration.ofMinutes(59));
        SyncReport report = clinic.engine.run();

        assertThat(clinic.clinic.calls().rangePages()).isZero();
        assertThat(report.nextDue()).isEqualTo(clinic.clock.instant().plusSeconds(60));
    }

    @Test
    @Tag("CL-09")
    void backfillTakesWhatLiesOutsideTheWindow() {
        Clinic clinic = windowed();
        Visits.in(clinic, "long ago", Duration.ofDays(-700));
        clinic.pass();
        assertThat(Visits.deals(clinic)).isEmpty();

        clinic.engine.backfill("visits");
        clinic.pass();

        assertThat(Visits.deals(clinic)).containsExactly("long ago");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    private static Clinic windowed() {
        return Visits.setup(flow -> flow.window(WINDOW)).build();
    }
}
