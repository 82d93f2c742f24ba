package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.Schema;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import io.tidelock.testkit.InMemoryCrm;
import io.tidelock.testkit.InMemorySystem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaGateTest {

    private static final Field ID = Field.text("clinic_patient_id");

    private final InMemorySystem clinic = InMemorySystem.builder("clinic")
            .type(Clinic.PATIENT, List.of(Clinic.LAST))
            .build();
    private final InMemoryCrm crm = InMemoryCrm.create();
    private final SyncEngine engine = SyncEngine.builder()
            .integration("clinic-1")
            .plan(Plan.named("clinic")
                    .flow(Flow.toCrm("patients", Clinic.PATIENT, Contact.TYPE)
                            .idField(ID)
                            .map(FieldMapping.from(Clinic.LAST).to(Contact.LAST_NAME))
                            .build())
                    .needs(Schema.Property.of(Contact.TYPE, ID, "Patient id").asUnique())
                    .build())
            .business(clinic)
            .crm(crm)
            .store(new InMemoryStore())
            .fingerprintKey("sixteen bytes or more".getBytes(StandardCharsets.UTF_8))
            .build();

    @Test
    void forgottenProvisioningIsSaidOnceAndNotRecordByRecord() {
        clinic.create(Clinic.PATIENT, Map.of(Clinic.LAST, "Byron"));

        SyncReport report = engine.runNow();

        assertThat(report.interruptions()).singleElement().satisfies(stop -> {
            assertThat(stop.cause())
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContainingAll("contact.clinic_patient_id", "MISSING", "provisionSchema()");
            assertThat(stop.resumeAt()).isEmpty();
        });
        assertThat(engine.parked("patients")).isEmpty();
        assertThat(crm.records(Contact.TYPE)).isEmpty();
    }

    @Test
    void onceProvisionedTheNextPassTakesEverything() {
        clinic.create(Clinic.PATIENT, Map.of(Clinic.LAST, "Byron"));
        engine.runNow();

        assertThat(engine.provisionSchema()).isEmpty();
        SyncReport report = engine.runNow();

        assertThat(report.interruptions()).isEmpty();
        assertThat(crm.records(Contact.TYPE)).hasSize(1);
    }

    @Test
    void crmThatCannotBeAskedNowIsAskedAgain() {
        clinic.create(Clinic.PATIENT, Map.of(Clinic.LAST, "Byron"));
        engine.provisionSchema();
        crm.failNext(Fault.throwing(
                new RetryLaterException("the CRM is busy", Duration.ofMinutes(1), null), Call.Kind.SCHEMA));

        assertThat(engine.runNow().resumeAt()).isPresent();
        assertThat(engine.runNow().interruptions()).isEmpty();

        assertThat(crm.records(Contact.TYPE)).hasSize(1);
    }

    @Test
    void tokenThatMayNotReadDefinitionsStillSyncs() {
        clinic.create(Clinic.PATIENT, Map.of(Clinic.LAST, "Byron"));
        engine.provisionSchema();
        crm.failNext(Fault.throwing(new AccessDeniedException("no schema scope"), Call.Kind.SCHEMA));

        SyncReport report = engine.runNow();

        assertThat(report.interruptions()).isEmpty();
        assertThat(crm.records(Contact.TYPE)).hasSize(1);
    }
}
