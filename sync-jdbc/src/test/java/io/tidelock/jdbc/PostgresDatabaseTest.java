package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredLink;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresDatabaseTest {

    private static final IntegrationId CLINIC = IntegrationId.of("clinic");
    private static final String BY_TARGET = "EXPLAIN SELECT source_id FROM tidelock_link WHERE integration = 1"
            + " AND flow = ? AND shared = 0 AND target_id IN ('c7', 'c8', 'c9')";
    private static final String BY_KEY = IntStream.range(0, 100)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(
                    ", ",
                    "EXPLAIN SELECT intent FROM tidelock_claim WHERE integration = 1 AND kind = 1 AND high IN (",
                    ")"));

    private final HikariDataSource pool = Postgres.pool(Postgres.emptySchema());
    private final JdbcStore store = JdbcStore.open(pool);

    @AfterEach
    void close() {
        pool.close();
    }

    /** The server looks at a new table a minute later only; a first load would look through all links until then. */
    @Test
    void linksAreFoundByTheirTargetsAsSoonAsThereAreMany() {
        for (int page = 0; page < 10; page++) {
            link(page * 100);
        }

        assertThat(plan(BY_TARGET.replace("?", "" + numberOf("patients")))).contains("tidelock_link_target");
    }

    /** Claims come and go by the page; an index that does not name their key goes through the dead rows of all. */
    @Test
    void claimsAreFoundByTheirKeyAlsoWhileTheServerKnowsNothingOfTheirTable() {
        store.database().write(session -> {
            session.command("INSERT INTO tidelock_claim (integration, kind, high, low, intent, at)"
                    + " SELECT 1, 1, n, n, 'i' || n, 0 FROM generate_series(1, 20000) n");
            return true;
        });

        assertThat(plan(BY_KEY)).contains("tidelock_claim_pkey");
    }

    /** A driver from before 2020 would fail at the first page, with a code that tells nobody why. */
    @Test
    void driverThatTakesNoArraysOfBytesIsRefused() {
        Unreliable without = new Unreliable(pool);
        without.failAt(1, false, "22P02");

        assertThatThrownBy(() -> JdbcStore.open(without.source()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("42.2.15");
    }

    private int numberOf(String name) {
        return store.database()
                .read(session -> session.first(
                        "SELECT id FROM tidelock_name WHERE name = ?", bind -> bind.text(name), Row::integer))
                .orElseThrow();
    }

    private String plan(String sql) {
        return store.database()
                .read(session -> session.query(sql, bind -> {}, Row::text).toString());
    }

    private void link(int from) {
        StoreCommit page = new StoreCommit(CLINIC);
        for (int number = from; number < from + 100; number++) {
            RecordRef patient = RecordRef.of(RecordType.of("patient"), "p" + number);
            RecordRef contact = RecordRef.of(RecordType.of("contact"), "c" + number);
            page.put(StoredLink.between("patients", patient, contact, Instant.EPOCH));
        }
        store.commit(page);
    }
}
