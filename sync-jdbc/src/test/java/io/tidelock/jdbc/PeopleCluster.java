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
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** Nodes in processes of their own, which keep people of some tenants in two tables the same; the database is whose test it is. */
final class PeopleCluster implements AutoCloseable {

    static final Duration CALL = Duration.ofSeconds(5);

    private static final int TENANTS = 8;
    private static final Duration MOST = Duration.ofSeconds(90);

    private final Map<String, Process> nodes = new LinkedHashMap<>();
    private final Map<String, List<String>> diaries = new LinkedHashMap<>();
    private final PGSimpleDataSource store;
    private final PGSimpleDataSource systems;
    private final Duration call;
    private final HikariDataSource pool;
    private final HikariDataSource people;
    private final SyncCluster host; // takes no part, but knows whom to wake
    private int edits;

    /** Fills the tables, in an empty schema that the store is in too. */
    PeopleCluster(PGSimpleDataSource schema) {
        this(schema, schema, CALL);
    }

    /**
     * Fills the tables of both systems, in an empty schema.
     *
     * @param call how long a call is said to take at most
     */
    PeopleCluster(PGSimpleDataSource store, PGSimpleDataSource systems, Duration call) {
        this.store = store;
        this.systems = systems;
        this.call = call;
        this.pool = Postgres.pool(store);
        this.people = store == systems ? pool : Postgres.pool(systems);
        this.host = cluster();
        fill();
    }

    private void fill() {
        try {
            PeopleTable.create(people);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
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

    /** Ends the nodes, however they are. */
    @Override
    public void close() {
        nodes.values().forEach(Process::destroyForcibly);
        pool.close();
        people.close();
    }

    /** Leaves connections behind that the server has cut. */
    void reconnect() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    /** Returns how many passes the nodes have told of. */
    int passes() {
        return (int) nodes.keySet().stream()
                .flatMap(node -> diary(node).lines())
                .filter(line -> line.startsWith("pass t"))
                .count();
    }

    /** Has a minute pass for what is open: for so long, a write that was cut off is taken to be under way. */
    void passMinute() throws IOException {
        for (Process node : nodes.values()) {
            node.getOutputStream().write('\n');
            node.getOutputStream().flush();
        }
    }

    /** Returns the nodes whose processes did not end. */
    List<String> alive() {
        return nodes.keySet().stream().filter(node -> process(node).isAlive()).toList();
    }

    private SyncCluster cluster() {
        return SyncCluster.builder(pool)
                .catalog(id -> ClusterNode.integration(id, people, "test", 1))
                .engine((id, engine) -> {})
                .build();
    }

    /** Everything comes to rest: each person is there once, as people wrote it last, and nothing is open. */
    void settle() {
        await(() -> {
            wakeAll();
            return query("SELECT tenant || email || name FROM business ORDER BY 1")
                    .equals(query("SELECT tenant || email || name FROM crm ORDER BY 1"));
        });
        assertThat(query("SELECT email FROM crm GROUP BY email HAVING count(*) > 1"))
                .isEmpty();
        await(() -> query(pool, "SELECT id FROM tidelock_intent").isEmpty());
        List<String> late = query("SELECT later.person || ' ' || later.name FROM written later JOIN written earlier"
                + " ON earlier.person = later.person AND earlier.tenant = later.tenant AND earlier.id < later.id"
                + " AND earlier.name > later.name");
        assertThat(late).as("older news written over newer ones").isEmpty();
    }

    void wakeAll() {
        tenants().map(IntegrationId::of).forEach(host::wake);
    }

    /** Returns a node that has made a pass. */
    String busy() {
        await(() -> nodes.keySet().stream().anyMatch(node -> diary(node).contains("pass t")));
        return nodes.keySet().stream()
                .filter(node -> diary(node).contains("pass t"))
                .findFirst()
                .orElseThrow();
    }

    /** Each edit is greater than all before it. */
    void edit() {
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

    void start(String name) {
        start(name, 1);
    }

    void start(String name, int revision, String... ofItsJvm) {
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(
                    List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"));
            command.addAll(List.of(ofItsJvm));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), ClusterNode.class.getName()));
            command.addAll(List.of(url(store), url(systems), name, "" + revision, call.toString()));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
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

    private static String url(PGSimpleDataSource schema) {
        return schema.getURL() + (schema.getURL().contains("?") ? "&" : "?") + "currentSchema="
                + schema.getCurrentSchema() + "&user=postgres";
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

    String diary(String node) {
        List<String> diary = diaries.getOrDefault(node, List.of());
        synchronized (diary) {
            return String.join("\n", diary);
        }
    }

    Process process(String node) {
        return Objects.requireNonNull(nodes.get(node), node);
    }

    void kill(String name) throws InterruptedException {
        Process process = process(name);
        process.destroyForcibly();
        process.waitFor();
    }

    void signal(String name, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, "" + process(name).pid())
                .start()
                .waitFor();
    }

    List<String> holders() {
        return query(pool, "SELECT DISTINCT picked_by FROM tidelock_task WHERE picked");
    }

    void await(BooleanSupplier condition) {
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
        change(people, sql, parameters);
    }

    private static void change(HikariDataSource pool, String sql, String... parameters) {
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

    List<String> query(String sql) {
        return query(people, sql);
    }

    private static List<String> query(HikariDataSource pool, String sql) {
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
