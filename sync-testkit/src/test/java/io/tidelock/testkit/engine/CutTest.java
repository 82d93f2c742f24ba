package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Deal;
import io.tidelock.engine.CallUnderWay;
import io.tidelock.engine.ConfigurationException;
import io.tidelock.engine.Inbox;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Enrichment;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.mapping.Schedule;
import io.tidelock.mapping.Sweep;
import io.tidelock.mapping.Window;
import io.tidelock.record.AccountId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Verb;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.CallWatcher;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pass that ends at a page, by request or because its time is over. */
class CutTest {

    @Test
    void feedsBackfillsAndWalksLoseNothingWhereverTheyAreCut() {
        CutSweep.sweep(
                () -> Clinic.setup()
                        .back(ConflictPolicy.SOURCE_WINS)
                        .flow(flow -> flow.every(Duration.ofMinutes(30)))
                        .clinic(system -> system.pageSize(2)),
                (clinic, passes) -> {
                    List<RecordRef> patients = patients(clinic, 5);
                    passes.run();
                    patients.forEach(patient -> clinic.clinic.edit(patient, Clinic.CITY, "Oslo"));
                    clinic.crm.edit(clinic.contactOf(patients.get(1)), Clinic.KIND, "patient");
                    clinic.clinic.archive(patients.get(4));
                    passes.run();
                    clinic.clinic.editUnseen(patients.get(0), Clinic.CITY, "Rome");
                    clinic.engine.reconcile("patients");
                    passes.run();
                    clinic.clinic.editUnseen(patients.get(3), Clinic.CITY, "Bern");
                    clinic.engine.backfill("patients");
                });
    }

    @Test
    void requestsLoseNothingWhereverTheyAreCut() {
        CutSweep.sweep(
                () -> Clinic.setup()
                        .back(ConflictPolicy.SOURCE_WINS)
                        .crm(crm -> crm.pageSize(2))
                        .flow(flow -> flow.onRequest(RequestFlag.yesNo(Clinic.UPDATE))),
                (clinic, passes) -> {
                    for (int i = 0; i < 5; i++) {
                        RecordRef contact = clinic.contact("C" + i, "Poe", "c" + i + "@example.com", null);
                        clinic.crm.edit(contact, Clinic.UPDATE, "Yes");
                    }
                });
    }

    @Test
    void hintsLoseNothingWhereverTheyAreCut() {
        CutSweep.sweep(Clinic::setup, (clinic, passes) -> {
            List<RecordRef> patients = patients(clinic, 205);
            passes.run();
            patients.forEach(patient -> clinic.clinic.editUnseen(patient, Clinic.CITY, "Oslo"));
            Inbox.builder()
                    .store(clinic.store)
                    .clock(clinic.clock)
                    .build()
                    .hint(WatchedStore.INTEGRATION, Party.BUSINESS, patients);
        });
    }

    @Test
    void leftOversWalksAndRemovalsLoseNothingWhereverTheyAreCut() {
        CutSweep.sweep(
                () -> Clinic.setup()
                        .flow(flow -> flow.whenSourceGone(GonePolicy.REMOVE).unbraked(Verb.REMOVE)),
                (clinic, passes) -> {
                    List<RecordRef> patients = patients(clinic, 120);
                    clinic.crm.refuse(operation -> true, "CLOSED");
                    passes.run();
                    clinic.crm.acceptAll();
                    clinic.clock.advance(Duration.ofHours(1));
                    passes.run();
                    clinic.engine.reconcile("patients");
                    passes.run();
                    patients.subList(5, 120).forEach(clinic.clinic::archive);
                });
    }

    @Test
    void enrichmentWindowsAndSweepsLoseNothingWhereverTheyAreCut() {
        Enrichment of = Enrichment.of("case", Visits.CASE, Visits.CASE_ID).taking(Visits.CASE_NAME);
        CutSweep.sweep(
                () -> Visits.setup(flow -> flow.enrich(of)
                                .window(Window.of(Visits.STARTS_AT, Duration.ofDays(7), Duration.ofDays(45)))
                                .sweep(Sweep.on(Schedule.every(Duration.ofDays(2))))
                                .map(FieldMapping.from(of.field(Visits.CASE_NAME))
                                        .to(Deal.DESCRIPTION)))
                        .clinic(system -> Visits.types(system).pageSize(2)),
                CutTest::visits);
    }

    private static void visits(Clinic clinic, Runnable passes) {
        List<RecordRef> cases = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            cases.add(clinic.clinic.create(Visits.CASE, Map.of(Visits.CASE_NAME, "Case " + i)));
            RecordRef visit = Visits.in(clinic, "Visit " + i, Duration.ofDays(10L * i + 8));
            clinic.clinic.edit(visit, Visits.CASE_ID, cases.get(i).id());
        }
        passes.run();
        cases.forEach(kase -> clinic.clinic.edit(kase, Visits.CASE_NAME, "Closed"));
        passes.run();
        clinic.clock.advance(Duration.ofDays(4));
        clinic.clinic
                .records(Visits.VISIT)
                .forEach(visit -> clinic.clinic.editUnseen(
                        visit.ref(), Visits.TITLE, "Swept " + visit.ref().id()));
        passes.run();
    }

    @Test
    void whatSomebodyAskedForNowStaysDueUntilItIsDone() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.nightly(LocalTime.of(2, 0), ZoneOffset.UTC))
                .clinic(system -> system.pageSize(2))
                .engine(builder -> builder.passLasts(Duration.ofNanos(1)))
                .build();
        clinic.engine.run();
        patients(clinic, 5);
        moveWithEveryCall(clinic);

        SyncReport report = clinic.engine.runNow();
        assertThat(clinic.contacts()).hasSize(2);
        while (report.more()) {
            report = clinic.engine.run();
        }

        assertThat(clinic.contacts()).hasSize(5);
        assertThat(LocalTime.ofInstant(report.nextDue(), ZoneOffset.UTC)).isEqualTo("02:00");
    }

    @Test
    void passWhoseTimeIsOverGivesEveryChannelItsPage() {
        Clinic clinic = Clinic.setup()
                .clinic(system -> system.pageSize(2))
                .engine(builder -> builder.passLasts(Duration.ofNanos(1)))
                .build();
        patients(clinic, 7);
        moveWithEveryCall(clinic);
        clinic.engine.run();
        clinic.engine.backfill("patients");

        SyncReport report = clinic.engine.run();

        assertThat(report.more()).isTrue();
        assertThat(clinic.clinic.calls().feedPages())
                .as("1, then 1 live and 1 backfilled")
                .isEqualTo(3);
    }

    @Test
    void stoppedEngineBeginsNothing() {
        Clinic clinic = Clinic.oneWay();
        patients(clinic, 2);

        clinic.engine.stop();
        SyncReport report = clinic.engine.runNow();

        assertThat(report.more()).isTrue();
        assertThat(report.nextDue()).isEqualTo(clinic.clock.instant());
        assertThat(clinic.clinic.calls().total()).isZero();
    }

    @Test
    void callUnderWaySaysWhomThePassWaitsFor() {
        Clinic clinic = Clinic.oneWay();
        List<Optional<CallUnderWay>> seen = new ArrayList<>();
        clinic.clinic.watch(new Once(Call.Kind.FEED, () -> {
            seen.add(clinic.engine.calling());
            throw new RetryLaterException("Busy", Duration.ofSeconds(5), null);
        }));

        clinic.engine.run();

        assertThat(seen)
                .containsExactly(Optional.of(new CallUnderWay(AccountId.of("clinic", "test"), clinic.clock.instant())));
        assertThat(clinic.engine.calling()).isEmpty();
    }

    @Test
    void passOfNoLengthIsRefused() {
        assertThatThrownBy(() -> Clinic.setup()
                        .engine(builder -> builder.passLasts(Duration.ZERO))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("length of a pass");
    }

    private static void moveWithEveryCall(Clinic clinic) {
        clinic.clinic.watch(new CallWatcher() {
            @Override
            public void after(Call call) {
                clinic.clock.advance(Duration.ofMillis(1));
            }
        });
    }

    private static List<RecordRef> patients(Clinic clinic, int count) {
        List<RecordRef> patients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            patients.add(clinic.patient("P" + i, "Poe", "p" + i + "@example.com", null));
        }
        return patients;
    }
}
