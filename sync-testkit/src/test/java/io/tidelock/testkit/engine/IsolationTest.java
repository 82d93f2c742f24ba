package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.Connector;
import io.tidelock.crm.Contact;
import io.tidelock.engine.Integration;
import io.tidelock.engine.IntegrationCatalog;
import io.tidelock.engine.KeyUse;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoredLink;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class IsolationTest {

    private static final String CANARY = "Canary7Q";

    @Test
    void twoIntegrationsOnOneStoreKnowNothingOfEachOther() {
        SyncStore shared = new InMemoryStore();
        Clinic one = Clinic.setup().store(shared).build();
        Clinic two = Clinic.setup().store(shared).build();
        two.engine = two.engine("clinic-2", UnaryOperator.identity());
        one.patient("Ada", "Byron", "ada@example.com", null);
        one.pass();
        two.patient("Bo", "Lee", "ada@example.com", null);

        SyncReport report = two.pass();

        assertThat(report.writes()).isEqualTo(1);
        assertThat(two.contacts())
                .singleElement()
                .satisfies(contact ->
                        assertThat(contact.value("first_name").plain()).isEqualTo("Bo"));
        assertThat(one.contacts()).hasSize(1);
        assertThat(one.pass().quiet()).isTrue();
    }

    @Test
    void tenantsWithTheSameRecordIdsOnOneStoreNeverMeet() {
        SyncStore shared = new InMemoryStore();
        Clinic one = Clinic.setup().store(shared).build();
        Clinic two = Clinic.setup().store(shared).build();
        two.engine = two.engine("clinic-2", UnaryOperator.identity());
        RecordRef ada = one.patient("Ada", "Byron", "ada@example.com", "0400 000 001");
        RecordRef bo = two.patient("Ada", "Byron", "ada@example.com", "0400 000 001");
        assertThat(ada).isEqualTo(bo);
        one.crm.refuse(operation -> true, "CLOSED");

        one.pass();
        two.pass();

        assertThat(one.parked()).containsExactly("CLOSED");
        assertThat(two.parked()).isEmpty();
        assertThat(one.contacts()).isEmpty();
        assertThat(two.contacts()).hasSize(1);
        assertThat(two.engine.keys()).extracting(KeyUse::links).containsExactly(1L);
        assertThat(one.engine.keys()).extracting(KeyUse::links).containsExactly(0L);
        one.crm.acceptAll();
        one.engine.resync("patients", Side.SOURCE, ada);
        one.pass();
        assertThat(one.contacts()).as("the other tenant's claim is none here").hasSize(1);
        assertThat(two.pass().quiet()).isTrue();
    }

    @Test
    void planKeyAndWalkOfOneTenantAreNothingToAnother() {
        SyncStore shared = new InMemoryStore();
        Clinic one = Clinic.setup().store(shared).build();
        Clinic two = Clinic.setup().store(shared).build();
        two.engine = two.engine("clinic-2", UnaryOperator.identity());
        one.patient("Ada", "Byron", "ada@example.com", null);
        two.patient("Bo", "Lee", "bo@example.com", null);
        one.pass();
        two.pass();
        two.pass();

        one.formerKeys = List.of(one.key);
        one.key = "another sixteen bytes";
        one.revise(flow -> flow.map(FieldMapping.from(Clinic.FIRST).to(Contact.JOB_TITLE)));
        one.engine.reconcile("patients");
        two.clinic.resetCalls();

        assertThat(two.pass().quiet()).as("by its own plan, under its own key").isTrue();
        assertThat(two.clinic.calls().reads()).as("no walk").isZero();
        assertThat(one.pass().writes()).isEqualTo(1);
        assertThat(two.pass().quiet()).isTrue();
    }

    @Test
    void tenantsThatShareOneAccountKeepTheirLinksApart() {
        SyncStore shared = new InMemoryStore();
        Clinic one = Clinic.setup().store(shared).build();
        SyncEngine other = one.engine("clinic-2", flow -> flow.createsNothing());
        RecordRef ada = one.patient("Ada", "Byron", "ada@example.com", null);
        one.pass();

        other.runNow();

        Set<IntegrationId> linked = Set.of(IntegrationId.of("clinic-1"), IntegrationId.of("clinic-2"));
        assertThat(linked)
                .allSatisfy(id -> assertThat(shared.load(StoreRequest.about(id, "patients", Side.SOURCE, Set.of(ada)))
                                .links())
                        .hasSize(1));
        StoredLink mine =
                shared.links(IntegrationId.of("clinic-1"), "patients", null, 10).get(0);
        StoredLink theirs =
                shared.links(IntegrationId.of("clinic-2"), "patients", null, 10).get(0);
        assertThat(mine.target()).isEqualTo(theirs.target());
        assertThat(mine.sourceDigest()).as("equal values, other fingerprints").isNotEqualTo(theirs.sourceDigest());
        assertThat(mine.base()).isNotEqualTo(theirs.base());
    }

    @Test
    void anyNodeOpensAnIntegrationFromTheCatalog() {
        Clinic clinic = Clinic.oneWay();
        Plan plan = Plan.named("names")
                .flow(Flow.toCrm("names", Clinic.PATIENT, Contact.TYPE)
                        .map(FieldMapping.from(Clinic.FIRST).to(Contact.FIRST_NAME))
                        .build())
                .build();
        IntegrationCatalog catalog = id -> new Integration(id, plan, clinic.clinic, clinic.crm);
        clinic.patient("Ada", "Byron", null, null);

        for (int node = 0; node < 2; node++) {
            SyncEngine engine = SyncEngine.builder()
                    .integration(catalog.open(IntegrationId.of("tenant-7")))
                    .store(clinic.store)
                    .fingerprintKey("sixteen bytes or more".getBytes(StandardCharsets.UTF_8))
                    .clock(clinic.clock)
                    .build();
            engine.runNow();
        }

        assertThat(clinic.contacts()).hasSize(1);
    }

    @Test
    void secondNodeInTheMiddleOfAWriteCreatesNoTwin() {
        Clinic clinic = Clinic.oneWay();
        clinic.patient("Ada", "Byron", "ada@example.com", null);
        SyncEngine other = clinic.engine(UnaryOperator.identity());
        clinic.crm.watch(new Once(Call.Kind.WRITE, other::runNow));

        clinic.pass();
        clinic.pass();

        assertThat(clinic.contacts()).hasSize(1);
        assertThat(other.runNow().quiet()).isTrue();
    }

    @Test
    void secondNodeDoesNotRepeatACreationThatNothingRecognises() {
        Clinic clinic = Clinic.setup()
                .back(ConflictPolicy.SOURCE_WINS)
                .flow(Flow.Builder::createsBothWays)
                .build();
        clinic.contact("Ada", "Byron", "ada@example.com", null);
        SyncEngine other = clinic.engine(Flow.Builder::createsBothWays);
        clinic.clinic.watch(new Once(Call.Kind.WRITE, other::runNow));

        clinic.pass();
        clinic.pass();

        assertThat(clinic.clinic.records(Clinic.PATIENT)).hasSize(1);
        clinic.pass();
        assertThat(clinic.pass().quiet()).isTrue();
        assertThat(clinic.parked()).isEmpty();
    }

    @Test
    void nodesThatTakeTurnsAgree() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.HOLD).build();
        SyncEngine other = clinic.engine(UnaryOperator.identity());
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.crm.edit(clinic.contactOf(ada), Contact.CITY, "London");

        clinic.clock.advance(Duration.ofMinutes(1));
        other.runNow();

        assertThat(clinic.clinic.value(ada, Clinic.CITY)).isEqualTo("London");
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void whatRecordsHoldIsInNoReportNoReasonAndNoText() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.HOLD).build();
        List<String> said = new ArrayList<>();
        RecordRef ada = clinic.patient(CANARY, CANARY, CANARY + "@example.com", "0400 000 001");
        clinic.patient("Bo" + CANARY, CANARY, CANARY + "@example.com", "0400 000 001");
        said.add(clinic.pass().toString());
        RecordRef contact = clinic.contactOf(ada);
        clinic.clinic.edit(ada, Clinic.CITY, CANARY + "1");
        clinic.crm.edit(contact, Contact.CITY, CANARY + "2");
        said.add(clinic.pass().toString());
        clinic.crm.refuse(operation -> true, "CLOSED");
        clinic.clinic.edit(ada, Clinic.LAST, CANARY + "3");
        said.add(clinic.pass().toString());
        clinic.crm.acceptAll();
        clinic.clinic.edit(ada, Clinic.LAST, CANARY + "4");
        clinic.crm.failNext(Fault.throwing(new IllegalArgumentException(CANARY), Call.Kind.WRITE));
        said.add(clinic.pass().toString());
        said.add(clinic.engine.parked("patients").toString());
        said.add(clinic.engine.toString());
        Connector connector = clinic.crm;
        said.add(connector.toString());
        said.add(clinic.crm.record(contact).toString());

        assertThat(String.join("\n", said).toLowerCase(Locale.ROOT))
                .contains("conflict", "closed", "city")
                .doesNotContain(CANARY.toLowerCase(Locale.ROOT));
    }
}
