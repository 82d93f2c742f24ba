package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes in processes of their own on a real PostgreSQL; what befalls them must not be seen in the systems. */
class ClusterTest {

    /** {@code -Dtidelock.cluster.kills=12} kills more. */
    private static final int KILLS = Integer.getInteger("tidelock.cluster.kills", 1);

    private static final Duration OFF = Duration.ofMinutes(10);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    private Path folder;

    private final PeopleCluster cluster = new PeopleCluster(Postgres.emptySchema());

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void killedNodesAreTakenOverAndNothingIsLostOrDoubledWhateverTheNodesTakeTheTimeToBe() throws Exception {
        startAheadAndBehind();
        cluster.start("c");
        for (int kill = 0; kill < KILLS; kill++) {
            String victim = cluster.busy();
            cluster.edit();
            cluster.wakeAll();
            cluster.kill(victim);
            Instant dead = Instant.now();
            cluster.await(() -> cluster.holders().stream().noneMatch(victim::equals));
            assertThat(Duration.between(dead, Instant.now())).isLessThan(Duration.ofSeconds(15));
            cluster.start(victim);
        }
        cluster.settle();
    }

    @Test
    void pausedNodeDoesNoHarmWhenItWakesWhateverTheNodesTakeTheTimeToBe() throws Exception {
        startAheadAndBehind();
        String sleeper = cluster.busy();
        cluster.edit();
        cluster.wakeAll();
        cluster.signal(sleeper, "STOP");
        cluster.await(() -> cluster.holders().stream().noneMatch(sleeper::equals));
        cluster.edit();
        Thread.sleep(PeopleCluster.CALL.multipliedBy(2).toMillis()); // its lease is over
        cluster.signal(sleeper, "CONT");
        cluster.settle();
    }

    @Test
    void databaseThatCutsAllConnectionsStopsNobodyForLong() throws Exception {
        Stream.of("a", "b").forEach(cluster::start);
        for (int round = 0; round < 3; round++) {
            cluster.edit();
            cluster.wakeAll();
            cluster.busy();
            cluster.query("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    + " AND backend_type = 'client backend'");
        }
        cluster.settle();
    }

    @Test
    void nodeWithAnOlderPlanLeavesTheIntegrationToTheOthers() {
        cluster.start("new", 2);
        cluster.await(() -> cluster.diary("new").contains("pass t"));
        cluster.settle();
        cluster.start("old", 1);
        cluster.edit();
        cluster.settle();
        assertThat(cluster.query("SELECT DISTINCT writer FROM written")).containsExactly("new");
    }

    @Test
    void stoppedNodeGivesBackWhatItHad() throws Exception {
        Stream.of("a", "b").forEach(cluster::start);
        String leaver = cluster.busy();
        Process first = cluster.process(leaver);
        first.getOutputStream().close();

        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(cluster.diary(leaver)).contains("closed " + leaver);
        cluster.edit();
        cluster.settle();
    }

    /** Starts a node whose machine's clock is ahead, and one whose is behind. */
    private void startAheadAndBehind() throws IOException {
        cluster.start("a", 1, SkewedTime.option(folder, OFF));
        cluster.start("b", 1, SkewedTime.option(folder, OFF.negated()));
        cluster.await(
                () -> Stream.of("a", "b").allMatch(node -> cluster.diary(node).contains("started")));
        assertThat(off("a")).isCloseTo(OFF, Duration.ofMinutes(1));
        assertThat(off("b")).isCloseTo(OFF.negated(), Duration.ofMinutes(1));
    }

    /** Returns how far a node's own clock is ahead. */
    private Duration off(String node) {
        String started = cluster.diary(node)
                .lines()
                .filter(line -> line.startsWith("started"))
                .findFirst()
                .orElseThrow();
        return Duration.between(Instant.now(), Instant.parse(started.substring(started.lastIndexOf(' ') + 1)));
    }
}
