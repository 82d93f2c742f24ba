package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.record.IntegrationId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Nodes in processes of their own on a real PostgreSQL; what befalls them must not be seen in the systems. */
class ClusterTest {

    private static final int TENANTS = 8;
    /** {@code -Dtidelock.cluster.kills=12} kills more. */
    private static final int KILLS = Integer.getInteger("tidelock.cluster.kills", 1);

    private static final Duration MOST = Duration.ofSeconds(90);

    private final Map<String, Process> nodes = new LinkedHashMap<>();
    private final Map<String, List<String>> diaries = new LinkedHashMap<>();
    private final PGSimpleDataSource schema = Postgres.emptySchema();
    private HikariDataSource pool = Postgres.pool(schema);
    private int edits;

    @SuppressWarnings("NullAway.Init") // set before every test
    private SyncCluster host; // takes no part, but knows whom to wake

    @BeforeEach
    void fill() throws SQLException {
        PeopleTable.create(pool);
        host = cluster();
        host.add(tenants().map(IntegrationId::of).toList());
        for (int person = 0; person < 30; person++) {
            for (String tenant : tenants().toList()) {
                change(
                        "INSERT INTO business (tenant, name, email) VALUES (?, ?, ?)",
                        tenant,
                        "first",
                        "p" + person + "@" + tenant + ".example");
            }
        }
    }

    @AfterEach
    void stop() {
        nodes.values().forEach(Process::destroyForcibly);
        pool.close();
    }

    @Test
    void killedNodesAreTakenOverAndNothingIsLostOrDoubled() throws Exception {
        Stream.of("a", "b", "c").forEach(this::start);
        for (int kill = 0; kill < KILLS; kill++) {
            String victim = busy();
            edit();
            wakeAll();
            kill(victim);
            Instant dead = Instant.now();
            await(() -> holders().stream().noneMatch(victim::equals));
            assertThat(Duration.between(dead, Instant.now())).isLessThan(Duration.ofSeconds(15));
            start(victim);
        }
        settle();
    }

    @Test
    void pausedNodeDoesNoHarmWhenItWakes() throws Exception {
        Stream.of("a", "b").forEach(this::start);
        String sleeper = busy();
        edit();
        wakeAll();
        signal(sleeper, "STOP");
        await(() -> holders().stream().noneMatch(sleeper::equals));
        edit();
        Thread.sleep(ClusterNode.CALL.multipliedBy(2).toMillis()); // its lease is over
        signal(sleeper, "CONT");
        settle();
    }

    @Test
    void databaseThatRestartsStopsNobodyForLong() throws Exception {
        Stream.of("a", "b").forEach(this::start);
        for (int round = 0; round < 3; round++) {
            edit();
            wakeAll();
            busy();
            query("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    + " AND backend_type = 'client backend'");
        }
        settle();
    }

    @Test
    void nodeWithAnOlderPlanLeavesTheIntegrationToTheOthers() {
        start("new", 2);
        await(() -> diary("new").contains("pass t"));
        settle();
        start("old", 1);
        edit();
        settle();
        assertThat(query("SELECT DISTINCT writer FROM written")).containsExactly("new");
    }

    @Test
    void stoppedNodeGivesBackWhatItHad() throws Exception {
        Stream.of("a", "b").forEach(this::start);
        String leaver = busy();
        Process first = process(leaver);
        first.getOutputStream().close();

        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(diary(leaver)).contains("closed " + leaver);
        edit();
        settle();
    }

    private SyncCluster cluster() {
        return SyncCluster.builder(pool)
                .catalog(id -> ClusterNode.integration(id, pool, "test", 1))
                .engine((id, engine) -> {})
                .build();
    }

    /** Everything comes to rest: each person is there once, as people wrote it last, and nothing is open. */
    private void settle() {
        await(() -> {
            wakeAll();
            return query("SELECT tenant || email || name FROM business ORDER BY 1")
                    .equals(query("SELECT tenant || email || name FROM crm ORDER BY 1"));
        });
        assertThat(query("SELECT email FROM crm GROUP BY email HAVING count(*) > 1"))
                .isEmpty();
        await(() -> query("SELECT id FROM tidelock_intent").isEmpty());
        List<String> late = query("SELECT later.person || ' ' || later.name FROM written later JOIN written earlier"
                + " ON earlier.person = later.person AND earlier.tenant = later.tenant AND earlier.id < later.id"
                + " AND earlier.name > later.name");
        assertThat(late).as("older news written over newer ones").isEmpty();
    }

    private void wakeAll() {
        tenants().map(IntegrationId::of).forEach(host::wake);
    }

    /** Returns a node that has made a pass. */
    private String busy() {
        await(() -> nodes.keySet().stream().anyMatch(node -> diary(node).contains("pass t")));
        return nodes.keySet().stream()
                .filter(node -> diary(node).contains("pass t"))
                .findFirst()
                .orElseThrow();
    }

    /** Each edit is greater than all before it. */
    private void edit() {
        edits++;
        change(
                "UPDATE business SET name = ?, version = nextval('business_version_seq') WHERE id % 3 = ?::bigint",
                "v%04d".formatted(edits), "" + edits % 3);
        change(
                "INSERT INTO business (tenant, name, email) VALUES (?, ?, ?)",
                "t" + edits % TENANTS,
                "v%04d".formatted(edits),
                "new" + edits + "@example.com");
    }

    private static Stream<String> tenants() {
        return IntStream.range(0, TENANTS).mapToObj(tenant -> "t" + tenant);
    }

    private void start(String name) {
        start(name, 1);
    }

    private void start(String name, int revision) {
        String url = schema.getURL() + (schema.getURL().contains("?") ? "&" : "?") + "currentSchema="
                + schema.getCurrentSchema() + "&user=postgres";
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ClusterNode.class.getName(),
                            url,
                            name,
                            "" + revision)
                    .redirectErrorStream(true)
                    .start();
            List<String> diary = new ArrayList<>();
            Thread reader = new Thread(() -> read(process, diary));
            reader.setDaemon(true);
            reader.start();
            nodes.put(name, process);
            diaries.put(name, diary);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void read(Process process, List<String> diary) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (diary) {
                    diary.add(line);
                }
            }
        } catch (IOException killed) {
            // so it ends
        }
    }

    private String diary(String node) {
        List<String> diary = diaries.getOrDefault(node, List.of());
        synchronized (diary) {
            return String.join("\n", diary);
        }
    }

    private Process process(String node) {
        return Objects.requireNonNull(nodes.get(node), node);
    }

    private void kill(String name) throws InterruptedException {
        Process process = process(name);
        process.destroyForcibly();
        process.waitFor();
    }

    private void signal(String name, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, "" + process(name).pid())
                .start()
                .waitFor();
    }

    private List<String> holders() {
        return query("SELECT DISTINCT picked_by FROM tidelock_task WHERE picked");
    }

    private void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(MOST);
        while (!condition.getAsBoolean()) {
            diaries.keySet().forEach(node -> assertThat(diary(node)).doesNotContain("Exception in thread"));
            assertThat(Instant.now())
                    .as(() -> "diaries: "
                            + diaries.keySet().stream()
                                    .map(node -> node + ": " + diary(node))
                                    .toList())
                    .isBefore(end);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void change(String sql, String... parameters) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private List<String> query(String sql) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
