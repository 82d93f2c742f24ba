package io.tidelock.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.benchmarks.tidelock.ClusterNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code nodes} runs in a JVM of its own for each node. */
@Command(name = "node", hidden = true, description = "Runs one node in this JVM and prints how many passes it made.")
final class NodeMain implements Callable<Integer> {

    @Option(names = "--url", required = true)
    private String url = "";

    @Option(names = "--name", required = true)
    private String name = "";

    @Option(names = "--seconds", required = true)
    private int seconds;

    @Option(names = "--every", required = true)
    private int every;

    @Option(names = "--latency", required = true)
    private int latency;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            pool.setMaximumPoolSize(20);
            ClusterNode node = new ClusterNode(pool, name, Duration.ofMillis(latency), Duration.ofSeconds(every));
            node.start();
            Thread.sleep(Duration.ofSeconds(seconds).toMillis());
            node.close();
            spec.commandLine().getOut().println("figure passes " + node.passes());
        }
        return 0;
    }
}
