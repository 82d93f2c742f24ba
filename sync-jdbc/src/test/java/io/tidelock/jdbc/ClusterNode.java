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
import java.time.Duration;
import javax.sql.DataSource;

/** One node of a cluster, as a process of its own: runs until its input ends. Arguments: JDBC URL, name, plan revision. */
final class ClusterNode {

    static final Duration CALL = Duration.ofSeconds(5);

    private ClusterNode() {}

    public static void main(String[] arguments) throws IOException {
        try (HikariDataSource pool = pool(arguments[0])) {
            String name = arguments[1];
            int revision = Integer.parseInt(arguments[2]);
            SyncCluster node = SyncCluster.builder(pool)
                    .name(name)
                    .workers(4)
                    .callLasts(CALL)
                    .passLasts(Duration.ofSeconds(2))
                    .drains(Duration.ofSeconds(10))
                    .catalog(id -> integration(id, pool, name, revision))
                    .engine((id, engine) -> engine.fingerprintKey("0123456789abcdef".getBytes(StandardCharsets.UTF_8)))
                    .listener(new Diary())
                    .build();
            node.start();
            System.out.println("started " + name);
            while (System.in.read() >= 0) {
                // until it is closed
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
