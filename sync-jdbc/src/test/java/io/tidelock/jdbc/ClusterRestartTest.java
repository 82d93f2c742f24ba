package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server with the store that is stopped, or dies, and is started again on the same data while nodes work; the systems
 * know nothing of it.
 */
class ClusterRestartTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before the test
    private Path folder;

    @Test
    void nodesGoOnByThemselvesAfterTheServerWasStoppedOrDied() throws Exception {
        int port = freePort();
        EmbeddedPostgres server = server(port);
        try (PeopleCluster cluster =
                new PeopleCluster(database(server), Postgres.emptySchema(), Duration.ofSeconds(1))) {
            Stream.of("a", "b").forEach(cluster::start);
            cluster.busy();
            for (boolean dies : new boolean[] {false, true}) {
                cluster.edit();
                cluster.wakeAll();
                String before = postmaster();
                if (dies) {
                    die(before);
                }
                server.close();
                server = server(port);
                assertThat(postmaster()).isNotEqualTo(before);
                cluster.reconnect();
                int made = cluster.passes();
                cluster.await(() -> cluster.passes() > made); // so that the next one finds them at work again
            }
            cluster.passMinute();
            cluster.settle();
            assertThat(cluster.alive()).containsExactly("a", "b");
        } finally {
            server.close();
        }
    }

    private EmbeddedPostgres server(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setServerConfig(
                        "synchronous_commit", "on") // as it is outside of tests: what was committed outlives the server
                .start();
    }

    private static PGSimpleDataSource database(EmbeddedPostgres server) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(server.getJdbcUrl("postgres", "postgres"));
        source.setCurrentSchema("public");
        return source;
    }

    /** Returns the process of the server, as its data says. */
    private String postmaster() throws IOException {
        return Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                .get(0);
    }

    /** Ends the server as a crash does: nothing is finished, the next start recovers. */
    private static void die(String postmaster) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-QUIT", postmaster).start().waitFor();
        ProcessHandle.of(Long.parseLong(postmaster))
                .ifPresent(process -> process.onExit().join());
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }
}
