package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncListener;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.store.StoreRequest;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InterruptionTest {

    @ParameterizedTest
    @EnumSource(names = {"FEED", "LOOKUP", "WRITE"})
    void systemThatIsBusyInterruptsThePassAndLosesNothing(Call.Kind kind) {
        Clinic clinic = threePatients();
        boolean feed = kind == Call.Kind.FEED;
        (feed ? clinic.clinic : clinic.crm)
                .failNext(Fault.throwing(new RetryLaterException("Busy", Duration.ofSeconds(30), null), kind));

        SyncReport interrupted = clinic.pass();

        assertThat(interrupted.interruptions()).hasSize(1);
        assertThat(interrupted.resumeAt()).contains(clinic.clock.instant().plusSeconds(30));
        assertThat(clinic.contacts()).isEmpty();
        clinic.pass();
        assertThat(clinic.contacts()).hasSize(3);
        assertThat(clinic.parked()).isEmpty();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void usedUpQuotaSaysUntilWhenAndIsNotTriedAgainInThePass() {
        Clinic clinic = threePatients();
        Instant midnight = clinic.clock.instant().plus(Duration.ofHours(16));
        clinic.crm.failNext(Fault.throwing(new QuotaExhaustedException("Used up", midnight), Call.Kind.WRITE));

        SyncReport report = clinic.pass();

        assertThat(report.resumeAt()).contains(midnight);
        assertThat(clinic.crm.calls().writes()).isEqualTo(1);
        assertThat(report.count(Kind.PENDING)).isEqualTo(3);
    }

    @Test
    void deniedAccessIsForAPerson() {
        Clinic clinic = threePatients();
        clinic.crm.failNext(Fault.throwing(new AccessDeniedException("Scope missing"), Call.Kind.LOOKUP));

        SyncReport report = clinic.pass();

        assertThat(report.interruptions())
                .singleElement()
                .satisfies(interruption -> assertThat(interruption.cause()).isInstanceOf(AccessDeniedException.class));
        assertThat(report.resumeAt()).isEmpty();
        clinic.pass();
        assertThat(clinic.contacts()).hasSize(3);
    }

    @Test
    void recordsThatMaySentAgainAreSentAgain() {
        Clinic clinic = threePatients();
        clinic.crm.failNext(Fault.retryable(Duration.ofSeconds(10)));

        SyncReport report = clinic.pass();

        assertThat(report.count(Kind.PENDING)).isEqualTo(3);
        clinic.pass();
        assertThat(clinic.contacts()).hasSize(3);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"FEED", "LOOKUP", "WRITE"})
    void bugInAConnectorLosesNothing(Call.Kind kind) {
        Clinic clinic = threePatients();
        Fault bug = Fault.throwing(new IndexOutOfBoundsException("ada@example.com"), kind);
        (kind == Call.Kind.FEED ? clinic.clinic : clinic.crm).failNext(bug);

        SyncReport report = clinic.pass();
        clinic.pass();
        clinic.pass();

        assertThat(report.toString()).doesNotContain("ada@example.com");
        assertThat(clinic.contacts()).hasSize(3);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void bugInALookUpOfOneRecordHoldsThatRecord() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", null, null);
        clinic.crm.failNext(Fault.throwing(new IllegalStateException("bug"), Call.Kind.LOOKUP));

        clinic.pass();

        assertThat(clinic.engine.parked("patients")).singleElement().satisfies(parked -> {
            assertThat(parked.code()).isEqualTo("CONNECTOR_FAILED");
            assertThat(parked.key().ref()).isEqualTo(ada);
        });
    }

    @Test
    void listenerThatFailsStopsNothing() {
        List<Verdict> heard = new ArrayList<>();
        Clinic clinic = Clinic.setup()
                .listener(new SyncListener() {
                    @Override
                    public void onVerdict(Verdict verdict) {
                        heard.add(verdict);
                        throw new IllegalStateException("broken");
                    }

                    @Override
                    public void onPage(String feed, int observed) {
                        throw new IllegalStateException("broken");
                    }

                    @Override
                    public void onPass(SyncReport report) {
                        throw new IllegalStateException("broken");
                    }
                })
                .build();
        clinic.patient("Ada", "Byron", "ada@example.com", null);

        SyncReport report = clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(heard).isEqualTo(report.verdicts()).hasSize(1);
    }

    @Test
    void listenerHearsOfACreationWhenItIsDurable() {
        List<Integer> linked = new ArrayList<>();
        Clinic[] stage = new Clinic[1];
        stage[0] = Clinic.setup()
                .listener(new SyncListener() {
                    @Override
                    public void onVerdict(Verdict verdict) {
                        linked.add(stage[0].store
                                .load(StoreRequest.about(
                                        IntegrationId.of("clinic-1"),
                                        "patients",
                                        verdict.side(),
                                        List.of(verdict.ref())))
                                .links()
                                .size());
                    }
                })
                .build();
        stage[0].patient("Ada", "Byron", "ada@example.com", null);

        stage[0].pass();

        assertThat(linked).containsExactly(1);
        assertThat(stage[0].crm.records(Contact.TYPE)).hasSize(1);
    }

    private static Clinic threePatients() {
        Clinic clinic = Clinic.oneWay();
        clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.patient("Cy", "Poe", "cy@example.com", null);
        return clinic;
    }
}
