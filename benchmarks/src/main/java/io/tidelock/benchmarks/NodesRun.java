package io.tidelock.benchmarks;

import io.tidelock.benchmarks.database.PostgresServer;
import io.tidelock.benchmarks.tidelock.ClusterClock;
import io.tidelock.benchmarks.tidelock.ClusterNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Some nodes, each a JVM, that share tenants on a database of their own.
 *
 * @param setting what all runs have in common
 * @param nodes how many
 * @param latency how long a page of a tenant's takes, in milliseconds
 */
record NodesRun(Setting setting, int nodes, int latency) {

    private static final Duration LOOK = Duration.ofMillis(250);

    /**
     * What runs have in common.
     *
     * @param count how many tenants
     * @param every how many seconds there are between two passes of one
     * @param workers how many passes a node makes at a time
     * @param rounds how often all are due at once
     */
    record Setting(int count, int every, int workers, int rounds) {}

    /**
     * Measures.
     *
     * @param directory where the database is kept
     * @param withLateness whether to see, too, how late passes are while tenants are due one after the other
     */
    Figures measured(Path directory, boolean withLateness)
            throws IOException, InterruptedException, ExecutionException, SQLException {
        try (PostgresServer server = new PostgresServer(directory)) {
            Duration every = Duration.ofSeconds(setting.every());
            ClusterClock clock = new ClusterClock(server.dataSource(), every);
            try (ClusterNode administration =
                    new ClusterNode(server.dataSource(), "administration", 1, Duration.ZERO, every)) {
                administration.add(setting.count());
            }
            Path end = directory.resolve("end");
            List<Future<Figures>> forks = start(server.url(), end);
            Figures figures = new Figures();
            awaitFirst(clock);
            drain(server, clock, figures);
            if (withLateness) {
                late(clock, figures);
            }
            Files.createFile(end);
            share(forks, figures);
            return figures;
        }
    }

    private List<Future<Figures>> start(String url, Path end) {
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        List<Future<Figures>> forks = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            String name = "node-" + node;
            forks.add(threads.submit(() -> fork(url, name, end)));
        }
        threads.shutdown();
        return forks;
    }

    private Figures fork(String url, String name, Path end) throws IOException, InterruptedException {
        return Fork.run(
                List.of("-Xmx256m"),
                List.of(
                        "node",
                        "--url=" + url,
                        "--name=" + name,
                        "--until=" + end,
                        "--every=" + setting.every(),
                        "--latency=" + latency,
                        "--workers=" + setting.workers()));
    }

    /** The first pass of each is no quiet one, and warms the JVMs up. */
    private void awaitFirst(ClusterClock clock) throws SQLException, InterruptedException {
        while (clock.begun() < setting.count()) {
            Thread.sleep(LOOK.toMillis());
        }
    }

    /** Makes all due at once, several times; what counts is the fastest time. */
    private void drain(PostgresServer server, ClusterClock clock, Figures figures)
            throws SQLException, InterruptedException {
        double best = 0;
        long transactions = clock.transactions();
        Duration served = server.serverTime();
        for (int round = 0; round < setting.rounds(); round++) {
            long begun = clock.now();
            clock.allDue();
            while (clock.passedSince(begun) < setting.count()) {
                Thread.sleep(LOOK.toMillis());
            }
            long last =
                    clock.lastPasses().stream().mapToLong(Long::longValue).max().orElse(begun);
            best = Math.max(best, setting.count() * 1e9 / (last - begun));
        }
        double passes = (double) setting.count() * setting.rounds();
        figures.put("passes_a_second", best);
        Thread.sleep(1_000); // the server counts up after that long
        figures.put("transactions_a_pass", (clock.transactions() - transactions) / passes);
        figures.put("server_cpu_ms_a_pass", server.serverTime().minus(served).toNanos() / 1e6 / passes);
    }

    private void late(ClusterClock clock, Figures figures) throws SQLException, InterruptedException {
        clock.spread();
        List<Long> before = clock.lastPasses();
        Thread.sleep(Duration.ofSeconds(setting.every() + 1L).toMillis());
        List<Long> after = clock.lastPasses();
        long now = clock.now();
        long every = Duration.ofSeconds(setting.every()).toNanos();
        List<Long> late = new ArrayList<>();
        for (int tenant = 0; tenant < before.size(); tenant++) {
            long passed = after.get(tenant) > before.get(tenant) ? after.get(tenant) : now;
            late.add(passed - before.get(tenant) - every);
        }
        late.sort(null);
        figures.put("late_p50_seconds", late.get(late.size() / 2) / 1e9);
        figures.put("late_p99_seconds", late.get((int) (late.size() * 0.99)) / 1e9);
    }

    private static void share(List<Future<Figures>> forks, Figures figures)
            throws InterruptedException, ExecutionException {
        double most = 0;
        double least = Double.MAX_VALUE;
        double all = 0;
        double cpu = 0;
        for (Future<Figures> fork : forks) {
            double passes = fork.get().value("passes");
            most = Math.max(most, passes);
            least = Math.min(least, passes);
            all += passes;
            cpu += fork.get().value("cpu_nanos");
        }
        figures.put("most_over_least", most / least);
        figures.put("node_cpu_ms_a_pass", cpu / 1e6 / all);
    }
}
