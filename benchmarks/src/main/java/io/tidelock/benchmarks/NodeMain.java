package io.tidelock.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.benchmarks.tidelock.ClusterNode;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code nodes} runs in a JVM of its own for each node. */
@Command(name = "node", hidden = true, description = "Runs one node in this JVM and prints how many passes it made.")
final class NodeMain implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(200);

    @Option(names = "--url", required = true)
    private String url = "";

    @Option(names = "--name", required = true)
    private String name = "";

    @Option(names = "--until", required = true, description = "Ends once this file is there.")
    private Path until = Path.of("");

    @Option(names = "--every", required = true)
    private int every;

    @Option(names = "--latency", required = true)
    private int latency;

    @Option(names = "--workers", required = true)
    private int workers;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            pool.setMaximumPoolSize(workers + 3);
            ClusterNode node =
                    new ClusterNode(pool, name, workers, Duration.ofMillis(latency), Duration.ofSeconds(every));
            node.start();
            while (!Files.exists(until)) {
                Thread.sleep(LOOK.toMillis());
            }
            node.close();
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            PrintWriter out = spec.commandLine().getOut();
            out.println("figure passes " + node.passes());
            out.println("figure cpu_nanos " + system.getProcessCpuTime());
        }
        return 0;
    }
}
