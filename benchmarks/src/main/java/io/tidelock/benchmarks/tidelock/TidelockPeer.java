package io.tidelock.benchmarks.tidelock;

import io.tidelock.benchmarks.database.Database;
import io.tidelock.benchmarks.workload.Peer;
import io.tidelock.benchmarks.workload.Workload;
import io.tidelock.benchmarks.workload.WrongResultException;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.jdbc.JdbcStore;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.store.InMemoryStore;
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

    private TidelockPeer(Workload workload, SyncStore store, Shelf shelf) {
        this.store = store;
        this.shelf = shelf;
        this.engine = SyncEngine.builder()
                .integration(INTEGRATION)
                .plan(Plan.named("benchmark").flow(Fields.flow(FLOW).build()).build())
                .business(new PatientConnector(workload.feed()))
                .crm(new CrmConnector(workload.crm()))
                .store(store)
                .fingerprintKey("no secret, but long enough".getBytes(StandardCharsets.UTF_8))
                .build();
    }

    /** Keeps everything in memory. */
    public static TidelockPeer inMemory(Workload workload) {
        return new TidelockPeer(workload, new InMemoryStore(), new NoShelf());
    }

    /** Keeps everything in a database of its own, which it closes. */
    public static TidelockPeer on(Workload workload, Database database) {
        JdbcStore store = JdbcStore.open(database.dataSource());
        return new TidelockPeer(workload, store, new DatabaseShelf(store, database));
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

    /** Where the store lives. */
    private interface Shelf {
        long bytesOnDisk();

        void close();
    }

    private record NoShelf() implements Shelf {
        @Override
        public long bytesOnDisk() {
            return 0;
        }

        @Override
        public void close() {}
    }

    private record DatabaseShelf(JdbcStore store, Database database) implements Shelf {
        @Override
        public long bytesOnDisk() {
            return database.bytesOnDisk();
        }

        @Override
        public void close() {
            store.close();
            database.close();
        }
    }
}
