package io.tidelock.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets one, two and three nodes share quiet tenants: all of them due at once, then one after the other. */
@Command(
        name = "nodes",
        mixinStandardHelpOptions = true,
        description = "Shares quiet tenants among one, two and three nodes, each a JVM, on one PostgreSQL.")
final class NodesMain implements Callable<Integer> {

    private static final double AIM_OF_TWO = 1.8;

    @Option(names = "--count", defaultValue = "2000", description = "How many tenants (${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--every",
            defaultValue = "60",
            description = "Seconds between two passes of a tenant; 2000 every 60 are as many as 10000 every 300.")
    private int every;

    @Option(
            names = "--latency",
            defaultValue = "200",
            description = "Milliseconds that a vendor takes for a page (${DEFAULT-VALUE}); none is measured besides.")
    private int latency;

    @Option(
            names = "--workers",
            defaultValue = "8",
            description = "How many passes a node makes at a time (${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--rounds",
            defaultValue = "2",
            description = "How often all are due at once; the fastest time counts (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--nodes", split = ",", defaultValue = "1,2,3", description = "How many nodes (${DEFAULT-VALUE}).")
    private List<Integer> nodes = List.of();

    @Option(names = "--directory", description = "Where the database is kept meanwhile; else among temporary files.")
    private @Nullable Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException, SQLException {
        measure(latency);
        if (latency > 0) {
            measure(0);
        }
        return 0;
    }

    private void measure(int milliseconds) throws IOException, InterruptedException, ExecutionException, SQLException {
        Map<Integer, Figures> byNodes = new LinkedHashMap<>();
        for (int running : nodes) {
            Path own = Directories.fresh(directory, "nodes");
            try {
                NodesRun run = new NodesRun(new NodesRun.Setting(count, every, workers, rounds), running, milliseconds);
                byNodes.put(running, run.measured(own, milliseconds == latency));
            } finally {
                Directories.remove(own);
            }
            print(milliseconds, running, byNodes);
        }
    }

    private void print(int milliseconds, int running, Map<Integer, Figures> byNodes) {
        PrintWriter out = spec.commandLine().getOut();
        Figures figures = byNodes.getOrDefault(running, new Figures());
        double one = byNodes.values().iterator().next().value("passes_a_second");
        String metric = "metric=nodes." + milliseconds + "ms." + running + ".";
        double ratio = figures.value("passes_a_second") / one;
        boolean aims = milliseconds > 0 && running == 2 && nodes.get(0) == 1;
        out.printf(
                Locale.ROOT,
                "%spasses_a_second value=%.0f ratio=%.2f%s%n",
                metric,
                figures.value("passes_a_second"),
                ratio,
                aims ? " aim=" + AIM_OF_TWO + (ratio >= AIM_OF_TWO ? " met" : " missed") : "");
        figures.names().stream()
                .filter(name -> !name.equals("passes_a_second"))
                .forEach(name -> out.printf(Locale.ROOT, "%s%s value=%.2f%n", metric, name, figures.value(name)));
    }
}
