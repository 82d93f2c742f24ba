package io.tidelock.benchmarks;

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

/** Shows that memory does not grow with the number of records: a backfill on SQLite in 64 MB of heap. */
@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        description = "Takes many records over on SQLite with a heap of 64 MB, and shows how much of it is in use.")
final class MemoryMain implements Callable<Integer> {

    @Option(names = "--records", defaultValue = "1000000", description = "How many records (${DEFAULT-VALUE}).")
    private int records;

    @Option(names = "--directory", description = "Where the database is kept meanwhile; else among temporary files.")
    private @Nullable Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path own = Directories.fresh(directory, "memory");
        try {
            Figures figures = Fork.run(
                    List.of("-Xmx64m"), List.of("backfill", "--records", "" + records, "--directory", own.toString()));
            print(figures, spec.commandLine().getOut());
        } finally {
            Directories.remove(own);
        }
        return 0;
    }

    /** Prints each figure, and for the heap how many times that of the first reading it is. */
    private static void print(Figures figures, PrintWriter out) {
        List<String> names = figures.names();
        double first = figures.value(names.get(0));
        names.forEach(name -> out.printf(Locale.ROOT, "%-28s%,18.0f%n", name, figures.value(name)));
        out.println();
        names.forEach(name -> out.printf(
                Locale.ROOT,
                "metric=memory.%s value=%.0f ratio=%s%n",
                name,
                figures.value(name),
                name.startsWith("heap_bytes") ? String.format(Locale.ROOT, "%.3f", figures.value(name) / first) : "-"));
    }
}
