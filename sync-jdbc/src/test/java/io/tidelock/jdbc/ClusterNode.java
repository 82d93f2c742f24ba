package io.tidelock.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.engine.Integration;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * One node of a cluster, as a process of its own: runs until its input ends. Arguments: JDBC URLs of the store and of
 * the systems, name, plan revision, how long a call takes at most.
 * A byte of input has a minute pass for its engines.
 */
final class ClusterNode {

    private ClusterNode() {}

    public static void main(String[] arguments) throws IOException {
        try (HikariDataSource pool = pool(arguments[0]);
                HikariDataSource systems = pool(arguments[1])) {
            String name = arguments[2];
            int revision = Integer.parseInt(arguments[3]);
            AtomicInteger minutes = new AtomicInteger();
            Clock clock = new DatabaseClock(JdbcStore.open(pool).database(), System::nanoTime);
            SyncCluster node = SyncCluster.builder(pool)
                    .name(name)
                    .workers(4)
                    .callLasts(Duration.parse(arguments[4]))
                    .passLasts(Duration.ofSeconds(2))
                    .drains(Duration.ofSeconds(10))
                    .catalog(id -> integration(id, systems, name, revision))
                    .engine((id, engine) -> {
                        engine.fingerprintKey("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
                        if (minutes.get() > 0) {
                            engine.clock(Clock.offset(clock, Duration.ofMinutes(minutes.get())));
                        }
                    })
                    .listener(new Diary())
                    .build();
            node.start();
            System.out.println("started " + name + " at " + Instant.now());
            while (System.in.read() >= 0) {
                minutes.incrementAndGet();
            }
            node.close();
            System.out.println("closed " + name);
        }
    }

    private static final class Diary implements ClusterListener {
        @Override
        public void onEnd(IntegrationId id, SyncReport report) {
            System.out.println("pass " + id.value() + " " + report.writes() + " " + report.interruptions());
        }

        @Override
        public void onFailure(IntegrationId id, RuntimeException cause) {
            System.out.println("failed " + id.value() + " " + cause);
        }

        @Override
        public void onLost(IntegrationId id) {
            System.out.println("lost " + id.value());
        }

        @Override
        public void onOutdated(IntegrationId id) {
            System.out.println("outdated " + id.value());
        }
    }

    static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(12);
        pool.setConnectionTimeout(3_000);
        return pool;
    }

    static Integration integration(IntegrationId id, DataSource source, String writer, int revision) {
        Flow flow = Flow.toCrm("people", PeopleTable.TYPE, PeopleTable.TYPE)
                .match(MatchRule.on(PeopleTable.EMAIL, PeopleTable.EMAIL))
                .map(
                        FieldMapping.from(PeopleTable.NAME).to(PeopleTable.NAME),
                        FieldMapping.from(PeopleTable.EMAIL).to(PeopleTable.EMAIL))
                .every(Duration.ofSeconds(1))
                .build();
        return new Integration(
                id,
                Plan.named("people").revision(revision).flow(flow).build(),
                new PeopleTable(source, "business", id.value(), writer),
                new PeopleTable(source, "crm", id.value(), writer));
    }
}
