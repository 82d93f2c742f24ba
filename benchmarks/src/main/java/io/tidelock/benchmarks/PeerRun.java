package io.tidelock.benchmarks;

import io.tidelock.benchmarks.Meter.Cost;
import io.tidelock.benchmarks.workload.Calls;
import io.tidelock.benchmarks.workload.PatientFeed;
import io.tidelock.benchmarks.workload.PatientFeed.Page;
import io.tidelock.benchmarks.workload.Peer;
import io.tidelock.benchmarks.workload.Phase;
import io.tidelock.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;

/** Takes one peer through all the phases, in this JVM, and checks after each that it did what it should. */
final class PeerRun {

    private final PeerKind kind;
    private final int records;
    private final Path directory;
    private final Meter meter = new Meter();
    private final Figures figures = new Figures();

    PeerRun(PeerKind kind, int records, Path directory) {
        this.kind = kind;
        this.records = records;
        this.directory = directory;
    }

    /**
     * Runs, and returns what it cost.
     *
     * @throws io.tidelock.benchmarks.workload.WrongResultException if the result is not the expected one
     */
    Figures run() throws IOException {
        Workload workload = Workload.of(records);
        try (Peer peer = kind.open(workload, directory)) {
            for (Phase phase : Phase.values()) {
                Calls before = workload.crm().calls();
                workload.feed().show(phase);
                note(phase, meter.of(peer::sync), workload.crm().calls().since(before));
                workload.requireDone(phase, peer);
            }
            figures.put("disk_bytes", (double) peer.bytesOnDisk());
        }
        Meter.peakResidentBytes().ifPresent(bytes -> figures.put("peak_rss_bytes", (double) bytes));
        return figures;
    }

    private void note(Phase phase, Cost cost, Calls calls) {
        String name = phase.label() + ".";
        long source = meter.of(() -> readAlone(phase)).bytes();
        figures.put(name + "wall_ms", cost.wallNanos() / 1e6);
        figures.put(name + "cpu_ms", cost.cpuNanos() / 1e6);
        figures.put(name + "bytes_per_record", (double) (cost.bytes() - source) / phase.records(records));
        figures.put(name + "look_ups", calls.lookUps());
        figures.put(name + "reads", calls.reads());
        figures.put(name + "writes", calls.writes());
    }

    /** Reads what a phase shows and does nothing with it: what that costs is the source's. */
    private void readAlone(Phase phase) {
        PatientFeed feed = new PatientFeed(records);
        feed.show(phase);
        long position = feed.start(phase);
        boolean more = true;
        while (more) {
            Page page = feed.after(position);
            position = page.next();
            more = page.more();
        }
    }
}
