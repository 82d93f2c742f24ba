package io.tidelock.benchmarks;

import io.tidelock.benchmarks.database.Database;
import io.tidelock.benchmarks.database.SqliteFile;
import io.tidelock.benchmarks.tidelock.Backfill;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code memory} runs in a JVM of its own with a small heap. */
@Command(name = "backfill", hidden = true, description = "Takes records over in this JVM and prints what that took.")
final class BackfillMain implements Callable<Integer> {

    @Option(names = "--records", required = true)
    private int records;

    @Option(names = "--directory", required = true)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        spec.commandLine().getOut().print(run(records, directory).lines());
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** Takes records over, and notes the live heap ten times on the way. */
    static Figures run(int records, Path directory) throws IOException {
        Figures figures = new Figures();
        HeapReadings heap = new HeapReadings(figures, Math.max(1, records / 10));
        try (Database database = new SqliteFile(directory)) {
            long start = System.nanoTime();
            new Backfill(records).run(database, heap::note);
            figures.put("wall_ms", (System.nanoTime() - start) / 1e6);
            figures.put("disk_bytes", (double) database.bytesOnDisk());
        }
        Meter.peakResidentBytes().ifPresent(bytes -> figures.put("peak_rss_bytes", (double) bytes));
        return figures;
    }

    /** Reads the live heap whenever so many more records were taken over. */
    private static final class HeapReadings {
        private final Figures figures;
        private final int step;
        private long next;

        HeapReadings(Figures figures, int step) {
            this.figures = figures;
            this.step = step;
            this.next = step;
        }

        void note(long taken) {
            if (taken >= next) {
                MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
                memory.gc();
                figures.put("heap_bytes.at." + taken, (double)
                        memory.getHeapMemoryUsage().getUsed());
                next += step;
            }
        }
    }
}
