package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.store.Base;
import io.tidelock.store.ClaimKey;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.Intent;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoredLink;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a page of new records costs on PostgreSQL, where each statement is a round trip. */
class PostgresPageTest {

    private static final IntegrationId CLINIC = IntegrationId.of("clinic");
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    private final HikariDataSource pool = Postgres.pool(Postgres.emptySchema());
    private final Unreliable watched = new Unreliable(pool);
    private final JdbcStore store = JdbcStore.open(watched.source());

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void pageTakesNoMoreStatementsThanTwoRecords() {
        createdAndLinked(0, 1); // learns the names
        createdAndLinked(1, 101);

        assertThat(createdAndLinked(101, 103))
                .isEqualTo(createdAndLinked(103, 203))
                .isLessThanOrEqualTo(13);
        assertThat(store.countLinks(CLINIC, "patients")).containsEntry(1, 203L);
    }

    /** A table that is empty when a statement is planned has grown a minute later, when the server looks at it again. */
    @Test
    void closedIntentsAreFoundByTheirIdHoweverFewTheServerKnowsOf() {
        createdAndLinked(0, 1);
        String plan = store.database().write(session -> {
            session.command("ANALYZE tidelock_intent");
            Columns closed =
                    Columns.of(List.of("i1", "i2"), (bind, id) -> bind.number(1).text(id));
            String sql = closed.deleting("tidelock_intent", "integration = ? AND id = ?")
                    .replace("CAST(? AS bigint[])", "CAST('{1,1}' AS bigint[])")
                    .replace("CAST(? AS text[])", "CAST('{i1,i2}' AS text[])");
            store.database().lock(session, 1);
            return session.query("EXPLAIN " + sql, bind -> {}, Row::text).toString();
        });

        assertThat(plan).contains("Tid Scan", "tidelock_intent_pkey").doesNotContain("Seq Scan");
    }

    /** The same holds for what is asked of claims before a page is announced. */
    @Test
    void claimsAreFoundByTheirKeyHoweverFewTheServerKnowsOf() {
        createdAndLinked(0, 1);
        store.database().read(session -> {
            session.command("VACUUM ANALYZE tidelock_claim");
            return true;
        });
        String asking =
                "EXPLAIN SELECT intent FROM tidelock_claim WHERE integration = 1 AND kind = 1 AND high IN (1, 2)";

        String plan = store.database()
                .readByIndex(
                        session -> session.query(asking, bind -> {}, Row::text).toString());
        watched.prepared().clear();
        store.load(StoreRequest.claims(CLINIC, "patients", List.of(new ClaimKey("email", new Fingerprint(1, 1)))));

        assertThat(plan).contains("tidelock_claim_pkey").doesNotContain("Seq Scan");
        assertThat(watched.prepared()).anyMatch(sql -> sql.contains("enable_seqscan"));
    }

    /** Returns how many commands that took. */
    private int createdAndLinked(int from, int to) {
        watched.failAt(0, false, "");
        StoreCommit announced = new StoreCommit(CLINIC);
        StoreCommit settled = new StoreCommit(CLINIC);
        IntStream.range(from, to).forEach(number -> {
            RecordRef patient = RecordRef.of(RecordType.of("patient"), "p" + number);
            RecordRef contact = RecordRef.of(RecordType.of("contact"), "c" + number);
            Parked.Key origin = new Parked.Key("patients", Side.SOURCE, patient);
            ClaimKey email = new ClaimKey("email", new Fingerprint(number, number));
            Intent intent = new Intent("i" + number, origin, Side.TARGET, null, List.of(email), Base.none(), NOW);
            announced.announce(intent);
            settled.close(intent);
            settled.put(StoredLink.between("patients", patient, contact, NOW).keyed(1));
        });
        assertThat(store.commit(announced)).isEmpty();
        store.commit(settled);
        assertThat(store.openIntents(CLINIC, "patients")).isEmpty();
        return watched.commands();
    }
}
