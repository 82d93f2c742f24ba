package io.tidelock.examples.killed;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.cliniko.ClinikoConnector;
import io.tidelock.cliniko.ClinikoPlan;
import io.tidelock.cliniko.ClinikoSettings;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.hubspot.HubSpotConnector;
import io.tidelock.jdbc.JdbcStore;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.ManualClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/**
 * The process that is killed. Reads from its input what to do, a line each, and says on its output what came of it:
 * {@code pass INSTANT} makes a pass at that time, {@code reconcile} asks for everything to be compared. Ends with its input.
 */
final class KilledChild {

    static final String KEY = "kill-key-au1";
    static final String TOKEN = "kill-token";
    static final String INTEGRATION = "clinic";

    private KilledChild() {}

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ManualClock clock = new ManualClock();
        try (JdbcStore store = JdbcStore.open(database(args[0]))) {
            SyncEngine engine = engine(store, URI.create(args[1]), URI.create(args[2]), clock);
            engine.provisionSchema();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(answer(engine, clock, line));
            }
        }
    }

    private static String answer(SyncEngine engine, ManualClock clock, String line) {
        if (line.equals("reconcile")) {
            engine.reconcile(ClinikoPlan.PATIENTS);
            return "asked";
        }
        clock.advance(Duration.between(clock.instant(), Instant.parse(line.substring("pass ".length()))));
        SyncReport report = engine.runNow();
        boolean quiet = report.quiet() && report.interruptions().isEmpty() && !report.more();
        return (quiet ? "quiet" : "busy") + " writes=" + report.writes() + " changes=" + report.storeChanges()
                + " interruptions=" + report.interruptions();
    }

    static DataSource database(String url) {
        if (url.startsWith("jdbc:sqlite:")) {
            SQLiteDataSource file = new SQLiteDataSource();
            file.setUrl(url);
            return file;
        }
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(2);
        return new HikariDataSource(pool);
    }

    /** Few records a run and small pages, so that there are many moments to die in. */
    private static SyncEngine engine(SyncStore store, URI cliniko, URI hubspot, ManualClock clock) {
        return SyncEngine.builder()
                .integration(INTEGRATION)
                .plan(ClinikoPlan.of(ClinikoSettings.builder().recordsPerRun(12).build()))
                .business(ClinikoConnector.builder()
                        .account("clinic")
                        .apiKey(() -> KEY)
                        .userAgent("Tidelock tests (tests@example.com)")
                        .baseUrl(cliniko.resolve("/v1"))
                        .clock(clock)
                        .pause(clock)
                        .build())
                .crm(HubSpotConnector.builder()
                        .portal("portal")
                        .token(() -> TOKEN)
                        .baseUrl(hubspot)
                        .pageSize(5)
                        .clock(clock)
                        .pause(clock)
                        .build())
                .store(store)
                .fingerprintKey("sixteen bytes or more".getBytes(StandardCharsets.UTF_8))
                .clock(clock)
                .build();
    }
}
