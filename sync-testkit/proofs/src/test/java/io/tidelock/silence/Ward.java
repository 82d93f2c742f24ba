package io.tidelock.silence;

import io.tidelock.cliniko.ClinikoConnector;
import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.cliniko.ClinikoSettings;
import io.tidelock.engine.Integration;
import io.tidelock.engine.Journal;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncListener;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict;
import io.tidelock.hubspot.HubSpotConnector;
import io.tidelock.jdbc.JdbcStore;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;
import io.tidelock.runner.Failure;
import io.tidelock.runner.RunnerListener;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeHttp;
import io.tidelock.testkit.fake.cliniko.FakeCliniko;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.sqlite.SQLiteDataSource;

/** A clinic with a canary in every slot, synced over HTTP into a database, and all that anybody gets to see of it. */
final class Ward implements AutoCloseable, SyncListener, RunnerListener {

    static final IntegrationId ID = IntegrationId.of("clinic");
    static final String KEY = "canary-key-au1";
    static final String TOKEN = "canary-token";
    static final String JOURNAL_KEY = "canary-journal-key-of-32-bytes..";
    static final byte[] FINGERPRINT_KEY = "canary-fingerprint-key".getBytes(StandardCharsets.UTF_8);

    final ManualClock clock = new ManualClock();
    final FakeCliniko cliniko =
            FakeCliniko.builder().clock(clock).apiKey(KEY).rateLimit(0).build();
    final FakeHubSpot hubspot = FakeHubSpot.builder().clock(clock).token(TOKEN).build();
    final FakeHttp clinikoServer = FakeHttp.serving(cliniko).start();
    final FakeHttp hubspotServer = FakeHttp.serving(hubspot).start();
    final StringBuilder shown = new StringBuilder();
    final SQLiteDataSource source = new SQLiteDataSource();
    final JdbcStore store;
    final Plan plan = ClinikoPlan.of(ClinikoSettings.builder()
            .recordsPerRun(ClinikoSettings.Builder.UNLIMITED)
            .extraInformation(true)
            .build());
    final SyncEngine engine;
    private final Path folder;

    Ward(Path folder) {
        this.folder = folder;
        source.setUrl("jdbc:sqlite:" + folder.resolve("store.db"));
        this.store = JdbcStore.open(source);
        this.engine = engine(JOURNAL_KEY);
    }

    /** Returns an engine whose journal is kept under a key of 32 letters. */
    SyncEngine engine(String journalKey) {
        return SyncEngine.builder()
                .integration(integration())
                .store(store)
                .fingerprintKey(FINGERPRINT_KEY)
                .clock(clock)
                .journal(Journal.encryptedWith(
                        "ward", new SecretKeySpec(journalKey.getBytes(StandardCharsets.UTF_8), "AES")))
                .listener(this)
                .build();
    }

    Integration integration() {
        return new Integration(
                ID,
                plan,
                ClinikoConnector.builder()
                        .account("clinic")
                        .apiKey(() -> KEY)
                        .userAgent("Tidelock tests (tests@example.com)")
                        .baseUrl(clinikoServer.url().resolve("/v1"))
                        .clock(clock)
                        .pause(clock)
                        .build(),
                HubSpotConnector.builder()
                        .portal("44")
                        .token(() -> TOKEN)
                        .baseUrl(hubspotServer.url())
                        .clock(clock)
                        .pause(clock)
                        .build());
    }

    /** Lets a quarter of an hour pass, makes the pass that is due, and shows all that it says. */
    SyncReport pass() {
        clock.advance(Duration.ofMinutes(15));
        SyncReport report = engine.run();
        show(report, report.verdicts(), report.flows(), engine);
        report.interruptions().forEach(interruption -> show(interruption, interruption.cause()));
        plan.flows().forEach(flow -> show(engine.parked(flow.id()), engine.brakes(flow.id())));
        show(engine.keys());
        return report;
    }

    /** Shows what may throw, or what it throws. */
    void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException thrown) {
            show(thrown);
        }
    }

    void show(Object... things) {
        for (Object thing : things) {
            shown.append(thing).append('\n');
            if (thing instanceof Throwable thrown) {
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace, true));
                shown.append(trace);
            }
        }
    }

    @Override
    public void onVerdict(Verdict verdict) {
        show(verdict);
    }

    @Override
    public void onPage(String feed, int observed) {
        show(feed);
    }

    @Override
    public void onPass(SyncReport report) {
        show(report);
    }

    @Override
    public void onEnd(IntegrationId id, SyncReport report) {
        show(id, report);
    }

    @Override
    public void onFailure(IntegrationId id, Failure failure) {
        show(id, failure);
    }

    /** Returns all rows of all tables, and the bytes of the files that they stand in. */
    String stored() throws IOException, SQLException {
        StringBuilder stored = new StringBuilder();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                stored.append(table).append('\n');
                append(statement, table, stored);
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                stored.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return stored.toString();
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet names = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        return tables;
    }

    private static void append(Statement statement, String table, StringBuilder stored) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    Object value = rows.getObject(i);
                    stored.append(
                                    value instanceof byte[] bytes
                                            ? new String(bytes, StandardCharsets.ISO_8859_1)
                                            : value)
                            .append(' ');
                }
                stored.append('\n');
            }
        }
    }

    @Override
    public void close() {
        store.close();
        clinikoServer.close();
        hubspotServer.close();
    }
}
