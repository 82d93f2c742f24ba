package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.answers.FlowStatus;
import io.tidelock.answers.Reason;
import io.tidelock.answers.Status;
import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.SchemaOwner;
import io.tidelock.crm.Contact;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.record.AccountId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTest {

    @Test
    void recordsAreCountedByWhatBecameOfThemWithOneReasonACode() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.eligible(new Eligibility(
                        "city",
                        1,
                        patient -> !patient.value("city").isPresent()
                                ? Ruling.excluded("NO_CITY", "It has no city")
                                : Ruling.eligible())))
                .build();
        clinic.contact("Cy", "Ng", null, "0412 345 678");
        clinic.contact("Cy", "Ng", null, "0412 345 678");
        inCity(clinic, clinic.patient("Ada", "Byron", "ada@example.com", null));
        inCity(clinic, clinic.patient("Cy", "Ng", null, "0412 345 678"));
        clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.patient("Di", "Poe", "di@example.com", null);
        clinic.pass();

        FlowStatus flow = clinic.engine.status().flow("patients");

        assertThat(flow.linked()).isEqualTo(1);
        assertThat(flow.inSync()).isEqualTo(1);
        assertThat(flow.reasons()).extracting(Reason::code).containsExactly("NO_CITY", "SEVERAL_MATCHES");
        assertThat(flow.count(Reason.Group.EXCLUDED)).isEqualTo(2);
        assertThat(flow.count(Reason.Group.DISPUTED)).isEqualTo(1);
        assertThat(flow.reasons().get(1).remedy()).contains("Choose one");
        assertThat(flow.reasons().get(0).example()).isEqualTo("It has no city");
    }

    private static void inCity(Clinic clinic, RecordRef patient) {
        clinic.clinic.edit(patient, Clinic.CITY, "Rome");
    }

    @Test
    void linkedRecordThatWaitsIsNotInSyncAndItsBrakeIsNamed() {
        Clinic clinic =
                Clinic.setup().flow(flow -> flow.brake(Verb.UPDATE, 0, 0)).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.pass();

        FlowStatus flow = clinic.engine.status().flow("patients");

        assertThat(flow.linked()).isEqualTo(2);
        assertThat(flow.inSync()).isEqualTo(1);
        assertThat(flow.count(Reason.Group.WAITING)).isEqualTo(1);
        assertThat(flow.braked()).isEqualTo(Map.of(Verb.UPDATE, 1));
        assertThat(flow.reasons().get(0).remedy()).contains("approve");
    }

    @Test
    void conflictIsOneAlthoughBothEndsAreHeld() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.HOLD).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.crm.edit(clinic.contactOf(ada), Contact.CITY, "Oslo");
        clinic.pass();

        FlowStatus flow = clinic.engine.status().flow("patients");

        assertThat(flow.count(Reason.Group.DISPUTED)).isEqualTo(1);
        assertThat(flow.inSync()).isZero();
    }

    @Test
    void saysWhenItRanHowLongAgoThatIsAndWhenItRunsNext() {
        Clinic clinic =
                Clinic.setup().flow(flow -> flow.every(Duration.ofHours(1))).build();
        assertThat(clinic.engine.status().planState()).isEqualTo(Status.PlanState.NEW);
        assertThat(clinic.engine.status().flow("patients").lastRun()).isEmpty();
        clinic.pass();
        clinic.clock.advance(Duration.ofMinutes(20));

        Status status = clinic.engine.status();

        assertThat(status.planState()).isEqualTo(Status.PlanState.CURRENT);
        assertThat(status.flow("patients").lag()).isEqualTo(Duration.ofMinutes(20));
        assertThat(status.flow("patients").caughtUp()).isTrue();
        assertThat(status.flow("patients").nextRun())
                .contains(clinic.clock.instant().plus(Duration.ofMinutes(40)));
    }

    @Test
    void olderAndNewerPlansAreTold() {
        Clinic clinic = Clinic.oneWay();
        clinic.pass();
        var older = clinic.engine;
        clinic.revise(flow -> flow.every(Duration.ofMinutes(5)));

        assertThat(clinic.engine.status().planState()).isEqualTo(Status.PlanState.RAISED);
        clinic.pass();
        assertThat(older.status().planState()).isEqualTo(Status.PlanState.OUTDATED);
    }

    @Test
    void callsThatAreLeftAreToldForEachSystemThatKnows() {
        CallsLeft day = new CallsLeft("every call in 24h", 812, 1_000, Instant.parse("2026-03-02T00:00:00Z"));
        Clinic clinic = Clinic.setup().crmAccess(crm -> new Metered(crm, day)).build();
        clinic.contact("Cy", "Ng", null, "0412 345 678");
        clinic.contact("Cy", "Ng", null, "0412 345 678");
        clinic.patient("Cy", "Ng", null, "0412 345 678");
        clinic.pass();
        clinic.crm.resetCalls();

        Status status = clinic.engine.status();

        assertThat(status.budget()).containsExactly(new Status.Budget(clinic.crm.account(), day));
        assertThat(status.toJson())
                .contains("\"budget\":[{\"account\":\"" + clinic.crm.account() + "\",\"limit\":\"every call in 24h\","
                        + "\"left\":812,\"of\":1000,\"until\":\"2026-03-02T00:00:00Z\"}]");
        assertThat(status.text())
                .contains(
                        "every call in 24h: 812 of 1000 left, all again at 2026-03-02T00:00:00Z",
                        "Flow patients\n  0 linked, 0 in sync",
                        "1 disputed, SEVERAL_MATCHES")
                .doesNotContain("Cy", "0412");
        assertThat(clinic.crm.calls().total()).isZero();
    }

    /** A CRM that knows how many calls are left. */
    private record Metered(Connector crm, CallsLeft left) implements Connector {
        @Override
        public AccountId account() {
            return crm.account();
        }

        @Override
        public RecordAccess access(RecordType type) {
            return crm.access(type);
        }

        @Override
        public Optional<SchemaOwner> schema() {
            return crm.schema();
        }

        @Override
        public List<CallsLeft> budget() {
            return List.of(left);
        }
    }

    @Test
    void jsonHoldsTheSameWithoutAValueAndWithoutACall() {
        Clinic clinic = Clinic.oneWay();
        clinic.contact("Cy \"", "Ng", null, "0412 345 678");
        clinic.contact("Cy \"", "Ng", null, "0412 345 678");
        clinic.patient("Cy \"", "Ng", null, "0412 345 678");
        clinic.pass();
        clinic.crm.resetCalls();
        clinic.clinic.resetCalls();

        String json = clinic.engine.status().toJson();

        assertThat(json)
                .startsWith("{\"integration\":\"clinic-1\",")
                .contains("\"flow\":\"patients\"", "\"code\":\"SEVERAL_MATCHES\"", "\"disputed\":1")
                .doesNotContain("Cy", "0412");
        assertThat(clinic.crm.calls().total() + clinic.clinic.calls().total()).isZero();
    }
}
