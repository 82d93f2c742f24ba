package io.tidelock.jdbc;

import io.tidelock.store.StoreCommit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes commits of several threads in one transaction: whoever comes first writes what has gathered meanwhile, on its own
 * thread. A commit that is refused takes no other along.
 */
final class CommitQueue {

    private static final int MOST_AT_ONCE = 256;

    private final Database database;
    private final Queue<Ticket> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock(true);

    CommitQueue(Database database) {
        this.database = database;
    }

    Set<String> commit(StoreCommit commit, CommitWriter writer) {
        Ticket ticket = new Ticket(commit, writer);
        waiting.add(ticket);
        writing.lock();
        try {
            while (!ticket.isDone()) {
                write(next());
            }
        } finally {
            writing.unlock();
        }
        return ticket.result();
    }

    private List<Ticket> next() {
        List<Ticket> next = new ArrayList<>();
        Ticket first = waiting.poll();
        while (first != null) {
            next.add(first);
            first = next.size() < MOST_AT_ONCE ? waiting.poll() : null;
        }
        return next;
    }

    /** What cannot be written together is written one by one, so that each learns what became of its own commit. */
    private void write(List<Ticket> tickets) {
        try {
            List<Ticket> accepted = database.alone(session -> together(session, tickets));
            accepted.forEach(Ticket::committed);
        } catch (Error dying) {
            tickets.forEach(ticket -> ticket.fail(new IllegalStateException("The thread that wrote died", dying)));
            throw dying;
        } catch (RuntimeException failed) {
            if (tickets.size() == 1) {
                tickets.get(0).fail(failed);
            } else {
                tickets.stream()
                        .filter(ticket -> !ticket.isDone())
                        .map(List::of)
                        .forEach(this::write);
            }
        }
    }

    private static List<Ticket> together(Session session, List<Ticket> tickets) throws SQLException {
        List<Ticket> accepted = new ArrayList<>();
        for (Ticket ticket : tickets) {
            session.command("SAVEPOINT one");
            try {
                write(ticket, session);
                accepted.add(ticket);
            } catch (IllegalStateException refused) {
                session.command("ROLLBACK TO one");
                ticket.fail(refused);
            }
            session.command("RELEASE one");
        }
        return accepted;
    }

    private static void write(Ticket ticket, Session session) throws SQLException {
        try {
            ticket.write(session, Manner.HOPEFUL);
        } catch (Collision inTheWay) {
            session.command("ROLLBACK TO one");
            ticket.write(session, Manner.CAREFUL);
        }
    }

    /** One thread's commit, and what became of it. */
    private static final class Ticket {
        private final StoreCommit commit;
        private final CommitWriter writer;
        private @Nullable Written written;
        private @Nullable RuntimeException failure;
        private boolean done;

        Ticket(StoreCommit commit, CommitWriter writer) {
            this.commit = commit;
            this.writer = writer;
        }

        void write(Session session, Manner manner) throws SQLException {
            written = writer.write(session, commit, manner);
        }

        void committed() {
            if (written != null) {
                written.committed().run();
            }
            done = true;
        }

        void fail(RuntimeException why) {
            if (!done) {
                failure = why;
                done = true;
            }
        }

        boolean isDone() {
            return done;
        }

        Set<String> result() {
            if (failure != null) {
                throw failure;
            }
            return written == null ? Set.of() : written.refused();
        }
    }
}
