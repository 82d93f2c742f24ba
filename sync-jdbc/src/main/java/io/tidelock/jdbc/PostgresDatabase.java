package io.tidelock.jdbc;

import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * PostgreSQL: a connection from the host's pool for each piece of work. Nodes that write for one integration wait for each
 * other. Thread-safe.
 */
final class PostgresDatabase implements Database {

    private static final int TRIES = 3;

    /** Any number that nobody else locks: "tidelock" in ASCII. */
    private static final long MIGRATION_LOCK = 0x746964656c6f636bL;

    /** How many links have come when the server is made to look at their table. */
    private static final long[] MEASURED_AT = {1_000, 10_000};

    /**
     * Has the server find rows by their index until the transaction ends. Intents and claims come and go by the page: whoever plans
     * while hardly one is there would look through whatever their tables have grown to later on.
     */
    static final String BY_INDEX = "set_config('enable_seqscan', 'off', true)";

    private final DataSource source;
    private final AtomicLong links = new AtomicLong();

    PostgresDatabase(DataSource source) {
        this.source = source;
    }

    /**
     * Requires a driver that takes arrays of bytes.
     *
     * @throws IllegalArgumentException if it does not
     */
    static void requireArrays(Connection connection) throws SQLException {
        try (PreparedStatement asking = connection.prepareStatement("SELECT cardinality(CAST(? AS bytea[]))")) {
            asking.setArray(1, connection.createArrayOf("bytea", new byte[][] {{1, 2}, {3}}));
            asking.executeQuery().close();
        } catch (SQLException failed) {
            if (Failures.lostConnection(failed)) {
                throw failed;
            }
            throw new IllegalArgumentException(
                    "The driver takes no arrays of bytes: PostgreSQL's own does from 42.2.15 on", failed);
        }
    }

    @Override
    public String folder() {
        return "postgresql";
    }

    @Override
    public boolean hasTables(Session session) throws SQLException {
        return session.first("SELECT 1 WHERE to_regclass('tidelock_format') IS NOT NULL", bind -> {}, Row::integer)
                .isPresent();
    }

    @Override
    public <T> T read(Work<T> work) {
        return repeatedly("read", () -> {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(true);
                return work.on(new Session(connection, Session.Dialect.POSTGRESQL));
            }
        });
    }

    @Override
    public <T> T readByIndex(Work<T> work) {
        return repeatedly(
                "read",
                () -> inTransaction(session -> {
                    session.first("SELECT " + BY_INDEX, bind -> {}, Row::text);
                    return work.on(session);
                }));
    }

    @Override
    public <T> T alone(Work<T> work) {
        return repeatedly(
                "write",
                () -> inTransaction(session -> {
                    session.first("SELECT pg_advisory_xact_lock(?)", bind -> bind.number(MIGRATION_LOCK), row -> true);
                    return work.on(session);
                }));
    }

    @Override
    public <T> T write(Work<T> work) {
        return repeatedly("write", () -> inTransaction(work));
    }

    @Override
    public Set<String> commit(StoreCommit commit, CommitWriter writer) {
        Written written = repeatedly("write", () -> written(commit, writer));
        written.committed().run();
        measure(commit.links().size());
        return written.refused();
    }

    private Written written(StoreCommit commit, CommitWriter writer) throws SQLException {
        try {
            return inTransaction(session -> writer.write(session, commit, Manner.HOPEFUL));
        } catch (Collision inTheWay) {
            return inTransaction(session -> writer.write(session, commit, Manner.CAREFUL));
        }
    }

    /**
     * A new table that fills within the minute for which the server leaves it alone is read by the wrong index until then, and a
     * first load would look through all of a flow's links for each page.
     */
    private void measure(int more) {
        long before = links.getAndAdd(more);
        for (long at : MEASURED_AT) {
            if (before < at && before + more >= at) {
                measureLinks(at);
            }
        }
    }

    private void measureLinks(long atLeast) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(true);
            Session session = new Session(connection, Session.Dialect.POSTGRESQL);
            long known = session.first(
                            "SELECT CAST(reltuples AS BIGINT) FROM pg_class WHERE oid = to_regclass('tidelock_link')",
                            bind -> {},
                            Row::number)
                    .orElse(0L);
            if (known < atLeast) {
                session.command("ANALYZE tidelock_link");
            }
        } catch (SQLException later) {
            // the server looks by itself soon
        }
    }

    @Override
    public void lock(Session session, int integration) throws SQLException {
        session.first(
                        "SELECT pg_current_xact_id()::text, " + BY_INDEX
                                + " FROM tidelock_integration WHERE id = ? FOR UPDATE",
                        bind -> bind.number(integration),
                        Row::text)
                .ifPresent(session::called);
    }

    @Override
    public void close() {
        // every connection went back to the host's pool already
    }

    /** Something to try again, on another connection, as long as it was certainly not done. */
    @FunctionalInterface
    private interface Try<T> {
        T make() throws SQLException;
    }

    private static <T> T repeatedly(String what, Try<T> attempt) {
        for (int left = TRIES - 1; ; left--) {
            try {
                return attempt.make();
            } catch (SQLException failed) {
                if (left == 0 || !Failures.isWorthAnotherTry(failed)) {
                    throw Failures.unavailable(what, failed);
                }
            }
        }
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            Session session = new Session(connection, Session.Dialect.POSTGRESQL);
            T result = workedOn(session, work);
            commit(session);
            return result;
        }
    }

    private static <T> T workedOn(Session session, Work<T> work) throws SQLException {
        boolean done = false;
        try {
            T result = work.on(session);
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack(session.connection());
            }
        }
    }

    /** A connection that goes back into a pool must not hold a transaction; one that is lost holds none. */
    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            // the failure that led here is told
        }
    }

    /** If the answer to a commit is lost, the server is asked what became of the transaction. */
    private void commit(Session session) throws SQLException {
        try {
            session.connection().commit();
        } catch (SQLException failed) {
            rollBack(session.connection());
            if (!Failures.lostConnection(failed) || session.name() == null) {
                throw failed;
            }
            switch (fate(session.name(), failed)) {
                case "committed" -> {
                    return;
                }
                case "aborted" -> throw failed;
                default -> throw unknown(failed);
            }
        }
    }

    private static StoreUnavailableException unknown(SQLException failed) {
        return Failures.unavailable("learn whether a commit was stored in", failed);
    }

    private String fate(String transaction, SQLException failed) {
        try (Connection connection = source.getConnection()) {
            return new Session(connection, Session.Dialect.POSTGRESQL)
                    .first(
                            "SELECT pg_xact_status(?::xid8)",
                            bind -> bind.text(transaction),
                            row -> String.valueOf(row.textOrNull()))
                    .orElse("unknown");
        } catch (SQLException alsoGone) {
            failed.addSuppressed(alsoGone);
            throw unknown(failed);
        }
    }
}
