package io.tidelock.examples.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.jdbc.SyncCluster;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One node: runs until its input ends. */
@Command(name = "cluster-node", hidden = true, description = "One node of the cluster; started by the example cluster.")
public final class ClusterNodeMain implements Callable<Integer> {

    @Parameters(index = "0", description = "the database")
    private String url = "";

    @Parameters(index = "1", description = "the node")
    private String name = "";

    @Parameters(index = "2..*", description = "Cliniko and HubSpot of each clinic")
    private List<URI> addresses = List.of();

    @Override
    public Integer call() throws IOException {
        try (HikariDataSource pool = pool(url);
                SyncCluster node = new ClinicNode(pool, name, addresses).cluster()) {
            node.start();
            while (System.in.read() >= 0) {
                // the host's own work would be here
            }
        }
        return 0;
    }

    static HikariDataSource pool(String url) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(8);
        return new HikariDataSource(pool);
    }
}
