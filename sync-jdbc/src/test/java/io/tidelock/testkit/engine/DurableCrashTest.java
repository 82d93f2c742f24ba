package io.tidelock.testkit.engine;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.jdbc.JdbcStore;
import io.tidelock.jdbc.Postgres;
import io.tidelock.jdbc.Sqlite;
import io.tidelock.store.SyncStore;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process before and after every call and every commit, drops what it had in memory and opens the database again: the
 * end is the same as without. {@code -Dtidelock.crash.every=1} tries every step, a build every few.
 */
class DurableCrashTest {

    private static final int EVERY = Integer.getInteger("tidelock.crash.every", 18);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    Path folder;

    @Test
    void killedAnywhereOnSqlite() {
        AtomicInteger files = new AtomicInteger();
        sweep("SQLite", steps -> {
            Path file = folder.resolve(files.incrementAndGet() + ".db");
            return Practice.on(new Reopening(Sqlite.file(file), steps));
        });
    }

    @Test
    void killedAnywhereOnPostgres() {
        try (HikariDataSource any = Postgres.pool(Postgres.emptySchema())) {
            sweep("PostgreSQL", steps -> Practice.on(new Reopening(emptied(any), steps)));
        }
    }

    @Test
    void undoIsKilledAnywhereOnSqlite() {
        AtomicInteger files = new AtomicInteger();
        CrashSweep.sweep(
                steps -> {
                    Path file = folder.resolve("undo" + files.incrementAndGet() + ".db");
                    return UndoStory.on(new Reopening(Sqlite.file(file), steps));
                },
                new UndoStory()::tell,
                EVERY);
    }

    @Test
    void undoIsKilledAnywhereOnPostgres() {
        try (HikariDataSource any = Postgres.pool(Postgres.emptySchema())) {
            CrashSweep.sweep(steps -> UndoStory.on(new Reopening(emptied(any), steps)), new UndoStory()::tell, EVERY);
        }
    }

    @Test
    void undoOfReferencesIsKilledAnywhereOnSqlite() {
        AtomicInteger files = new AtomicInteger();
        CrashSweep.sweep(
                steps -> {
                    Path file = folder.resolve("references" + files.incrementAndGet() + ".db");
                    return UndoReferenceStory.on(new Reopening(Sqlite.file(file), steps));
                },
                UndoReferenceStory::tell,
                EVERY);
    }

    @Test
    void undoOfReferencesIsKilledAnywhereOnPostgres() {
        try (HikariDataSource any = Postgres.pool(Postgres.emptySchema())) {
            CrashSweep.sweep(
                    steps -> UndoReferenceStory.on(new Reopening(emptied(any), steps)),
                    UndoReferenceStory::tell,
                    EVERY);
        }
    }

    @Test
    void savedPlanIsKilledAnywhereOnSqlite() {
        AtomicInteger files = new AtomicInteger();
        CrashSweep.sweep(
                steps -> {
                    Path file = folder.resolve("plan" + files.incrementAndGet() + ".db");
                    return PlanStory.on(new Reopening(Sqlite.file(file), steps));
                },
                PlanStory::tell,
                EVERY);
    }

    @Test
    void savedPlanIsKilledAnywhereOnPostgres() {
        try (HikariDataSource any = Postgres.pool(Postgres.emptySchema())) {
            CrashSweep.sweep(steps -> PlanStory.on(new Reopening(emptied(any), steps)), PlanStory::tell, EVERY);
        }
    }

    private static void sweep(String database, Function<Steps, Clinic> stage) {
        int steps = CrashSweep.sweep(stage, Practice::day, EVERY);
        System.out.println("crash sweep: database=" + database + " points=" + steps + " tried="
                + (steps + EVERY - 1) / EVERY + " violations=0");
    }

    private static DataSource emptied(DataSource pool) {
        Postgres.empty(pool);
        return pool;
    }

    /** Opens the store of a process that starts, and closes that of the one before. */
    private static final class Reopening implements Supplier<SyncStore> {
        private final DataSource database;
        private final Steps steps;
        private @Nullable JdbcStore open;

        Reopening(DataSource database, Steps steps) {
            this.database = database;
            this.steps = steps;
        }

        @Override
        public SyncStore get() {
            if (open != null) {
                open.close();
            }
            open = JdbcStore.open(database);
            return steps.watch(open);
        }
    }
}
