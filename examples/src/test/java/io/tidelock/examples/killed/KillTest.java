package io.tidelock.examples.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.examples.killed.Stage.Result;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the syncing process with kill -9 while people edit both sides, over HTTP and on both databases: the end is that of a run
 * without a crash. A build kills a few times, {@code -Dtidelock.kills=100} so often a database.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("tidelock.kills", 3);
    private static final int KILLS_A_STORY = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    Path folder;

    @Test
    void killedAnywhereOnSqliteTheEndIsTheSame() {
        kill("SQLite", story -> "jdbc:sqlite:" + folder.resolve(story + ".db"));
    }

    @Test
    void killedAnywhereOnPostgresTheEndIsTheSame() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            kill("PostgreSQL", story -> schema(server, "story" + story));
        }
    }

    private void kill(String database, LongFunction<String> fresh) {
        Instant start = Instant.now();
        Result undisturbed = play(fresh.apply(0), 0, 0);
        assertThat(undisturbed.wrong()).isEmpty();
        List<String> violations = new ArrayList<>();
        int kills = 0;
        for (long story = 1; kills < KILLS; story++) {
            Result killed = play(fresh.apply(story), story, Math.min(KILLS_A_STORY, KILLS - kills));
            kills += killed.kills();
            String where = database + ", story " + story + ": ";
            killed.wrong().forEach(what -> violations.add(where + what));
            differences(undisturbed.lines(), killed.lines()).forEach(line -> violations.add(where + line));
        }
        System.out.println("kill -9: database=" + database + " kills=" + kills + " violations=" + violations.size()
                + " seconds=" + Duration.between(start, Instant.now()).toSeconds());
        assertThat(violations).isEmpty();
    }

    private Result play(String database, long seed, int kills) {
        try (Stage stage = new Stage(database, folder.resolve("complaints.txt"), seed)) {
            return stage.play(kills);
        }
    }

    private static List<String> differences(List<String> expected, List<String> found) {
        List<String> missing = new ArrayList<>(expected);
        found.forEach(missing::remove);
        List<String> surplus = new ArrayList<>(found);
        expected.forEach(surplus::remove);
        List<String> all = new ArrayList<>();
        missing.forEach(line -> all.add("missing: " + line));
        surplus.forEach(line -> all.add("surplus: " + line));
        return all;
    }

    private static String schema(EmbeddedPostgres server, String name) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + name);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return server.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + name;
    }
}
