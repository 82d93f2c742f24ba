package io.tidelock.examples.cluster;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.engine.Integration;
import io.tidelock.jdbc.SyncCluster;
import io.tidelock.record.IntegrationId;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.cliniko.FakeCliniko;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Has two nodes share clinics on one PostgreSQL, kills one of them in the middle, and sees the other one take over. */
@Command(
        name = "cluster",
        description = "Two nodes, each a process, share six clinics on one PostgreSQL; one of them is killed.")
public final class ClusterMain implements Callable<Integer> {

    private static final int CLINICS = 6;
    private static final int PATIENTS = 200;
    private static final Duration MOST = Duration.ofMinutes(3);

    private final List<FakeCliniko> clinikos = new ArrayList<>();
    private final List<FakeHubSpot> portals = new ArrayList<>();
    private final List<URI> addresses = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        for (int clinic = 0; clinic < CLINICS; clinic++) {
            open();
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                HikariDataSource pool = ClusterNodeMain.pool(server.getJdbcUrl("postgres", "postgres"))) {
            addClinics(pool);
            out.println(CLINICS + " clinics of " + PATIENTS + " patients, two nodes");
            Process one = node(server, "one");
            Process two = node(server, "two");
            try {
                List<String> had = killInTheMiddle(pool, one);
                Instant dead = Instant.now();
                out.println("killed node one in the middle of " + had);
                await(() -> picked(pool, "one").isEmpty());
                out.println("node two took over after "
                        + Duration.between(dead, Instant.now()).toSeconds() + " s");
                await(() -> portals.stream().allMatch(portal -> contacts(portal) >= PATIENTS));
            } finally {
                one.destroyForcibly();
                two.getOutputStream().close();
                two.waitFor();
            }
        }
        boolean exact = portals.stream().allMatch(portal -> contacts(portal) == PATIENTS);
        out.println(
                exact
                        ? "every patient is a contact, once"
                        : "contacts: " + portals.stream().map(this::contacts).toList());
        return exact ? 0 : 1;
    }

    private void open() throws IOException {
        FakeCliniko cliniko = FakeCliniko.builder()
                .apiKey(ClinicNode.KEY)
                .rateLimit(0)
                .seed(clinikos.size() + 1L)
                .build();
        cliniko.loadPatients(PATIENTS);
        FakeHubSpot portal = FakeHubSpot.builder().token(ClinicNode.TOKEN).build();
        clinikos.add(cliniko);
        portals.add(portal);
        addresses.add(FakeHttp.serving(cliniko).start().url());
        addresses.add(FakeHttp.serving(portal).start().url());
    }

    private void addClinics(HikariDataSource pool) {
        ClinicNode administration = new ClinicNode(pool, "administration", addresses);
        try (SyncCluster cluster = administration.cluster()) {
            for (IntegrationId id : administration.clinics()) {
                Integration clinic = administration.open(id);
                clinic.crm().schema().orElseThrow().provision(clinic.plan().crmSchema());
            }
            cluster.add(administration.clinics());
        }
    }

    private Process node(EmbeddedPostgres server, String name) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.tidelock.examples.Main",
                "cluster-node",
                server.getJdbcUrl("postgres", "postgres"),
                name));
        addresses.forEach(address -> command.add(address.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private List<String> killInTheMiddle(HikariDataSource pool, Process node)
            throws InterruptedException, SQLException {
        await(() -> !picked(pool, "one").isEmpty() && portals.stream().anyMatch(portal -> contacts(portal) > 0));
        List<String> had = picked(pool, "one");
        node.destroyForcibly().waitFor();
        return had;
    }

    private int contacts(FakeHubSpot portal) {
        return portal.records("contacts").size();
    }

    private static List<String> picked(HikariDataSource pool, String node) throws SQLException {
        List<String> clinics = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT task_instance FROM tidelock_task WHERE picked AND picked_by = '" + node
                                + "' ORDER BY 1")) {
            while (rows.next()) {
                clinics.add(rows.getString(1));
            }
        }
        return clinics;
    }

    /** Something to wait for. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void await(Condition condition) throws InterruptedException, SQLException {
        Instant end = Instant.now().plus(MOST);
        while (!condition.holds()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("Nothing came of it within " + MOST);
            }
            Thread.sleep(100);
        }
    }
}
