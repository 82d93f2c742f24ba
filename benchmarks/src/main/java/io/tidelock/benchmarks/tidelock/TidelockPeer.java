package io.tidelock.benchmarks.tidelock;

import io.tidelock.benchmarks.workload.Column;
import io.tidelock.benchmarks.workload.Peer;
import io.tidelock.benchmarks.workload.Workload;
import io.tidelock.benchmarks.workload.WrongResultException;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.store.StoredLink;
import io.tidelock.store.SyncStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/** Tidelock as a host sets it up: a plan of one flow, two connectors, a store. */
public final class TidelockPeer implements Peer {

    private static final String INTEGRATION = "benchmark";
    private static final String FLOW = "patients";
    private static final int SLICE = 1_000;

    private final SyncStore store;
    private final Shelf shelf;
    private final SyncEngine engine;

    /** Where the store lives. */
    public interface Shelf extends AutoCloseable {
        /** Returns what it takes on disk. */
        long bytesOnDisk();

        @Override
        void close();
    }

    /** Keeps what must be kept in a store, and closes where it lives when it is done. */
    public TidelockPeer(Workload workload, SyncStore store, Shelf shelf) {
        this.store = store;
        this.shelf = shelf;
        this.engine = SyncEngine.builder()
                .integration(INTEGRATION)
                .plan(Plan.named("benchmark").flow(flow()).build())
                .business(new PatientConnector(workload.feed()))
                .crm(new CrmConnector(workload.crm()))
                .store(store)
                .fingerprintKey("no secret, but long enough".getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static Flow flow() {
        Flow.Builder flow = Flow.toCrm(FLOW, Fields.PATIENT, Contact.TYPE)
                .match(MatchRule.on(Fields.OF_PATIENTS.field(Column.EMAIL), Contact.EMAIL));
        for (Column column : Column.values()) {
            flow.map(FieldMapping.from(Fields.OF_PATIENTS.field(column)).to(Fields.OF_CONTACTS.field(column)));
        }
        return flow.build();
    }

    @Override
    public void sync() {
        boolean more = true;
        while (more) {
            SyncReport report = engine.runNow();
            if (!report.interruptions().isEmpty()) {
                throw new WrongResultException("Interrupted: " + report.interruptions());
            }
            more = report.more();
        }
        if (!engine.parked(FLOW).isEmpty()) {
            throw new WrongResultException("Parked: " + engine.parked(FLOW).get(0));
        }
    }

    @Override
    public void eachLink(BiConsumer<String, String> reader) {
        RecordRef after = null;
        List<StoredLink> slice;
        do {
            slice = store.links(IntegrationId.of(INTEGRATION), FLOW, after, SLICE);
            for (StoredLink link : slice) {
                reader.accept(link.source().id(), link.target().id());
                after = link.source();
            }
        } while (!slice.isEmpty());
    }

    @Override
    public long bytesOnDisk() {
        return shelf.bytesOnDisk();
    }

    @Override
    public void close() {
        shelf.close();
    }
}
