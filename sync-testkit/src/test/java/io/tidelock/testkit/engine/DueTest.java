package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Company;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.PassLimit;
import io.tidelock.record.RecordRef;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When flows are due, and what the host is told about it. */
class DueTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    @Test
    void flowRestsUntilItIsDue() {
        Clinic clinic = quarterly();
        clinic.engine.run();
        clinic.patient("Ada", "Byron", null, null);
        clinic.clinic.resetCalls();

        clinic.clock.advance(QUARTER.minusSeconds(1));
        clinic.engine.run();
        assertThat(clinic.clinic.calls().total()).isZero();

        clinic.clock.advance(Duration.ofSeconds(1));
        clinic.engine.run();
        assertThat(clinic.contacts()).hasSize(1);
    }

    @Test
    void hostIsToldWhenTheFlowIsDueAgain() {
        Clinic clinic = quarterly();

        SyncReport report = clinic.engine.run();

        assertThat(report.nextDue()).isEqualTo(clinic.clock.instant().plus(QUARTER));
        clinic.clock.advance(Duration.ofMinutes(5));
        assertThat(clinic.engine.run().nextDue())
                .isEqualTo(clinic.clock.instant().plus(Duration.ofMinutes(10)));
    }

    @Test
    void flowThatIsDueWithEveryPassIsAwaitedInAMinute() {
        Clinic clinic = Clinic.oneWay();

        assertThat(clinic.engine.run().nextDue())
                .isEqualTo(clinic.clock.instant().plusSeconds(60));
    }

    @Test
    void nightlyFlowRunsOnceANight() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.nightly(LocalTime.of(2, 0), ZoneOffset.UTC))
                .build();
        Instant night = clinic.engine.run().nextDue();
        clinic.patient("Ada", "Byron", null, null);

        clinic.clock.advance(Duration.between(clinic.clock.instant(), night.minusSeconds(1)));
        assertThat(clinic.engine.run().observed()).isZero();
        clinic.clock.advance(Duration.ofSeconds(1));
        SyncReport nightly = clinic.engine.run();

        assertThat(LocalTime.ofInstant(night, ZoneOffset.UTC)).isEqualTo("02:00");
        assertThat(nightly.observed()).isEqualTo(1);
        assertThat(nightly.nextDue()).isEqualTo(night.plus(Duration.ofDays(1)));
    }

    @Test
    void sharedFeedIsDueWhenTheSoonestOfItsFlowsIs() {
        Flow companies = Flow.toCrm("companies", Clinic.PATIENT, Company.TYPE)
                .map(FieldMapping.from(Clinic.LAST).to(Company.NAME))
                .every(Duration.ofMinutes(5))
                .build();
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.every(QUARTER))
                .plan(plan -> plan.flow(companies))
                .build();
        clinic.engine.run();
        clinic.patient("Ada", "Byron", null, null);

        clinic.clock.advance(Duration.ofMinutes(5));
        clinic.engine.run();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(clinic.crm.records(Company.TYPE)).hasSize(1);
    }

    @Test
    void interruptedRunStaysDueHoweverFarItCame() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.nightly(LocalTime.of(2, 0), ZoneOffset.UTC))
                .clinic(system -> system.pageSize(2))
                .build();
        patients(clinic, 5);
        RetryLaterException busy = new RetryLaterException("Busy", Duration.ofSeconds(30), null);
        clinic.crm.watch(new Once(Call.Kind.WRITE, () -> clinic.clinic.failNext(Fault.throwing(busy, Call.Kind.FEED))));

        SyncReport interrupted = clinic.engine.run();
        assertThat(clinic.contacts()).hasSize(2);
        assertThat(interrupted.nextDue()).isEqualTo(clinic.clock.instant().plusSeconds(30));

        clinic.clock.advance(Duration.ofSeconds(30));
        clinic.engine.run();
        assertThat(clinic.contacts()).hasSize(5);
    }

    @Test
    void exhaustedQuotaIsLeftAloneUntilItIsThereAgain() {
        Clinic clinic = Clinic.oneWay();
        Instant midnight = clinic.clock.instant().plus(Duration.ofHours(6));
        clinic.clinic.failNext(Fault.throwing(new QuotaExhaustedException("Spent", midnight), Call.Kind.FEED));

        assertThat(clinic.engine.run().nextDue()).isEqualTo(midnight);
    }

    @Test
    void retryOfARefusedRecordIsAnnounced() {
        Clinic clinic =
                Clinic.setup().flow(flow -> flow.every(Duration.ofHours(1))).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.crm.refuse(operation -> true, "CLOSED");

        SyncReport report = clinic.engine.run();

        assertThat(report.nextDue()).isEqualTo(clinic.clock.instant().plus(QUARTER));
        clinic.crm.acceptAll();
        clinic.clock.advance(QUARTER);
        clinic.engine.run();
        assertThat(clinic.contactOf(ada)).isNotNull();
    }

    @Test
    @Tag("CL-01")
    void limitIsOneOfARunAndTheRestIsTheNextRuns() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.every(QUARTER).limit(new PassLimit("two", 2)))
                .build();
        patients(clinic, 5);

        SyncReport first = clinic.engine.run();
        clinic.clock.advance(Duration.ofMinutes(1));
        clinic.engine.run();
        assertThat(clinic.contacts()).as("between two runs").hasSize(2);
        assertThat(first.more()).isFalse();
        assertThat(first.nextDue())
                .isEqualTo(clinic.clock.instant().minusSeconds(60).plus(QUARTER));

        clinic.clock.advance(QUARTER);
        clinic.engine.run();
        assertThat(clinic.contacts()).hasSize(4);
        clinic.engine.runNow();
        assertThat(clinic.contacts()).as("now means now").hasSize(5);
    }

    @Test
    void hostThatComesWhenItIsToldNeedsNoOtherClock() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.every(QUARTER).limit(new PassLimit("two", 2)))
                .clinic(system -> system.pageSize(3))
                .build();
        patients(clinic, 9);

        for (int i = 0; i < 5; i++) {
            Instant next = clinic.engine.run().nextDue();
            assertThat(next).isAfter(clinic.clock.instant());
            clinic.clock.advance(Duration.between(clinic.clock.instant(), next));
        }

        assertThat(clinic.contacts()).hasSize(9);
        assertThat(clinic.parked()).isEmpty();
    }

    private static Clinic quarterly() {
        return Clinic.setup().flow(flow -> flow.every(QUARTER)).build();
    }

    private static void patients(Clinic clinic, int count) {
        for (int i = 0; i < count; i++) {
            clinic.patient("First" + i, "Last" + i, "p" + i + "@example.com", null);
        }
    }
}
