package io.tidelock.benchmarks;

import io.tidelock.benchmarks.database.Database;
import io.tidelock.benchmarks.database.PostgresServer;
import io.tidelock.benchmarks.database.SqliteFile;
import io.tidelock.benchmarks.tidelock.Intake;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts how many hints an inbox makes durable in a second, and how long a request waits for that. */
@Command(
        name = "intake",
        mixinStandardHelpOptions = true,
        description = "Hands hints to an inbox on SQLite and on PostgreSQL, one and a hundred a request.")
final class IntakeMain implements Callable<Integer> {

    @Option(
            names = "--requests",
            defaultValue = "4000",
            description = "How many requests each time (${DEFAULT-VALUE}).")
    private int requests;

    @Option(names = "--threads", defaultValue = "8", description = "How many at a time (${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--directory", description = "Where the databases are kept meanwhile; else among temporary files.")
    private @Nullable Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        for (String name : List.of("sqlite", "postgres")) {
            Path own = Directories.fresh(directory, "intake");
            try (Database database = name.equals("sqlite") ? new SqliteFile(own) : new PostgresServer(own)) {
                measure(name, database, out);
            } finally {
                Directories.remove(own);
            }
        }
        return 0;
    }

    private void measure(String name, Database database, PrintWriter out) {
        for (int hints : new int[] {1, 100}) {
            Intake intake = new Intake(requests, threads, hints);
            intake.run(database.dataSource()); // warms up; the same records then are the same hints
            Intake.Result result = intake.run(database.dataSource());
            String metric = "metric=intake." + name + "." + hints + "_a_request.";
            out.printf(Locale.ROOT, "%shints_a_second value=%.0f%n", metric, result.hintsASecond());
            out.printf(Locale.ROOT, "%sp50_ms value=%.2f%n", metric, result.quantile(0.50) / 1e6);
            out.printf(Locale.ROOT, "%sp99_ms value=%.2f%n", metric, result.quantile(0.99) / 1e6);
        }
    }
}
