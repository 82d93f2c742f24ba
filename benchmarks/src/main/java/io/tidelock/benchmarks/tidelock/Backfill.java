package io.tidelock.benchmarks.tidelock;

import io.tidelock.benchmarks.database.Database;
import io.tidelock.benchmarks.workload.PatientFeed;
import io.tidelock.benchmarks.workload.Phase;
import io.tidelock.benchmarks.workload.WrongResultException;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncListener;
import io.tidelock.engine.SyncReport;
import io.tidelock.jdbc.JdbcStore;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/** Takes any number of records over in one pass; neither side holds any of them, so the heap is Tidelock's own. */
public final class Backfill {

    private static final String INTEGRATION = "backfill";
    private static final String FLOW = "patients";

    private final int records;
    private final CountingCrm crm = new CountingCrm();

    /** Takes over so many records. */
    public Backfill(int records) {
        this.records = records;
    }

    /**
     * Runs until everything is settled, and once more.
     *
     * @param progress hears after each page how many records were taken over
     * @throws WrongResultException if a record has no contact or no link, or the pass after the last one did anything
     */
    public void run(Database database, LongConsumer progress) {
        try (JdbcStore store = JdbcStore.open(database.dataSource())) {
            SyncEngine engine = engine(store, progress);
            SyncReport report = engine.runNow();
            require(report.interruptions().isEmpty(), "Interrupted: " + report.interruptions());
            require(!report.more(), "One pass left something");
            require(crm.size() == records, "There are " + crm.size() + " contacts for " + records + " records");
            long links = store.countLinks(IntegrationId.of(INTEGRATION), FLOW).values().stream()
                    .mapToLong(count -> count)
                    .sum();
            require(links == records, "There are " + links + " links for " + records + " records");
            require(engine.runNow().quiet(), "The pass after the last one was not quiet");
        }
    }

    private SyncEngine engine(JdbcStore store, LongConsumer progress) {
        PatientFeed feed = new PatientFeed(records);
        feed.show(Phase.INITIAL);
        return SyncEngine.builder()
                .integration(INTEGRATION)
                .plan(Plan.named("backfill")
                        .flow(Fields.flow(FLOW).idField(CountingCrm.PATIENT_ID).build())
                        .build())
                .business(new PatientConnector(feed))
                .crm(crm)
                .store(store)
                .fingerprintKey("no secret, but long enough".getBytes(StandardCharsets.UTF_8))
                .listener(new Progress(progress))
                .build();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new WrongResultException(otherwise);
        }
    }

    private static final class Progress implements SyncListener {
        private final LongConsumer hearer;
        private long taken;

        Progress(LongConsumer hearer) {
            this.hearer = hearer;
        }

        @Override
        public void onPage(String feed, int observed) {
            taken += observed;
            hearer.accept(taken);
        }
    }
}
