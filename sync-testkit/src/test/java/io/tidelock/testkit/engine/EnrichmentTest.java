package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Deal;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.Enrichment;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.PassLimit;
import io.tidelock.record.AccountId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.store.Parked;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("CL-13")
class EnrichmentTest {

    private static final Enrichment CASE =
            Enrichment.of("case", Visits.CASE, Visits.CASE_ID).taking(Visits.CASE_NAME);
    private static final Enrichment CASES = Enrichment.of("cases", Visits.CASE, Visits.CASE_IDS)
            .taking(Visits.CASE_NAME)
            .ownedBy(shown -> List.of(shown.value(Visits.CASE_OWNER).plain()), Visits.CASE_OWNER);

    @Test
    void whatAnotherRecordShowsTravelsLikeTheRecordsOwn() {
        Clinic clinic = enriched();
        visit(clinic, "Check-up", createCase(clinic, "Knee"));
        Visits.create(clinic, "Without a case");

        clinic.pass();

        assertThat(descriptions(clinic)).containsExactly("Knee", null);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void changeOfTheOtherRecordReachesWhoeverRefersToIt() {
        Clinic clinic = enriched();
        RecordRef knee = createCase(clinic, "Knee");
        visit(clinic, "First", knee);
        visit(clinic, "Second", knee);
        visit(clinic, "Other", createCase(clinic, "Hip"));
        clinic.pass();

        clinic.clinic.edit(knee, Visits.CASE_NAME, "Left knee");
        SyncReport report = clinic.pass();

        assertThat(descriptions(clinic)).containsExactly("Left knee", "Left knee", "Hip");
        assertThat(report.writes()).isEqualTo(2);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void whoeverRefersMayBeNamedByTheOtherRecord() {
        Clinic clinic = several();
        RecordRef visit = Visits.create(clinic, "Check-up");
        RecordRef knee = createCase(clinic, "Knee");
        RecordRef hip = createCase(clinic, "Hip");
        clinic.clinic.edit(knee, Visits.CASE_OWNER, visit.id());
        clinic.clinic.edit(visit, Visits.CASE_IDS, knee.id() + ";" + hip.id());
        clinic.pass();
        assertThat(descriptions(clinic)).as("all of several").containsExactly("Hip;Knee");

        clinic.clinic.edit(knee, Visits.CASE_NAME, "Left knee");
        clinic.pass();

        assertThat(descriptions(clinic)).containsExactly("Hip;Left knee");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void recordThatIsGoneLendsNothing() {
        Clinic clinic = enriched();
        RecordRef knee = createCase(clinic, "Knee");
        visit(clinic, "Check-up", knee);
        visit(clinic, "Dangling", RecordRef.of(Visits.CASE, "999999"));
        clinic.pass();
        assertThat(descriptions(clinic)).containsExactly("Knee", null);

        clinic.clinic.archive(knee);
        clinic.pass();

        assertThat(descriptions(clinic)).containsExactly(null, null);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void readThatFailsInterruptsAndHalfEnrichesNothing() {
        Clinic clinic = enriched();
        visit(clinic, "Check-up", createCase(clinic, "Knee"));
        clinic.clinic.failNext(
                Fault.throwing(new RetryLaterException("Busy", Duration.ofSeconds(5), null), Call.Kind.READ));

        SyncReport report = clinic.pass();
        assertThat(report.interruptions()).hasSize(1);
        assertThat(Visits.deals(clinic)).isEmpty();

        clinic.pass();
        assertThat(descriptions(clinic)).containsExactly("Knee");
    }

    @Test
    void failureAfterAHintLosesNoHint() {
        Clinic clinic = enriched();
        RecordRef knee = createCase(clinic, "Knee");
        visit(clinic, "Check-up", knee);
        clinic.pass();

        clinic.clinic.edit(knee, Visits.CASE_NAME, "Left knee");
        clinic.clinic.failNext(
                Fault.throwing(new RetryLaterException("Busy", Duration.ofSeconds(5), null), Call.Kind.READ));
        assertThat(clinic.pass().interruptions()).hasSize(1);
        clinic.restart();
        clinic.pass();

        assertThat(descriptions(clinic)).containsExactly("Left knee");
    }

    @Test
    void otherRecordThatIsRefusedHoldsBackOnlyWhoeverRefersToIt() {
        RecordRef[] poison = new RecordRef[1];
        Clinic clinic = setup(flow -> flow)
                .business(connector -> refusing(connector, poison))
                .build();
        poison[0] = createCase(clinic, "Poison");
        visit(clinic, "Held back", poison[0]);
        visit(clinic, "Fine", createCase(clinic, "Knee"));
        Visits.create(clinic, "Plain");

        SyncReport report = clinic.pass();

        assertThat(Visits.deals(clinic)).containsExactly("Fine", "Plain");
        assertThat(report.interruptions()).isEmpty();
        assertThat(clinic.engine.parked("visits")).extracting(Parked::code).containsExactly("CURSED");
    }

    @Test
    void unchangedPagesCostOneReadOfTheOthersAndNoCallOfTheTarget() {
        Clinic clinic = setup(flow -> flow).build();
        RecordRef knee = createCase(clinic, "Knee");
        for (int i = 0; i < 250; i++) {
            visit(clinic, "Visit " + i, knee);
        }
        clinic.pass();
        clinic.pass();
        clinic.clinic.records(Visits.VISIT).forEach(visit -> clinic.clinic.touch(visit.ref()));
        clinic.clinic.resetCalls();
        clinic.crm.resetCalls();

        SyncReport report = clinic.pass();

        assertThat(report.unchanged()).isEqualTo(250);
        assertThat(report.quiet()).isTrue();
        assertThat(clinic.clinic.calls().reads()).as("one a page").isEqualTo(3);
        assertThat(clinic.clinic.calls().feedPages())
                .as("three of visits, one of cases, one of patients")
                .isEqualTo(5);
        assertThat(clinic.crm.calls().recordCalls()).isZero();
    }

    @Test
    void hintsBeyondTheLimitAreTakenByLaterPasses() {
        Clinic clinic = setup(flow -> flow.limit(new PassLimit("two", 2))).build();
        RecordRef knee = createCase(clinic, "Knee");
        for (int i = 0; i < 5; i++) {
            visit(clinic, "Visit " + i, knee);
        }
        for (int i = 0; i < 3; i++) {
            clinic.pass();
        }
        clinic.clinic.edit(knee, Visits.CASE_NAME, "Left knee");

        for (int i = 0; i < 3; i++) {
            clinic.pass();
        }

        assertThat(descriptions(clinic)).hasSize(5).containsOnly("Left knee");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void ownFieldsFlowBackBesideWhatIsLentAndSettle() {
        Clinic clinic = Visits.setup(flow -> flow.enrich(CASE)
                        .map(
                                FieldMapping.from(CASE.field(Visits.CASE_NAME)).to(Deal.DESCRIPTION),
                                FieldMapping.from(Visits.DAY)
                                        .to(Deal.OWNER)
                                        .twoWay()
                                        .onConflict(ConflictPolicy.SOURCE_WINS)))
                .build();
        RecordRef visit = visit(clinic, "Check-up", createCase(clinic, "Knee"));
        clinic.pass();

        RecordRef deal = clinic.crm.records(Deal.TYPE).get(0).ref();
        clinic.crm.edit(deal, Deal.OWNER, "2026-03-01");
        clinic.pass();

        assertThat(clinic.clinic.value(visit, Visits.DAY)).isEqualTo("2026-03-01");
        assertThat(descriptions(clinic)).containsExactly("Knee");
        assertThat(clinic.pass().writes()).isZero();
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void connectorsAreAskedForRealFieldsOnly() {
        Flow flow = Flow.toCrm("visits", Visits.VISIT, Deal.TYPE)
                .enrich(CASE)
                .map(FieldMapping.from(CASE.field(Visits.CASE_NAME)).to(Deal.NAME))
                .build();

        assertThat(flow.fields(Side.SOURCE)).containsExactly("case_id");
    }

    private static Clinic enriched() {
        return setup(flow -> flow).build();
    }

    private static Clinic.Setup setup(UnaryOperator<Flow.Builder> change) {
        return Visits.setup(flow -> change.apply(flow.enrich(CASE)
                .map(FieldMapping.from(CASE.field(Visits.CASE_NAME))
                        .to(Deal.DESCRIPTION)
                        .whenEmptied(EmptyPolicy.CLEAR))));
    }

    private static Clinic several() {
        return Visits.setup(flow -> flow.enrich(CASES)
                        .map(FieldMapping.from(CASES.field(Visits.CASE_NAME)).to(Deal.DESCRIPTION)))
                .build();
    }

    private static RecordRef createCase(Clinic clinic, String name) {
        return clinic.clinic.create(Visits.CASE, Map.of(Visits.CASE_NAME, name));
    }

    private static RecordRef visit(Clinic clinic, String title, RecordRef of) {
        return clinic.clinic.create(Visits.VISIT, Map.of(Visits.TITLE, title, Visits.CASE_ID, of.id()));
    }

    private static List<String> descriptions(Clinic clinic) {
        return clinic.crm.records(Deal.TYPE).stream()
                .map(deal -> clinic.crm.value(deal.ref(), Deal.DESCRIPTION))
                .toList();
    }

    /** Refuses every read that names a record. */
    private static Connector refusing(Connector connector, RecordRef[] poison) {
        return new Connector() {
            @Override
            public AccountId account() {
                return connector.account();
            }

            @Override
            public RecordAccess access(RecordType type) {
                RecordAccess access = connector.access(type);
                RecordAccess.Builder refusing = RecordAccess.of(type);
                access.feed().ifPresent(refusing::feed);
                access.finder().ifPresent(refusing::finder);
                access.writer().ifPresent(refusing::writer);
                access.reader().ifPresent(reader -> refusing.reader(refusing(reader, type, poison)));
                return refusing.build();
            }
        };
    }

    private static RecordReader refusing(RecordReader reader, RecordType type, RecordRef[] poison) {
        return (ids, fields) -> {
            if (type.equals(poison[0].type()) && ids.contains(poison[0].id())) {
                throw new RequestRejectedException("Refused", 500, "CURSED", Map.of());
            }
            return reader.read(ids, fields);
        };
    }
}
