package io.tidelock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.benchmarks.database.PostgresServer;
import io.tidelock.benchmarks.tidelock.ClusterClock;
import io.tidelock.benchmarks.tidelock.ClusterNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short version of {@code nodes}: both in this JVM. */
class NodesTest {

    private static final Duration EVERY = Duration.ofHours(1);
    private static final int TENANTS = 24;

    @TempDir
    private Path directory;

    @Test
    @Timeout(60)
    void eachTenantHasOnePassOfOneNodeWheneverAllAreDue() throws SQLException, InterruptedException {
        try (PostgresServer server = new PostgresServer(directory);
                ClusterNode one = node(server, "one");
                ClusterNode other = node(server, "other")) {
            ClusterClock clock = new ClusterClock(server.dataSource(), EVERY);
            one.add(TENANTS);
            one.start();
            other.start();
            while (clock.begun() < TENANTS || one.passes() + other.passes() < TENANTS) {
                Thread.sleep(20);
            }

            long before = clock.now();
            List<Long> first = clock.lastPasses();
            clock.allDue();
            while (clock.passedSince(before) < TENANTS || one.passes() + other.passes() < 2 * TENANTS) {
                Thread.sleep(20);
            }

            assertThat(first).hasSize(TENANTS);
            assertThat(one.passes() + other.passes()).isEqualTo(2 * TENANTS);
            assertThat(one.quietPasses() + other.quietPasses()).isEqualTo(TENANTS);
        }
    }

    private static ClusterNode node(PostgresServer server, String name) {
        return new ClusterNode(server.dataSource(), name, 2, Duration.ZERO, EVERY);
    }
}
