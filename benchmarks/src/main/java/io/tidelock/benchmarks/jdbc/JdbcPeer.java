package io.tidelock.benchmarks.jdbc;

import io.tidelock.benchmarks.database.Database;
import io.tidelock.benchmarks.loop.PageSync;
import io.tidelock.benchmarks.workload.PatientFeed.Page;
import io.tidelock.benchmarks.workload.Peer;
import io.tidelock.benchmarks.workload.Workload;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BiConsumer;

/**
 * The hand-written loop on one connection: a transaction a page, for its links and the position in the feed together; statements
 * prepared once, batches.
 */
public final class JdbcPeer implements Peer {

    private final Workload workload;
    private final Database database;
    private final Connection connection;
    private final JdbcLinks links;
    private final PageSync sync;

    /** Works on a database of its own, which it closes. */
    public JdbcPeer(Workload workload, Database database) {
        this.workload = workload;
        this.database = database;
        try {
            this.connection = database.dataSource().getConnection();
            this.links = new JdbcLinks(connection);
            connection.setAutoCommit(false);
        } catch (SQLException failed) {
            throw new JdbcFailedException(failed);
        }
        this.sync = new PageSync(workload.crm(), links);
    }

    @Override
    public void sync() {
        try {
            long position = links.position();
            boolean more = true;
            while (more) {
                Page page = workload.feed().after(position);
                sync.take(page.patients());
                links.moveTo(page.next());
                connection.commit();
                position = page.next();
                more = page.more();
            }
        } catch (SQLException failed) {
            throw new JdbcFailedException(failed);
        }
    }

    @Override
    public void eachLink(BiConsumer<String, String> reader) {
        links.each(reader);
    }

    @Override
    public long bytesOnDisk() {
        return database.bytesOnDisk();
    }

    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException failed) {
            throw new JdbcFailedException(failed);
        } finally {
            database.close();
        }
    }
}
