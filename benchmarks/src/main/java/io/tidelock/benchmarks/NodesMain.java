package io.tidelock.benchmarks;

import io.tidelock.benchmarks.database.PostgresServer;
import io.tidelock.benchmarks.tidelock.ClusterNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets one, two and three nodes share quiet tenants: first all of them due at once, then as they come. */
@Command(
        name = "nodes",
        mixinStandardHelpOptions = true,
        description = "Shares quiet tenants among one, two and three nodes, each a JVM, on one PostgreSQL.")
final class NodesMain implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(100);

    @Option(names = "--count", defaultValue = "2000", description = "How many tenants (${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--every",
            defaultValue = "60",
            description = "Seconds between two passes of a tenant; 2000 every 60 are as many as 10000 every 300.")
    private int every;

    @Option(names = "--seconds", defaultValue = "100", description = "How long each takes (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--latency",
            defaultValue = "20",
            description = "Milliseconds that a page takes (${DEFAULT-VALUE}).")
    private int latency;

    @Option(names = "--nodes", split = ",", defaultValue = "1,2,3", description = "How many nodes (${DEFAULT-VALUE}).")
    private List<Integer> nodes = List.of();

    @Option(names = "--directory", description = "Where the database is kept meanwhile; else among temporary files.")
    private @Nullable Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        double one = 0;
        for (int running : nodes) {
            Path own = Directories.fresh(directory, "nodes");
            try (PostgresServer server = new PostgresServer(own)) {
                Shared shared = share(server, running);
                one = one == 0 ? shared.passesASecond() : one;
                print(out, running, shared, shared.passesASecond() / one);
            } finally {
                Directories.remove(own);
            }
        }
        return 0;
    }

    /**
     * How tenants were shared.
     *
     * @param passesASecond while all were due
     * @param late how many seconds who was due had to wait at most, at each look after that, the shortest first
     * @param passes of each node
     * @param transactions of the database for each pass
     */
    private record Shared(double passesASecond, List<Double> late, List<Double> passes, double transactions) {}

    private Shared share(PostgresServer server, int running)
            throws InterruptedException, ExecutionException, SQLException {
        DataSource database = server.dataSource();
        try (ClusterNode administration =
                new ClusterNode(database, "administration", Duration.ofMillis(latency), Duration.ofSeconds(every))) {
            administration.add(count);
        }
        double before = ask(database, "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
        ExecutorService threads = Executors.newFixedThreadPool(running);
        List<Future<Figures>> forks = new ArrayList<>();
        for (int node = 0; node < running; node++) {
            String name = "node-" + node;
            forks.add(threads.submit(() -> fork(server.url(), name)));
        }
        double rate = drain(database);
        List<Double> late = new ArrayList<>();
        while (!forks.stream().allMatch(Future::isDone)) {
            late.add(
                    ask(
                            database,
                            "SELECT coalesce(extract(epoch FROM max(clock_timestamp() - execution_time)), 0) FROM tidelock_task"
                                    + " WHERE task_name = 'tidelock-pass' AND NOT picked AND execution_time < clock_timestamp()"));
            Thread.sleep(LOOK.toMillis());
        }
        threads.shutdown();
        List<Double> passes = new ArrayList<>();
        for (Future<Figures> fork : forks) {
            passes.add(fork.get().value("passes"));
        }
        double after = ask(database, "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
        double all = passes.stream().mapToDouble(Double::doubleValue).sum();
        return new Shared(rate, late.stream().sorted().toList(), passes, (after - before) / all);
    }

    /** Waits until everybody had a pass; counts from the first one on, so that no JVM's start is in it. */
    private double drain(DataSource database) throws SQLException, InterruptedException {
        String done =
                "SELECT count(*) FROM tidelock_task WHERE last_success IS NOT NULL AND task_name = 'tidelock-pass'";
        double first = ask(database, done);
        while (first == 0) {
            Thread.sleep(LOOK.toMillis());
            first = ask(database, done);
        }
        long begun = System.nanoTime();
        while (ask(database, done) < count) {
            Thread.sleep(LOOK.toMillis());
        }
        return (count - first) * 1e9 / (System.nanoTime() - begun);
    }

    private Figures fork(String url, String name) throws IOException, InterruptedException {
        return Fork.run(
                List.of("-Xmx256m"),
                List.of(
                        "node",
                        "--url",
                        url,
                        "--name",
                        name,
                        "--seconds",
                        "" + seconds,
                        "--every",
                        "" + every,
                        "--latency",
                        "" + latency));
    }

    private void print(PrintWriter out, int running, Shared shared, double ratio) {
        String metric = "metric=nodes." + running + ".";
        out.printf(Locale.ROOT, "%spasses_a_second value=%.0f ratio=%.2f%n", metric, shared.passesASecond(), ratio);
        double p99 = shared.late().get((int) (shared.late().size() * 0.99));
        out.printf(Locale.ROOT, "%slate_p99_seconds value=%.2f%n", metric, p99);
        double most =
                shared.passes().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double least =
                shared.passes().stream().mapToDouble(Double::doubleValue).min().orElse(0);
        out.printf(Locale.ROOT, "%smost_over_least value=%.2f%n", metric, most / least);
        out.printf(Locale.ROOT, "%stransactions_a_pass value=%.1f%n", metric, shared.transactions());
    }

    private static double ask(DataSource database, String question) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getDouble(1);
        }
    }
}
