package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.StartOverException;
import io.tidelock.crm.Deal;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.Enrichment;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.record.Cursor;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.StoreCommit;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of cursors that an older or newer version of a connector left behind. */
class StartOverTest {

    @Test
    void feedWhoseCursorNobodyCanReadStartsOverAndLosesNothing() {
        Clinic clinic = Clinic.oneWay();
        clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.patient("Bo", "Lee", "bo@example.com", null);
        age(clinic, "business/patient");

        SyncReport told = clinic.pass();
        SyncReport over = clinic.pass();

        assertThat(told.interruptions()).singleElement().satisfies(stop -> {
            assertThat(stop.cause()).isInstanceOf(StartOverException.class);
            assertThat(stop.resumeAt()).contains(told.finishedAt().plusSeconds(60));
        });
        assertThat(over.unchanged()).as("Ada costs her page").isEqualTo(1);
        assertThat(clinic.contacts()).hasSize(2);
        assertThat(clinic.pass().quiet()).isTrue();
    }

    @Test
    void backfillStartsOverToo() {
        Clinic clinic = Clinic.oneWay();
        clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.engine.backfill("patients");
        age(clinic, "backfill/patients");

        clinic.pass();

        assertThat(clinic.pass().unchanged()).isEqualTo(1);
        assertThat(clinic.pass().observed()).isZero();
    }

    @Test
    void lendersGoOnFromWhereTheyHadCaughtUp() {
        Enrichment about = Enrichment.of("case", Visits.CASE, Visits.CASE_ID).taking(Visits.CASE_NAME);
        Clinic clinic = Visits.setup(flow -> flow.enrich(about)
                        .map(FieldMapping.from(about.field(Visits.CASE_NAME)).to(Deal.DESCRIPTION)))
                .build();
        RecordRef knee = clinic.clinic.create(Visits.CASE, Map.of(Visits.CASE_NAME, "Knee"));
        clinic.clinic.create(Visits.VISIT, Map.of(Visits.TITLE, "Check-up", Visits.CASE_ID, knee.id()));
        clinic.pass();
        clinic.clinic.edit(knee, Visits.CASE_NAME, "Left knee");
        age(clinic, "enrichment/visits/case");

        clinic.pass();
        clinic.pass();

        RecordRef deal = clinic.crm.records(Deal.TYPE).get(0).ref();
        assertThat(clinic.crm.value(deal, Deal.DESCRIPTION)).isEqualTo("Left knee");
    }

    private static void age(Clinic clinic, String feed) {
        IntegrationId integration = IntegrationId.of("clinic-1");
        FeedPosition at = clinic.store.position(integration, feed).orElseThrow();
        Instant readAt = at.readAt();
        StoreCommit commit = new StoreCommit(integration);
        commit.move(feed, new FeedPosition(Cursor.of("m0 of an older version"), readAt, at.caughtUp()));
        clinic.store.commit(commit);
    }
}
