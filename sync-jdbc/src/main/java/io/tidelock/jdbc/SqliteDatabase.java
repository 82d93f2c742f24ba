package io.tidelock.jdbc;

import io.tidelock.store.StoreCommit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * SQLite: a few connections are kept open, and commits that wait for each other are written in one transaction, so that they
 * share its one wait for the disk. Thread-safe.
 */
final class SqliteDatabase implements Database {

    private static final int MOST_IDLE = 4;

    /** What each connection must answer before it is used. A full write-ahead log loses nothing that was committed. */
    private static final String[][] PRAGMAS = {
        {"journal_mode", "WAL", "wal"},
        {"synchronous", "FULL", "2"},
        {"busy_timeout", "10000", "10000"},
        {"cache_size", "-16000", "-16000"},
        {"temp_store", "MEMORY", "2"}, // what a savepoint keeps of changed pages need not go through a file
        {"wal_autocheckpoint", "4000", "4000"
        }, // 16 MB: pages that each commit changes go to their places once for many
    };

    private final DataSource source;
    private final Deque<Session> idle = new ArrayDeque<>();
    private final CommitQueue queue = new CommitQueue(this);
    private boolean closed;

    SqliteDatabase(DataSource source) {
        this.source = source;
    }

    @Override
    public String folder() {
        return "sqlite";
    }

    @Override
    public boolean hasTables(Session session) throws SQLException {
        return session.first("SELECT 1 FROM sqlite_master WHERE name = 'tidelock_format'", bind -> {}, Row::integer)
                .isPresent();
    }

    @Override
    public <T> T read(Work<T> work) {
        return using("read", work);
    }

    @Override
    public <T> T readByIndex(Work<T> work) {
        return read(work);
    }

    @Override
    public <T> T alone(Work<T> work) {
        return using("write", session -> {
            session.command("BEGIN IMMEDIATE");
            T result = work.on(session);
            session.command("COMMIT");
            return result;
        });
    }

    @Override
    public <T> T write(Work<T> work) {
        return alone(work);
    }

    @Override
    public Set<String> commit(StoreCommit commit, CommitWriter writer) {
        return queue.commit(commit, writer);
    }

    @Override
    public void lock(Session session, int integration) {
        // whoever began to write has the whole database
    }

    /** A session that failed is given up, and its transaction with it; so is one that is left over. */
    private <T> T using(String what, Work<T> work) {
        Session session = null;
        try {
            session = take();
            T result = work.on(session);
            session = giveBack(session);
            return result;
        } catch (SQLException failed) {
            throw Failures.unavailable(what, failed);
        } finally {
            if (session != null) {
                session.close();
            }
        }
    }

    private Session take() throws SQLException {
        synchronized (idle) {
            if (closed) {
                throw new IllegalStateException("The store is closed");
            }
            Session kept = idle.poll();
            if (kept != null) {
                return kept;
            }
        }
        return open();
    }

    /** Returns the session if it must be closed. */
    private @Nullable Session giveBack(Session session) {
        synchronized (idle) {
            if (closed || idle.size() >= MOST_IDLE) {
                return session;
            }
            idle.push(session);
            return null;
        }
    }

    private Session open() throws SQLException {
        Connection connection = source.getConnection();
        Session session = new Session(connection, Session.Dialect.SQLITE);
        boolean ready = false;
        try {
            for (String[] pragma : PRAGMAS) {
                session.command("PRAGMA " + pragma[0] + " = " + pragma[1]);
                require(session, pragma[0], pragma[2]);
            }
            ready = true;
            return session;
        } finally {
            if (!ready) {
                session.close();
            }
        }
    }

    private static void require(Session session, String pragma, String expected) throws SQLException {
        String found = session.first("PRAGMA " + pragma, bind -> {}, Row::text).orElse("nothing");
        if (!found.equals(expected)) {
            throw new IllegalArgumentException("SQLite does not take " + pragma + " = " + expected + " here, it says "
                    + found + ": give a DataSource of a file on a local disk; for tests there is InMemoryStore");
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(Session::close);
            idle.clear();
        }
    }
}
