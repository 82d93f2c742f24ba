package io.tidelock.benchmarks;

import io.tidelock.benchmarks.clinic.HintLatency;
import io.tidelock.benchmarks.clinic.HintLatency.Result;
import io.tidelock.benchmarks.database.SqliteFile;
import io.tidelock.jdbc.JdbcStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how long it takes from a hint to the record that is written in the CRM, over the round trips themselves. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description = "Measures from a webhook's hint to the contact that is written, on SQLite, with vendors that take"
                + " their time.")
final class LatencyMain implements Callable<Integer> {

    @Option(names = "--hints", defaultValue = "200", description = "How many hints (${DEFAULT-VALUE}).")
    private int hints;

    @Option(
            names = "--latency",
            defaultValue = "20",
            description = "Milliseconds that a vendor takes for each answer (${DEFAULT-VALUE}).")
    private int latency;

    @Option(names = "--directory", description = "Where the database is kept meanwhile; else among temporary files.")
    private @Nullable Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path own = Directories.fresh(directory, "latency");
        try (JdbcStore store = JdbcStore.open(new SqliteFile(own).dataSource())) {
            print(new HintLatency(hints, Duration.ofMillis(latency)).run(store));
        } finally {
            Directories.remove(own);
        }
        return 0;
    }

    private void print(Result result) {
        PrintWriter out = spec.commandLine().getOut();
        double floor = result.floor() / 1e6;
        out.printf(Locale.ROOT, "%.1f calls a hint, one after the other, take %.1f ms%n", result.calls(), floor);
        out.printf(Locale.ROOT, "metric=latency.calls value=%.1f%n", result.calls());
        for (int percent : new int[] {50, 99}) {
            double took = result.quantile(percent / 100.0) / 1e6;
            out.printf(Locale.ROOT, "p%d %.1f ms, %.1f ms over the round trips%n", percent, took, took - floor);
            out.printf(Locale.ROOT, "metric=latency.p%d_ms value=%.1f ratio=%.2f%n", percent, took, took / floor);
            out.printf(Locale.ROOT, "metric=latency.p%d_over_ms value=%.1f%n", percent, took - floor);
        }
    }
}
