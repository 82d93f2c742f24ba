package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.store.JournalRequest;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No statement reads more than it asks for: what a page costs does not grow with the number of links. */
class QueryPlanTest {

    private static final RecordRef CONTACT = RecordRef.of(RecordType.of("contact"), "101");

    /** What a statement asks for, and the columns that its index must lead it by. */
    private static final Map<String, String> LED_BY = Map.ofEntries(
            Map.entry("target_id IN", "target_id=?"),
            Map.entry("source_id IN", "source_id=?"),
            Map.entry("AND id IN", "tidelock_intent_id"),
            Map.entry("GROUP BY key_id", "COVERING INDEX tidelock_link_key"),
            Map.entry("shared = 1 AND state = 0 AND target_id IN", "tidelock_link_shared"),
            Map.entry("ref_id IN", "ref_id=?"),
            Map.entry("high IN", "high=?"),
            Map.entry("AND at < ? AND ref_id", "at<?"),
            Map.entry("due_at <= ?", "due_at<?"),
            Map.entry("journal WHERE integration = ? AND (at, intent) >", "(at,intent)>(?,?)"),
            Map.entry("AND ref_part = ? AND (at, intent)", "ref_id=?"),
            Map.entry("intent = ? AND settled = 0", "tidelock_journal_open"),
            Map.entry("FROM tidelock_journal WHERE integration = ? AND at < ?", "at<?"),
            Map.entry("number, at FROM tidelock_hint", "ref_id=? AND ref_type=? AND ref_part=?"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    Path folder;

    @Test
    void everyStatementIsLedByAnIndexOnSqlite() throws SQLException {
        DataSource file = Sqlite.file(folder.resolve("plans.db"));
        Unreliable watched = new Unreliable(file);
        JdbcStore store = JdbcStore.open(watched.source());
        store.commit(StoredFixture.first());
        StoreCommit again = new StoreCommit(StoredFixture.CLINIC);
        store.openIntents(StoredFixture.CLINIC, "patients").forEach(again::announce);
        store.commit(again);
        StoreCommit second = StoredFixture.second();
        second.expire(StoredFixture.NOW);
        store.commit(second);
        StoredFixture.read(store);
        StoreCommit journal = StoredFixture.journalled();
        journal.settle("open", CONTACT, true);
        journal.discard("none");
        journal.expireJournal(StoredFixture.NOW, 1);
        store.commit(journal);
        JournalRequest old = JournalRequest.between(StoredFixture.CLINIC, Instant.EPOCH, StoredFixture.NOW, 9);
        store.journal(old);
        store.journal(old.from(new Parked.Key("patients", Side.SOURCE, CONTACT)));
        store.load(StoreRequest.about(StoredFixture.CLINIC, "patients", Side.TARGET, Set.of(CONTACT)));
        store.due(StoredFixture.CLINIC, "patients", StoredFixture.NOW, 10);
        store.links(StoredFixture.CLINIC, "patients", CONTACT, 10);
        store.countLinks(StoredFixture.CLINIC, "patients");
        store.countSharing(StoredFixture.CLINIC, "patients", Set.of(CONTACT));
        store.hint(StoredFixture.CLINIC, "crm/contact", CONTACT);
        store.close();

        List<String> led = new ArrayList<>();
        for (String sql : watched.prepared()) {
            if (!sql.startsWith("INSERT") && !sql.startsWith("PRAGMA")) {
                String plan = plan(file, sql);
                assertThat(plan)
                        .as(sql)
                        .doesNotContain("SCAN p")
                        .doesNotContain("SCAN tidelock_link")
                        .doesNotContain("SCAN tidelock_j");
                LED_BY.forEach((asked, leading) -> {
                    if (sql.contains(asked)) {
                        assertThat(plan).as(sql).contains(leading);
                        led.add(asked);
                    }
                });
            }
        }
        assertThat(led).containsAll(LED_BY.keySet());
    }

    private static String plan(DataSource database, String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql.replace("?", "1"))) {
            while (rows.next()) {
                plan.append(rows.getString("detail")).append('\n');
            }
        }
        return plan.toString();
    }
}
