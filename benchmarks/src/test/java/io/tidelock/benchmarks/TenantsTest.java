package io.tidelock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.benchmarks.database.SqliteFile;
import io.tidelock.benchmarks.tidelock.Tenants;
import io.tidelock.jdbc.JdbcStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short version of {@code tenants}: a round checks by itself that each had one pass, one page and nothing to store. */
class TenantsTest {

    @TempDir
    private Path directory;

    @Test
    void eachTenantAsksForOnePageARound() {
        try (JdbcStore store = JdbcStore.open(new SqliteFile(directory).dataSource())) {
            Tenants tenants = new Tenants(store, 40, Duration.ofMinutes(5));

            tenants.begin();
            tenants.round();
        }
    }

    @Test
    void theFiguresAreSaidInLines() {
        StringWriter out = new StringWriter();

        int code = Main.run(
                new PrintWriter(out),
                new PrintWriter(out),
                "tenants",
                "--count",
                "40",
                "--rounds",
                "1",
                "--stores",
                "memory");

        assertThat(code).isZero();
        assertThat(out.toString()).contains("metric=tenants.memory.percent_of_a_core value=");
    }
}
